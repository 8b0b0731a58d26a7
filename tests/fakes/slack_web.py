"""The fake's Web API and response_url, as https://docs.slack.dev/reference/methods describes them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.fakes.slack_blocks import total_units, validate
from tests.fakes.slack_views import validate_modal
from tests.fakes.slack_world import Channel, Json, Message, World

SCOPES = {  # the scopes each method's page names; a tuple means: public channel, private channel
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "views.open": (),
    "conversations.history": ("channels:history", "groups:history"),
    "conversations.replies": ("channels:history", "groups:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "users.info": ("users:read",),
}
TEXT_CHARS = 40_000  # "Slack will truncate messages containing more than 40,000 characters"; here: refused
METADATA_NAME = 255
TRIGGER_SECONDS = 3.0
RESPONSE_USES = 5  # https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
RESPONSE_SECONDS = 30 * 60


class ApiError(Exception):
    """An answer with ok: false."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.body: Json = {"ok": False, "error": code, **details}


class LostAnswerError(Exception):
    """The connection is dropped instead of an answer."""


@dataclass(kw_only=True)
class ResponseUrl:
    """A response_url handed out with an interaction, and what came back through it."""

    channel: str
    user: str
    made_at: float = field(default_factory=time.monotonic)
    answers: list[Json] = field(default_factory=list)


@dataclass(kw_only=True)
class WebApi:
    """HTTP routes over a world. `link` makes the WebSocket address for apps.connections.open."""

    world: World
    link: Callable[[], str]
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the API and of response_url."""
        return [
            web.route("*", "/api/{method}", self._answer),
            web.post("/response/{id}", self._respond),
        ]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await read_arguments(request)
        self.world.calls.append((method, arguments))
        headers = {"x-oauth-scopes": ",".join(sorted(self.world.scopes))}
        try:
            if self.world.faults.server_errors and method.startswith("chat."):
                self.world.faults.server_errors -= 1
                return web.Response(status=503, text="upstream connect error")
            token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token", "")
            body = self._dispatch(method, arguments, token)
        except ApiError as error:
            body = error.body
            if body["error"] == "ratelimited":
                return web.json_response(body, status=429, headers={"Retry-After": str(body.pop("retry_after"))})
        except LostAnswerError:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        finally:
            await self.world.tell()
        if method in self.world.faults.held:
            await self.world.faults.held[method].wait()
        return web.json_response(body, headers=headers)

    def _dispatch(self, method: str, arguments: Json, token: str) -> Json:
        if method == "apps.connections.open":
            if token != self.world.app_token:
                raise ApiError("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
            if self.world.faults.closed_door:
                raise ApiError("internal_error")
            return {"ok": True, "url": self.link()}
        if self.world.faults.token_revoked and token == self.world.bot_token:
            raise ApiError("token_revoked")
        if token != self.world.bot_token:
            raise ApiError("not_authed" if not token else "invalid_auth")
        handler = {
            "auth.test": self._auth_test,
            "chat.postMessage": self._post_message,
            "chat.update": self._update,
            "chat.postEphemeral": self._post_ephemeral,
            "views.open": self._open_view,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
            "conversations.info": self._info,
            "users.info": self._user,
        }.get(method)
        if handler is None:
            raise ApiError("unknown_method", req_method=method)
        self._need_scope(method, arguments)
        return {"ok": True, **handler(arguments)}

    def _need_scope(self, method: str, arguments: Json) -> None:
        wanted = SCOPES[method]
        if not wanted:
            return
        channel = self.world.channels.get(str(arguments.get("channel", "")))
        private = channel is not None and channel.is_private and len(wanted) > 1
        needed = wanted[1] if private else wanted[0]
        if needed not in self.world.scopes:
            raise ApiError("missing_scope", needed=needed, provided=",".join(sorted(self.world.scopes)))

    def _auth_test(self, _: Json) -> Json:
        world = self.world
        return {
            "url": "https://fake.slack.com/",
            "team": "Fake",
            "user": "counterpoint",
            "team_id": world.team_id,
            "user_id": world.bot_user,
            "bot_id": world.bot_id,
        }

    def _channel(self, arguments: Json, *, must_be_member: bool = True) -> Channel:
        channel = self.world.channels.get(str(arguments.get("channel", "")))
        if channel is None:
            raise ApiError("channel_not_found")
        if self.world.bot_user not in channel.members:
            if channel.is_private:
                raise ApiError("channel_not_found")
            if must_be_member:
                raise ApiError("not_in_channel")
        return channel

    def _content(self, arguments: Json) -> tuple[str, list[Json], Json | None]:
        return check_content(arguments, block_chars=self.world.faults.block_chars)

    def _limit_rate(self, channel: str) -> None:
        faults, now = self.world.faults, time.monotonic()
        last = self.world.last_post_at.get(channel)
        if faults.rate_limited and last is not None and now - last < faults.rate_interval_seconds:
            raise ApiError("ratelimited", retry_after=max(1, round(faults.rate_interval_seconds)))
        self.world.last_post_at[channel] = now

    def _post_message(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        if channel.is_archived:
            raise ApiError("is_archived")
        text, blocks, metadata = self._content(arguments)
        thread = arguments.get("thread_ts")
        if thread is not None and not any(m.ts == thread for m in self.world.posted(channel.id)):
            raise ApiError("thread_not_found")
        self._limit_rate(channel.id)
        if self.world.faults.lost_before_storing:
            self.world.faults.lost_before_storing -= 1
            raise LostAnswerError
        message = Message(
            channel=channel.id,
            ts=self.world.next_ts(),
            user=self.world.bot_user,
            text=text,
            blocks=blocks,
            metadata=metadata,
            thread_ts=thread,
            options=_options(arguments),
        )
        self.world.messages.append(message)
        if self.world.faults.lost_answers:
            self.world.faults.lost_answers -= 1
            raise LostAnswerError
        return {"channel": channel.id, "ts": message.ts, "message": self._show(message, metadata=True)}

    def _update(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        found = [m for m in self.world.posted(channel.id) if m.ts == arguments.get("ts")]
        if not found:
            raise ApiError("message_not_found")
        if found[0].user != self.world.bot_user:
            raise ApiError("cant_update_message")
        text, blocks, metadata = self._content(arguments)
        found[0].text, found[0].blocks = text, blocks  # text without blocks removes the blocks, as documented
        found[0].metadata = metadata or found[0].metadata
        return {"channel": channel.id, "ts": found[0].ts, "text": text}

    def _post_ephemeral(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        user = arguments.get("user")
        if user not in channel.members:
            raise ApiError("user_not_in_channel")
        text, blocks, _ = self._content(arguments)
        message = Message(
            channel=channel.id,
            ts=self.world.next_ts(),
            user=self.world.bot_user,
            text=text,
            blocks=blocks,
            thread_ts=arguments.get("thread_ts"),
            only_for=user,
            options=_options(arguments),
        )
        self.world.messages.append(message)
        return {"message_ts": message.ts}

    def _open_view(self, arguments: Json) -> Json:
        """https://docs.slack.dev/reference/methods/views.open: a trigger is good once, for three seconds."""
        made_at = self.world.triggers.pop(str(arguments.get("trigger_id", "")), None)
        if made_at is None:
            raise ApiError("exchanged_trigger_id")
        if self.world.faults.stale_triggers or time.monotonic() - made_at > TRIGGER_SECONDS:
            raise ApiError("expired_trigger_id")
        view = arguments["view"]
        problems = validate_modal(view)
        if problems:
            raise ApiError("invalid_arguments", response_metadata={"messages": problems})
        opened = {**view, "id": f"V{self.world.serial():09d}"}
        self.world.views.append(opened)
        return {"view": opened}

    def _history(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        top = [m for m in self.world.posted(channel.id) if m.thread_ts in {None, m.ts}]
        return self._page(sorted(top, key=lambda m: m.ts, reverse=True), arguments, most=999)

    def _replies(self, arguments: Json) -> Json:
        channel = self._channel(arguments)
        root = arguments.get("ts")
        thread = [m for m in self.world.posted(channel.id) if root in {m.ts, m.thread_ts}]
        if not thread:
            raise ApiError("thread_not_found")
        return self._page(sorted(thread, key=lambda m: m.ts), arguments, most=1000)

    def _page(self, messages: list[Message], arguments: Json, *, most: int) -> Json:
        limit = int(arguments.get("limit", 100))
        if not 1 <= limit <= most:
            raise ApiError("invalid_limit")
        oldest = float(arguments.get("oldest", 0) or 0)
        messages = [m for m in messages if float(m.ts) > oldest]
        start = int(arguments.get("cursor") or 0)
        metadata = str(arguments.get("include_all_metadata", "")).lower() in {"1", "true"}
        more = start + limit < len(messages)
        return {
            "messages": [self._show(m, metadata=metadata) for m in messages[start : start + limit]],
            "has_more": more,
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def _show(self, message: Message, *, metadata: bool) -> Json:
        shown: Json = {"type": "message", "user": message.user, "bot_id": self.world.bot_id, "ts": message.ts}
        shown |= {"text": message.text, "blocks": message.blocks}
        if message.thread_ts:
            shown["thread_ts"] = message.thread_ts
        if metadata and message.metadata:
            shown["metadata"] = message.metadata
        return shown

    def _info(self, arguments: Json) -> Json:
        channel = self._channel(arguments, must_be_member=False)
        return {
            "channel": {
                "id": channel.id,
                "name": channel.name,
                "creator": channel.creator,
                "is_private": channel.is_private,
                "is_archived": channel.is_archived,
                "is_member": self.world.bot_user in channel.members,
            }
        }

    def _user(self, arguments: Json) -> Json:
        user = self.world.users.get(str(arguments.get("user", "")))
        if user is None:
            raise ApiError("user_not_found")
        return {
            "user": {
                "id": user.id,
                "name": user.name,
                "tz": user.tz,
                "is_admin": user.is_admin,
                "is_owner": user.is_owner,
            }
        }

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        target = self.response_urls.get(request.match_info["id"])
        if target is None or time.monotonic() - target.made_at > RESPONSE_SECONDS:
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if len(target.answers) >= RESPONSE_USES:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        body = await request.json()
        target.answers.append(body)
        try:
            text, blocks, _ = self._content(body)
        except ApiError as error:
            return web.json_response(error.body, status=400)
        public = body.get("response_type") == "in_channel"
        self.world.messages.append(
            Message(
                channel=target.channel,
                ts=self.world.next_ts(),
                user=self.world.bot_user,
                text=text,
                blocks=blocks,
                thread_ts=body.get("thread_ts"),
                only_for=None if public else target.user,
                options=_options(body),
            )
        )
        await self.world.tell()
        return web.Response(text="ok")


async def read_arguments(request: web.Request) -> Json:
    """Return a call's arguments from its query and its JSON or form body; JSON inside form fields is read too."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= await request.json()
    else:
        arguments |= dict(await request.post())
        for name in ("blocks", "metadata", "view"):
            if isinstance(arguments.get(name), str):
                arguments[name] = json.loads(arguments[name])
    return arguments


def check_content(arguments: Json, *, block_chars: int) -> tuple[str, list[Json], Json | None]:
    """Return text, blocks and metadata of a message, or raise what Slack answers to a bad one."""
    text, blocks, metadata = arguments.get("text", ""), arguments.get("blocks", []), arguments.get("metadata")
    if not text and not blocks:
        raise ApiError("no_text")
    if len(text) > TEXT_CHARS:
        raise ApiError("msg_too_long")
    problems = validate(blocks)
    if problems:
        details = {"messages": [f"[ERROR] {problem}" for problem in problems]}
        raise ApiError("invalid_blocks", errors=problems, response_metadata=details)
    if total_units(blocks) > block_chars:
        raise ApiError("msg_blocks_too_long")
    if metadata is not None:
        _check_metadata(metadata)
    return text, blocks, metadata


def _check_metadata(metadata: Any) -> None:
    name = metadata.get("event_type") if isinstance(metadata, dict) else None
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    if not isinstance(name, str) or not 1 <= len(name) <= METADATA_NAME or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")


def _options(arguments: Json) -> Json:
    return {k: v for k, v in arguments.items() if k not in {"channel", "text", "blocks", "metadata", "user", "token"}}
