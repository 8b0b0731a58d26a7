"""Streaming over many items keeps order and loses only what fails."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest
from pebble import ProcessPool

from bot.errors import PoolError
from bot.pool.stream import map_ordered

ROOT = Path(__file__).resolve().parents[3]
TASKS = "tests.unit.pool.tasks"


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs):
    results = map_ordered(f"{TASKS}:double", range(40), jobs=jobs, memory_bytes=2_000_000_000)
    assert list(results) == [2 * n for n in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_a_value_and_the_rest_goes_on(jobs):
    first, failed, last = map_ordered(f"{TASKS}:double", [1, None, 3], jobs=jobs, memory_bytes=2_000_000_000)
    assert (first, last) == (2, 6)
    assert isinstance(failed, TypeError)


def test_a_lost_process_is_an_error_of_its_own_item_only():
    results = list(map_ordered(f"{TASKS}:die_on_two", [1, 2, 3, 4], jobs=2, memory_bytes=2_000_000_000))
    assert isinstance(results[1], PoolError)
    assert [results[0], results[2], results[3]] == [1, 3, 4]


def test_with_one_job_a_result_comes_before_the_next_item_is_read():
    read = []

    def items():
        for number in range(3):
            read.append(number)
            yield number

    results = map_ordered(f"{TASKS}:double", items(), jobs=1, memory_bytes=2_000_000_000)
    next(results)
    assert read == [0]


LOCKING = ("concurrent/futures/_base.py", "/queue.py", "/pebble/")


def called_in(work):
    """Return the files whose functions this thread calls while it does some work."""
    seen = set()
    sys.setprofile(lambda frame, event, _: seen.add(frame.f_code.co_filename) if event == "call" else None)
    try:
        work()
    finally:
        sys.setprofile(None)
    return {name for name in seen if any(part in name for part in LOCKING)}


def test_the_thread_that_is_interrupted_takes_no_lock_that_others_wait_for():
    """Ctrl-C between taking a lock and the block under it leaves it taken: then the pool would never end."""
    results = map_ordered(f"{TASKS}:double", range(20), jobs=2, memory_bytes=2_000_000_000)
    assert not called_in(lambda: list(results))


def test_a_lock_of_the_pool_would_be_seen():
    """The twin: a pool that the main thread asks itself."""
    with ProcessPool(max_workers=1, context=multiprocessing.get_context("forkserver")) as pool:
        assert called_in(lambda: pool.schedule(abs, args=(-1,)).result())


def test_an_interrupted_stream_leaves_no_process_behind():
    before = set(multiprocessing.active_children())
    results = map_ordered(f"{TASKS}:double", range(1000), jobs=2, memory_bytes=2_000_000_000)
    assert next(results) == 0
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt)
    assert set(multiprocessing.active_children()) <= before


DEAF = """
import signal
from bot.pool.stream import map_ordered
print(signal.SIGINT in next(map_ordered("tests.unit.pool.tasks:blocked_signals", [None], jobs=2, memory_bytes=10**9)))
print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
"""


def test_children_are_born_deaf_to_ctrl_c_and_the_program_is_not():
    """In a program of its own: the fork server is started once in a process."""
    done = subprocess.run([sys.executable, "-c", DEAF], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False"]
