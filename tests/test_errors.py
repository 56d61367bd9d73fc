from __future__ import annotations

import pytest

from pipeline import errors
from pipeline.errors import ExitCode, UserError

KINDS = UserError.__subclasses__()


def test_each_kind_has_an_exit_code_of_its_own():
    codes = [kind.exit_code for kind in KINDS]
    assert sorted(codes) == [code for code in ExitCode if code not in (ExitCode.OK, ExitCode.BUG)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_says_what_and_what_to_do(kind):
    assert str(kind("a.yaml:3: wrong", "mend it")) == "a.yaml:3: wrong\nmend it"
    assert str(kind("a.yaml:3: wrong")) == "a.yaml:3: wrong"
    assert (kind("a", "b").what, kind("a", "b").remedy, kind("a").remedy) == ("a", "b", None)


def test_every_error_is_one_that_a_user_can_cause():
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    assert {each for each in classes if issubclass(each, Exception)} == {UserError, *KINDS}
