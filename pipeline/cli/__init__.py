"""The command ``klue``. Nothing heavy is imported before a command runs: ``klue --help`` is instant."""

from __future__ import annotations

import sys

import typer

from pipeline.cli.app import app
from pipeline.cli.output import print_error
from pipeline.errors import ExitCode, UserError

_INTERRUPTED = 130
"""The exit code that Typer makes of an interruption."""


def main() -> None:
    """Run the command line; errors that a user can mend are said without a traceback."""
    try:
        code = app(standalone_mode=False)
    except UserError as error:
        print_error(error.what, error.remedy)
        sys.exit(error.exit_code)
    except typer.Abort:
        print_error("stopped", None)
        sys.exit(_INTERRUPTED)
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except OSError as error:
        print_error(f"{error.filename or 'a file'}: {error.strerror or error}", None)
        sys.exit(ExitCode.BAD_INPUT)
    except Exception as error:
        if type(error).__module__.startswith(("click", "typer")):
            error.show() if hasattr(error, "show") else print_error(str(error), None)
            sys.exit(ExitCode.USAGE)
        raise
    if code == _INTERRUPTED:
        print_error("stopped", "what was published stays; run the command again to go on")
    sys.exit(code if isinstance(code, int) else ExitCode.OK)
