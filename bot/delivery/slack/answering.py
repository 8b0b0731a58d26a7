"""Private answers: through the response_url where there is one, else as an ephemeral message.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses (5 uses within 30 minutes; one answer
uses one), https://docs.slack.dev/reference/methods/chat.postEphemeral (in threads, where response_url cannot go)
"""

from __future__ import annotations

import logging

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.delivery.slack.asking import Asked, carried
from bot.delivery.slack.client import CALL_ERRORS, TIMEOUT_SECONDS, send_error
from bot.delivery.slack.limits import MESSAGE_CHARS_AGAIN
from bot.delivery.slack.people import person_of
from bot.delivery.slack.render import render_message, render_modal
from bot.domain.audience import Place, Platform
from bot.domain.call import Answer, Call, Question
from bot.domain.document import Document, Prose
from bot.errors import CounterpointError

log = logging.getLogger(__name__)

APOLOGY = Document(title="No answer", blocks=(Prose(text=CounterpointError.default_reader),))
OK = 200


class Answering:
    """Turns a question into a call, and its document into a message only the asker sees."""

    def __init__(self, *, client: AsyncWebClient, answer: Answer) -> None:
        self._client = client
        self._answer = answer

    async def reply(self, asked: Asked) -> None:
        """Answer a question. An expected failure is the answer; others leave this method."""
        await self._whisper(asked, await self.document_of(asked, self._answer))

    async def document_of(self, asked: Asked, answer: Answer) -> Document:
        """Return the answer's document, with the caller's zone and rights looked up first."""
        person = await person_of(self._client, user_id=asked.user_id, channel_id=asked.channel_id)
        place = Place(platform=Platform.SLACK, workspace_id=asked.workspace_id, channel_id=asked.channel_id)
        call = Call(
            text=asked.text,
            place=place,
            user_id=asked.user_id,
            operator=person.operator,
            zone=person.zone,
            editor=person.editor,
            user_name=person.name,
        )
        try:
            return await answer(call)
        except CounterpointError as error:
            log.warning("%s: %s", error.code, error.message)
            return Document(title="That did not work", blocks=(Prose(text=error.reader),))

    async def inquire(self, asked: Asked, question: Question, trigger_id: str) -> None:
        """Open the dialogue that asks for the words a button lacks; https://docs.slack.dev/reference/methods/views.open.

        Where it cannot be opened (a trigger is good for 3 seconds), the answer says what to type instead.
        """
        try:
            await self._client.views_open(trigger_id=trigger_id, view=render_modal(question, metadata=carried(asked)))
        except CALL_ERRORS as error:
            log.warning("%s", send_error(error, about="opening a dialogue").message)
            await self.reply(asked)

    async def apologise(self, asked: Asked) -> None:
        """Say that something went wrong on our side."""
        await self._whisper(asked, APOLOGY)

    async def _whisper(self, asked: Asked, document: Document) -> None:
        if asked.thread_ts is None and await self._respond(asked.response_url, render_message(document, key=None)):
            return
        # The undocumented limit over all blocks holds for this method only; a refusal would leave no answer at all.
        body = render_message(document, key=None, budget_chars=MESSAGE_CHARS_AGAIN)
        thread = {"thread_ts": asked.thread_ts} if asked.thread_ts else {}
        message = {"text": body["text"], "blocks": body["blocks"], **thread}
        try:
            await self._client.chat_postEphemeral(channel=asked.channel_id, user=asked.user_id, **message)
        except CALL_ERRORS as error:
            log.warning("%s", send_error(error, about=f"answering in {asked.channel_id}").message)

    async def _respond(self, url: str | None, body: dict[str, object]) -> bool:
        """Return whether there is a response_url and it took the answer; it may be used up, or half an hour old."""
        if url is None:
            return False
        webhook = AsyncWebhookClient(url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
        private = {"response_type": "ephemeral", "replace_original": False}
        try:
            response = await webhook.send_dict({**body, **private})
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("a response_url failed (%s); answering by an ephemeral message", type(error).__name__)
            return False
        return response.status_code == OK
