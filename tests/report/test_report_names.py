from __future__ import annotations

import pytest

from pipeline.corpora.checks import CHECKS
from pipeline.report import names
from pipeline.report.check_names import check_name
from pipeline.tasks.base import SKIP_REASONS
from pipeline.tasks.registry import TASKS


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_every_check_of_the_corpora_has_a_name(check):
    assert check_name(check).ko != check


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_has_a_title_in_both_languages(task):
    title = names.task_title(task)
    assert title.ko == TASKS[task].title
    assert title.en != task


def test_what_is_unknown_stands_for_itself():
    assert check_name("annotation.new").ko == "annotation.new"
    assert names.task_title("ninth").en == "ninth"
    assert names.undefined("for a new reason").ko == "for a new reason"
    assert names.measure("span_f1_exact") is None


@pytest.mark.parametrize("reason", sorted(SKIP_REASONS))
def test_skips(reason):
    assert names.skip(reason).ko == SKIP_REASONS[reason]
    assert names.skip(f"{reason}:TC-3").en.endswith("(TC-3)")


def test_an_adjudicator_discards_in_words():
    assert names.discard("adjudicator:hate").ko == "판정자: 혐오"
    assert names.discard("no_topic").en == "no topic fits"


def test_lost_resamples_keep_their_numbers():
    because = "no interval: the measure is undefined in 70 of 1000 resamples"
    assert "1000번 가운데 70번" in names.undefined(because).ko
