"""Parts fail alone and come back; states are reported once a change."""

from __future__ import annotations

import asyncio

from structlog.testing import capture_logs

from bot.app.supervise import CONNECTING, OK, Parts, keep_running
from bot.errors import RefusedSendError, StoreError


async def test_a_refused_part_is_told_and_the_other_serves_on():
    stop, parts = asyncio.Event(), Parts()
    served = asyncio.Event()

    async def refused(_stop):
        message = "token_revoked: reinstall the app"
        raise RefusedSendError(message)

    async def serving(stop):
        parts.report("discord", OK)
        served.set()
        await stop.wait()

    async with asyncio.TaskGroup() as group:
        group.create_task(keep_running("slack", refused, stop, parts))
        group.create_task(keep_running("discord", serving, stop, parts))
        await served.wait()
        stop.set()
    assert parts.states == {"slack": "token_revoked: reinstall the app", "discord": OK}


async def test_a_part_that_ends_by_a_bug_is_started_again():
    stop, parts = asyncio.Event(), Parts()
    starts = []

    async def buggy(_stop):
        starts.append(1)
        if len(starts) < 3:
            raise KeyError(starts[-1])
        stop.set()

    with capture_logs() as lines:
        await keep_running("web", buggy, stop, parts, restart_seconds=0)
    assert len(starts) == 3
    assert [line["log_level"] for line in lines].count("error") >= 2


def test_the_same_state_is_logged_once():
    parts = Parts()
    with capture_logs() as lines:
        for state in ("connecting", "connecting", OK, OK, "connecting"):
            parts.report("slack", state)
    assert len(lines) == 3


def told(*states: str) -> list[str]:
    parts = Parts()
    with capture_logs() as lines:
        for state in states:
            parts.report("slack", state)
    assert parts.states == {"slack": states[-1]}
    return [line.get("cause", line["event"]) for line in lines]


def test_a_lasting_trouble_is_told_once_and_not_at_every_new_attempt():
    assert told(CONNECTING, "revoked", CONNECTING, "revoked") == ["connecting", "revoked"]


def test_another_trouble_and_the_end_of_it_are_told():
    shown = ["connecting", "revoked", "no network", "working", "connecting", "revoked"]
    assert told(CONNECTING, "revoked", CONNECTING, "no network", OK, CONNECTING, "revoked") == shown


async def test_stopping_does_not_wait_for_the_next_attempt():
    stop, parts = asyncio.Event(), Parts()

    async def fails(_stop):
        stop.set()
        message = "database is locked: stop the other program"
        raise StoreError(message)

    await keep_running("lanes", fails, stop, parts, restart_seconds=3600)
    assert parts.states == {"lanes": "database is locked: stop the other program"}
