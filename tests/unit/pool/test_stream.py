"""Streaming over many items keeps order and loses only what fails."""

from __future__ import annotations

import pytest

from bot.errors import PoolError
from bot.pool.stream import map_ordered

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
