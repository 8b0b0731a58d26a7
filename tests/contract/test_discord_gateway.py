"""The connection to Discord over real sockets: kept, replaced when it hangs, refused with a fix."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.delivery.discord.gateway import DiscordGateway
from bot.domain.call import Verb
from bot.errors import SettingsError, StoreError
from tests.builders.discord_documents import overview
from tests.fakes.discord_server import DiscordServer, Fault, serve

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.domain.audience import Place
    from bot.domain.call import Call, Suggestion
    from bot.domain.document import Document


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with serve(DiscordServer()) as running:
        yield running
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class Memory:
    """Keeps the hash of the commands; the first `failures` readings fail."""

    def __init__(self, *, failures: int = 0) -> None:
        self.value: str | None = None
        self.failures = failures

    async def load(self) -> str | None:
        if self.failures:
            self.failures -= 1
            raise StoreError("the database is locked. Fix: none needed.")
        return self.value

    async def save(self, value: str) -> None:
        self.value = value


async def answer(_: Call) -> Document:
    return overview()


async def suggest(_place: Place, _verb: str, _parameter: str, _typed: str) -> list[Suggestion]:
    return []


def gateway_to(
    server: DiscordServer, *, token: str | None = None, memory: Memory | None = None, not_ready_seconds: float = 30.0
) -> DiscordGateway:
    memory = memory or Memory()
    return DiscordGateway(
        token=token or server.token,
        command="brief",
        verbs=[Verb(name="help", summary="What can be asked", usage="help")],
        answer=answer,
        suggest=suggest,
        load_hash=memory.load,
        save_hash=memory.save,
        not_ready_seconds=not_ready_seconds,
        drain_seconds=1.0,
        api_url=server.api_url,
        gateway_url=server.gateway_url,
    )


@asynccontextmanager
async def running(gateway: DiscordGateway) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(gateway.run())
    try:
        yield task
    finally:
        await asyncio.wait_for(gateway.close(), 10)
        await asyncio.wait({task})


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


async def test_it_connects_and_syncs_the_commands_once(server: DiscordServer) -> None:
    memory = Memory()
    for _ in range(2):
        gateway = gateway_to(server, memory=memory)
        async with running(gateway):
            await until(lambda: gateway.ready)  # noqa: B023 - awaited within the turn
        assert not gateway.ready
    assert [[each["name"] for each in sync] for sync in server.commands] == [["brief"]]


async def test_a_refused_sync_is_tried_at_the_next_start(server: DiscordServer) -> None:
    server.faults.append(Fault(match="PUT .*/commands", status=400, body={"code": 50035, "message": "Invalid"}))
    memory = Memory()
    async with running(gateway_to(server, memory=memory)) as _:
        await until(lambda: server.identified == 1)
    assert memory.value is None


async def test_a_bad_token_ends_with_the_fix(server: DiscordServer) -> None:
    with pytest.raises(SettingsError, match=r"discord\.token.*Developer Portal"):
        await asyncio.wait_for(gateway_to(server, token="revoked").run(), 10)


async def test_a_token_that_is_reset_while_connected_ends_with_the_fix(server: DiscordServer) -> None:
    gateway = gateway_to(server)
    async with running(gateway) as task:
        await until(lambda: gateway.ready)
        await server.close_gateway(4004)
        await asyncio.wait({task}, timeout=10)
        assert isinstance(task.exception(), SettingsError)


async def test_a_lost_connection_is_resumed_without_a_second_sync(server: DiscordServer) -> None:
    gateway = gateway_to(server)
    async with running(gateway):
        await until(lambda: gateway.ready)
        await server.close_gateway(4000)
        await until(lambda: server.resumed == 1 and gateway.ready)
    assert server.identified == 1
    assert len(server.commands) == 1


async def test_a_connection_that_never_becomes_ready_is_replaced(server: DiscordServer) -> None:
    server.gateway_answers = False
    gateway = gateway_to(server, not_ready_seconds=1.5)
    async with running(gateway):
        await until(lambda: server.identified >= 1)
        server.gateway_answers = True
        await until(lambda: gateway.ready)
    assert server.identified >= 2


async def test_without_the_watchdog_a_silent_gateway_is_waited_for_for_ever(server: DiscordServer) -> None:
    """Twin of the test above."""
    server.gateway_answers = False
    gateway = gateway_to(server, not_ready_seconds=3600.0)
    async with running(gateway):
        await until(lambda: server.identified == 1)
        server.gateway_answers = True
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await until(lambda: gateway.ready)


async def test_an_unreachable_discord_is_tried_again(server: DiscordServer) -> None:
    server.faults.append(Fault(match="GET /users/@me", times=1))
    gateway = gateway_to(server)
    async with running(gateway):
        await until(lambda: gateway.ready)
        assert gateway.ready


async def test_a_database_that_is_away_is_waited_for(server: DiscordServer) -> None:
    gateway = gateway_to(server, memory=Memory(failures=1))
    async with running(gateway):
        await until(lambda: gateway.ready)
        assert gateway.ready


async def test_closing_before_running_returns(server: DiscordServer) -> None:
    gateway = gateway_to(server)
    await asyncio.wait_for(gateway.close(), 1)
    assert not gateway.ready
