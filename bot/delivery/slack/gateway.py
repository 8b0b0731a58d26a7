"""Commands from Slack: a Bolt app in Socket Mode (https://docs.slack.dev/tools/bolt-python/concepts/socket-mode).

Everything is acknowledged at once (Slack waits 3 seconds) and answered in a task of its own.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack import asking
from bot.delivery.slack.answering import Answering
from bot.delivery.slack.asking import Asked
from bot.delivery.slack.client import CALL_ERRORS, TIMEOUT_SECONDS, send_error, web_client
from bot.delivery.slack.connection import FIRST_BACKOFF_SECONDS, LAST_BACKOFF_SECONDS, Connection
from bot.delivery.slack.render import ACTION_ID, MODAL_ID, render_message
from bot.delivery.slack.work import Work, stopped_within, unless_stopped
from bot.domain.call import Answer, Ask, asks_nothing
from bot.errors import RefusedSendError

log = logging.getLogger(__name__)

Json = dict[str, Any]

SHORTCUT_ID = "counterpoint_story"
EVENTS_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot token belongs to (https://docs.slack.dev/reference/methods/auth.test)."""

    workspace_id: str
    user_id: str
    bot_id: str


class SlackGateway:
    """Takes commands, mentions, buttons, dialogues and shortcuts from Slack.

    Args:
        token: The bot token (xoxb-).
        app_token: The app-level token (xapp-) with connections:write.
        answer: Turns a call into a document; may raise CounterpointError, whose reader sentence is then the answer.
        ask: Tells what a button asks for before its command is carried out.
        welcome: Answers an invitation to a channel; its document is posted there. Default: `answer` to "help".
        command: The slash command's name, as in the app's manifest.
        base_url: The Web API's address; empty is Slack's own.
        timeout_seconds: For one Web API call.
        drain_seconds: How long running answers may take once the gateway stops.
        connection: Builds the connection of an app; tests watch it more closely.
    """

    def __init__(
        self,
        *,
        token: str,
        app_token: str,
        answer: Answer,
        ask: Ask = asks_nothing,
        welcome: Answer | None = None,
        command: str = "/brief",
        base_url: str = "",
        timeout_seconds: int = TIMEOUT_SECONDS,
        drain_seconds: float = 10.0,
        connection: Callable[..., Connection] = Connection,
    ) -> None:
        self._token = token
        self._app_token = app_token
        self._ask = ask
        self._welcome = welcome or answer
        self._command = command
        self._drain_seconds = drain_seconds
        self._build_connection = connection
        self._client = web_client(token=token, base_url=base_url, timeout_seconds=timeout_seconds)
        self._socket_client = web_client(token=None, base_url=base_url, timeout_seconds=timeout_seconds)
        self._answering = Answering(client=self._client, answer=answer)
        self._work = Work()
        self._events: OrderedDict[str, None] = OrderedDict()
        self._identity: Identity | None = None
        self._connection: Connection | None = None

    @property
    def connected(self) -> bool:
        """Whether Slack can reach us now."""
        return self._connection is not None and self._connection.connected

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; then take no new work, finish what runs within `drain_seconds`, and return.

        A network that is away is waited for.

        Raises:
            RefusedSendError: Slack refuses a token; the message names the fix.
        """
        self._identity = await identify(self._client, stop)
        if self._identity is None:
            return
        app = self._build_app(self._identity)
        self._connection = self._build_connection(app=app, app_token=self._app_token)
        try:
            await self._connection.hold(stop)
        finally:
            late = await self._work.drain(self._drain_seconds)
            if late:
                log.warning("%d Slack answers were not finished within %.0f s", late, self._drain_seconds)

    def _build_app(self, identity: Identity) -> AsyncApp:
        result = AuthorizeResult(
            enterprise_id=None,
            team_id=identity.workspace_id,
            bot_user_id=identity.user_id,
            bot_id=identity.bot_id,
            bot_token=self._token,
        )

        async def authorize() -> AuthorizeResult:  # known already: no call may stand between an envelope and its ack
            return result

        app = AsyncApp(client=self._socket_client, authorize=authorize, name="counterpoint")
        app.command(self._command)(self._taking(asking.command_asked))
        app.action(re.compile(rf"{ACTION_ID}:\d+"))(self._on_button)
        app.view(MODAL_ID)(self._taking(asking.words_asked))
        app.shortcut(SHORTCUT_ID)(self._taking(asking.shortcut_asked))
        app.event("app_mention")(self._on_mention)
        app.event("member_joined_channel")(self._on_joined)
        return app

    def _taking(self, read: Callable[[Json], Asked]) -> Callable[..., Awaitable[None]]:
        async def listener(ack: AsyncAck, body: Json) -> None:
            await ack()
            self._take(read(body))

        return listener

    def _take(self, asked: Asked) -> None:
        self._work.start(self._answering.reply(asked), failed=lambda: self._answering.apologise(asked))

    async def _on_button(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        asked = asking.button_asked(body)
        question = self._ask(asked.text)
        if question is None:
            self._take(asked)
            return
        self._work.start(
            self._answering.inquire(asked, question, body["trigger_id"]),
            failed=lambda: self._answering.apologise(asked),
        )

    async def _on_mention(self, body: Json) -> None:
        if self._first_time(body):
            self._take(asking.mention_asked(body))

    async def _on_joined(self, body: Json) -> None:
        event = body["event"]
        if self._identity is None or event["user"] != self._identity.user_id or not self._first_time(body):
            return
        asked = Asked(
            text="help",
            workspace_id=body["team_id"],
            channel_id=event["channel"],
            user_id=event.get("inviter") or event["user"],
        )
        self._work.start(self._greet(asked))

    async def _greet(self, asked: Asked) -> None:
        document = await self._answering.document_of(asked, self._welcome)
        try:
            await self._client.chat_postMessage(channel=asked.channel_id, **render_message(document, key=None))
        except CALL_ERRORS as error:
            log.warning("%s", send_error(error, about=f"welcoming {asked.channel_id}").message)

    def _first_time(self, body: Json) -> bool:
        """Return whether an event is new; Slack repeats what it believes lost (up to three times)."""
        event_id = body["event_id"]
        if event_id in self._events:
            return False
        self._events[event_id] = None
        if len(self._events) > EVENTS_REMEMBERED:
            self._events.popitem(last=False)
        return True


async def identify(client: AsyncWebClient, stop: asyncio.Event) -> Identity | None:
    """Return whose token this is, waiting for the network where it is away; None when told to stop meanwhile.

    Raises:
        RefusedSendError: Slack refuses the bot token; the message names the fix.
    """
    backoff_seconds = FIRST_BACKOFF_SECONDS
    while not stop.is_set():
        try:
            answer = await unless_stopped(stop, client.auth_test())
        except CALL_ERRORS as error:
            failure = send_error(error, about="signing in to Slack with slack.bot_token")
            if isinstance(failure, RefusedSendError):
                raise failure from error
            log.warning("%s", failure.message)
            await stopped_within(stop, backoff_seconds)
            backoff_seconds = min(2 * backoff_seconds, LAST_BACKOFF_SECONDS)
        else:
            if answer is None:
                break
            return Identity(
                workspace_id=answer["team_id"], user_id=answer["user_id"], bot_id=str(answer.get("bot_id", ""))
            )
    return None
