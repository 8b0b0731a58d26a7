"""The fake's Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode.

A ticket from apps.connections.open is good for one connection; hello comes first; an envelope goes to any one of the
connections and wants its envelope_id back; the eleventh connection is sent away (too_many_websockets).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.fakes.slack_world import Json, World

CONNECTIONS = 10
ACK_SECONDS = 3.0


@dataclass(kw_only=True)
class Ack:
    """An acknowledgement: how long it took and the payload that came with it."""

    seconds: float
    payload: Json | None


@dataclass(kw_only=True)
class SocketMode:
    """The WebSocket side of a world."""

    world: World
    tickets: set[str] = field(default_factory=set)
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    accepted: int = 0
    _waiting: dict[str, tuple[float, asyncio.Future[Ack]]] = field(default_factory=dict)

    def issue_ticket(self) -> str:
        """Return a new ticket for one connection."""
        ticket = secrets.token_hex(8)
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=401, text="bad ticket")
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self.connections) >= CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections) + 1,
                "debug_info": {"host": "applink-fake", "approximate_connection_time": 18060},
                "connection_info": {"app_id": self.world.app_id},
            }
        )
        self.connections.append(socket)
        self.accepted += 1
        await self.world.tell()
        try:
            await self._receive(socket)
        finally:
            self.connections.remove(socket)
            await self.world.tell()
        return socket

    async def _receive(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type == WSMsgType.PING and not self.world.faults.silent_pings:
                await socket.pong(frame.data)
            if frame.type != WSMsgType.TEXT:
                continue
            answer = frame.json()
            sent_at, future = self._waiting.pop(answer.get("envelope_id", ""), (0.0, None))
            if future is not None and not future.done():
                future.set_result(Ack(seconds=time.monotonic() - sent_at, payload=answer.get("payload")))

    async def send(self, kind: str, payload: Json, *, retry: int = 0) -> Ack:
        """Send one envelope to the newest connection and return its acknowledgement.

        Raises:
            TimeoutError: No acknowledgement within three seconds; a person would see "operation_timeout".
            LookupError: Nobody is connected; a person would see "dispatch_failed".
        """
        if not self.connections:
            raise LookupError("no app is connected")
        envelope_id = secrets.token_hex(8)
        envelope: Json = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        future: asyncio.Future[Ack] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (time.monotonic(), future)
        await self.connections[-1].send_json(envelope)
        return await asyncio.wait_for(future, ACK_SECONDS)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every connection to reconnect, as Slack does every few hours."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}})

    async def drop_all(self) -> None:
        """End every connection without a word."""
        for socket in list(self.connections):
            await socket.close(code=1001)
