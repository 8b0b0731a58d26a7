"""Errors of one round are told together: none hides another."""

from __future__ import annotations

from bot.app.lanes import as_one
from bot.errors import PoolError, SettingsError, StoreError


def test_each_error_is_told_and_one_of_the_store_counts_as_that() -> None:
    one = as_one([SettingsError(["schedule: no such day"]), StoreError("disk full"), StoreError("disk full")])
    assert isinstance(one, StoreError)
    assert str(one) == "schedule: no such day; disk full"
    assert str(as_one([PoolError("a"), PoolError("b")])) == "a; b"


def test_one_error_and_a_fault_of_the_program_stay_what_they_are() -> None:
    only, fault = PoolError("slow"), ZeroDivisionError("x")
    assert as_one([only]) is only
    assert as_one([only, fault]) is fault
