"""Work for worker processes, which import it: light on purpose."""

from __future__ import annotations

import os


def square(number):
    return number * number, os.getpid()


def invert(number):
    return 1 / number
