from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading

import pytest

from pipeline.errors import ExitCode, LockedError
from pipeline.locks import holding, start_of_process

HOST = socket.gethostname()


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "lock"


@pytest.fixture
def sleeper():
    """Another process, which lives until the test is over."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def written_by(path, pid, start, host=HOST):
    path.write_text(json.dumps({"host": host, "pid": pid, "start": start}))


def assert_held(path, message):
    content = path.read_bytes()
    with pytest.raises(LockedError, match=message) as caught, holding(path, "sample"):
        raise AssertionError("the lock was taken")
    assert caught.value.remedy == f"if that run is gone, remove {path}"
    assert caught.value.exit_code == ExitCode.LOCKED
    assert path.read_bytes() == content


def assert_can_be_taken(path):
    with holding(path, "sample"):
        assert json.loads(path.read_text())["pid"] == os.getpid()
    assert not path.exists()


def test_the_lock_names_its_holder_and_goes(lock):
    with holding(lock, "sample"):
        expected = {"host": HOST, "pid": os.getpid(), "start": start_of_process(os.getpid())}
        assert json.loads(lock.read_text()) == expected
    assert not lock.exists()


def test_the_lock_goes_where_the_work_fails(lock):
    def fail():
        with holding(lock, "sample"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not lock.exists()


def test_a_live_holder_is_named(lock, sleeper):
    written_by(lock, sleeper.pid, start_of_process(sleeper.pid))
    message = rf"^sample is being written by another run \(host {HOST}, process {sleeper.pid}\)\n"
    assert_held(lock, message)


def test_this_process_does_not_take_its_own_lock(lock):
    with holding(lock, "sample"):
        assert_held(lock, f"process {os.getpid()}")


def test_a_dead_holder_is_taken_over(lock, sleeper):
    written_by(lock, sleeper.pid, start_of_process(sleeper.pid))
    sleeper.kill()
    sleeper.wait()
    assert_can_be_taken(lock)


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs /proc")  # noqa: PTH110
def test_a_holder_that_is_dead_and_not_yet_reaped_is_taken_over(lock, sleeper):
    written_by(lock, sleeper.pid, start_of_process(sleeper.pid))
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert_can_be_taken(lock)


def test_another_process_with_the_number_of_a_dead_holder_does_not_count(lock, sleeper):
    written_by(lock, sleeper.pid, "1")
    assert_can_be_taken(lock)


def test_a_number_that_no_process_can_have_is_of_a_dead_holder(lock):
    written_by(lock, 2**70, "1")
    assert_can_be_taken(lock)


def test_a_holder_on_another_host_may_be_alive(lock):
    written_by(lock, 2**22 + 1, "1", host="elsewhere")
    assert_held(lock, rf"\(host elsewhere, process {2**22 + 1}\)")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"host": "HOST"}',
        '{"host": "HOST", "pid": "x", "start": "1"}',
        '{"host": "HOST", "pid": -1, "start": "1"}',
        '{"host": "HOST", "pid": 0, "start": ""}',
        '{"host": "HOST", "pid": 1.5, "start": "1"}',
        "\xff",
    ],
)
def test_garbage_is_not_taken_over(lock, text):
    lock.write_bytes(text.replace("HOST", HOST).encode("latin-1"))
    assert_held(lock, "its lock file does not say whose")


def test_a_lock_that_was_cleared_and_taken_by_another_is_left_to_the_other(lock):
    with holding(lock, "sample"):
        lock.unlink()
        written_by(lock, 1, "1", host="elsewhere")
    assert json.loads(lock.read_text())["host"] == "elsewhere"


def test_of_many_who_find_a_dead_holder_one_gets_the_lock(lock):
    together = threading.Barrier(4)
    taken = []

    def take(number):
        together.wait()
        try:
            with holding(lock, "sample"):
                taken.append(number)
                together.wait()
        except LockedError:
            together.wait()

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for number in range(100):
            written_by(lock, 2**70, "1")
            threads = [threading.Thread(target=take, args=[number]) for _ in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert taken == list(range(100))
