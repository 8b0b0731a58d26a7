"""uvicorn as one supervised task of our loop: signals stay ours, stopping is an event."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator

import uvicorn
from fastapi import FastAPI

from bot.errors import SettingsError

DRAIN_SECONDS = 5


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave signals to the program, which drains every part and not only this one."""
        yield


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; `port` 0 takes any free one.

    Raises:
        SettingsError: The address cannot be bound; names the setting to change.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        cause = f"cannot listen on {host} ({error.strerror})"
        problem = f"web.port = {port}: {cause}; choose another port or stop the other program"
        raise SettingsError([problem]) from error


async def serve_pages(app: FastAPI, bound: socket.socket, stop: asyncio.Event) -> None:
    """Serve until `stop` is set, then finish open requests."""
    config = uvicorn.Config(
        app, log_config=None, access_log=False, timeout_graceful_shutdown=DRAIN_SECONDS, lifespan="off"
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving
