"""Modules are loaded with the collector at rest, and it always comes back."""

from __future__ import annotations

import gc

import pytest

from bot.app.loading import loading


@pytest.fixture(autouse=True)
def thawed():
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_while_loading_and_everything_afterwards():
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count()


def test_a_failed_import_leaves_the_collector_on():
    with pytest.raises(ImportError), loading():
        import bot.no_such_module  # noqa: F401 - it is not there
    assert gc.isenabled()
