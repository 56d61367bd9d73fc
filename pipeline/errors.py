"""Errors a user can cause: each says what, where and what to do, and has an exit code of its own kind."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How ``klue`` ends."""

    OK = 0
    BUG = 1
    USAGE = 2
    BAD_INPUT = 3
    REFUSED_LICENCE = 4
    FAILED_GATE = 5
    UNREACHABLE = 6
    LOCKED = 7


class UserError(Exception):
    """Something the user can mend; shown without a traceback.

    ``what`` says what is wrong and where, ``remedy`` what to do about it.
    """

    exit_code: ExitCode = ExitCode.USAGE

    def __init__(self, what: str, remedy: str | None = None) -> None:
        super().__init__(what if remedy is None else f"{what}\n{remedy}")
        self.what = what
        self.remedy = remedy


class UsageError(UserError):
    """The command, its options or the configuration make no sense."""

    exit_code = ExitCode.USAGE


class BadInputError(UserError):
    """A file is missing, malformed, truncated or in an encoding that cannot be told."""

    exit_code = ExitCode.BAD_INPUT


class RefusedLicenceError(UserError):
    """The licences of the sources do not allow what was asked for."""

    exit_code = ExitCode.REFUSED_LICENCE


class FailedGateError(UserError):
    """A release misses one of its gates."""

    exit_code = ExitCode.FAILED_GATE


class UnreachableError(UserError):
    """A server does not answer, or does not let us in."""

    exit_code = ExitCode.UNREACHABLE


class LockedError(UserError):
    """Another run is writing the same stage."""

    exit_code = ExitCode.LOCKED
