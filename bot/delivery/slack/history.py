"""Looking for a message of ours that may already stand in a channel, by the delivery key in its metadata.

https://docs.slack.dev/reference/methods/conversations.history,
https://docs.slack.dev/reference/methods/conversations.replies, https://docs.slack.dev/messaging/message-metadata
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.slack.client import CALL_ERRORS, missing_scope, send_error
from bot.delivery.slack.limits import HISTORY_PAGE
from bot.delivery.slack.render import EVENT_TYPE
from bot.errors import RetrySendError, UnknownSendError

PAGES = 10


async def find_message(
    client: AsyncWebClient, *, channel_id: str, key: str, thread_ts: str | None, since_at: datetime
) -> str | None:
    """Return the ts of the message that carries `key`, or None when it certainly is not there.

    Args:
        client: Reads with the scope channels:history or groups:history.
        channel_id: Where to look; the bot must be a member.
        key: The delivery key.
        thread_ts: The thread to look in; None for the channel itself.
        since_at: Nothing older is read.

    Raises:
        UnknownSendError: History cannot tell: the scope is missing, or more than PAGES pages were written since.
        RetrySendError: Slack asks to wait or cannot be reached; look again later.
        RefusedSendError: The token or the channel is refused.
    """
    options: dict[str, Any] = {
        "channel": channel_id,
        "oldest": f"{since_at.timestamp():.6f}",
        "limit": HISTORY_PAGE,
        "include_all_metadata": True,
    }
    cursor: str | None = None
    for _ in range(PAGES):
        page = await _read(client, options | ({"cursor": cursor} if cursor else {}), thread_ts)
        for message in page["messages"]:
            if _carries(message, key):
                return str(message["ts"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    raise UnknownSendError(
        f"{channel_id}: ours is not among the newest {PAGES * HISTORY_PAGE} messages, and there are more; "
        "look in the channel"
    )


async def _read(client: AsyncWebClient, options: dict[str, Any], thread_ts: str | None) -> dict[str, Any]:
    about = f"reading the history of {options['channel']}"
    try:
        if thread_ts is None:
            answer = await client.conversations_history(**options)
        else:
            answer = await client.conversations_replies(ts=thread_ts, **options)
    except CALL_ERRORS as error:
        if scope := missing_scope(error):
            raise UnknownSendError(
                f"{about}: the app lacks {scope}, so a lost message cannot be found; add the scope, reinstall, "
                "and look in the channel"
            ) from error
        failure = send_error(error, about=about)
        if isinstance(failure, UnknownSendError):  # nothing was sent by this attempt; the next one reads again
            raise RetrySendError(failure.message) from error
        raise failure from error
    return dict(answer.data) if isinstance(answer.data, dict) else {"messages": []}


def _carries(message: dict[str, Any], key: str) -> bool:
    metadata = message.get("metadata") or {}
    return metadata.get("event_type") == EVENT_TYPE and (metadata.get("event_payload") or {}).get("key") == key
