"""The tasks by name."""

from __future__ import annotations

from typing import Any

from pipeline.tasks import dp, mrc, ner, nli, re, sts, tc, tod
from pipeline.tasks.base import Task

TASKS: dict[str, Task[Any, Any]] = {
    task.name: task for task in (tc.TASK, sts.TASK, nli.TASK, ner.TASK, re.TASK, dp.TASK, mrc.TASK, tod.TASK)
}
