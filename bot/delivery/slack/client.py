"""The Web API client as this adapter uses it, and what each way of failing means.

https://docs.slack.dev/tools/python-slack-sdk/web
"""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import RefusedSendError, RetrySendError, SendError, UnknownSendError

BASE_URL = AsyncWebClient.BASE_URL
TIMEOUT_SECONDS = 20

# What a call may raise: Slack said no, the connection failed, or nothing came in time.
CALL_ERRORS = (SlackApiError, aiohttp.ClientError, TimeoutError)

RATE_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
UNCERTAIN = {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
MUST_INVITE = "invite the app to the channel (/invite in Slack), or correct the channel's id"
REINSTALL = "reinstall the app in Slack and set slack.bot_token to its Bot User OAuth Token (xoxb-)"
FIXES: Mapping[str, str] = {
    "not_authed": "set slack.bot_token to the app's Bot User OAuth Token (xoxb-)",
    "invalid_auth": "copy slack.bot_token (xoxb-) and slack.app_token (xapp-) anew from the app's settings in Slack",
    "not_allowed_token_type": "slack.bot_token begins with xoxb-, slack.app_token with xapp-",
    "token_revoked": REINSTALL,
    "token_expired": REINSTALL,
    "account_inactive": REINSTALL,
    "not_in_channel": MUST_INVITE,
    "channel_not_found": MUST_INVITE,
    "is_archived": "unarchive the channel, or remove its audience",
    "message_not_found": "the message was deleted; no fix is needed",
    "edit_window_closed": "let messages be edited at any time in the workspace's settings",
    "missing_scope": "add the scope under OAuth & Permissions (config/slack-manifest.yaml lists all), then reinstall",
}
ANY_FIX = "see https://docs.slack.dev/reference/methods for this error"


def web_client(*, token: str | None, base_url: str = "", timeout_seconds: int = TIMEOUT_SECONDS) -> AsyncWebClient:
    """Return a client that never repeats a call by itself.

    slack_sdk's default handlers repeat a post whose answer was lost, and so post twice; whether to try again is
    decided by the outbox, which reads the history first.
    """
    return AsyncWebClient(token=token, base_url=base_url or BASE_URL, timeout=timeout_seconds, retry_handlers=[])


def error_code(error: Exception) -> str:
    """Return Slack's code of an error ("not_in_channel"), or "" when the answer had none."""
    data = getattr(getattr(error, "response", None), "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return code if isinstance(code, str) else ""


def missing_scope(error: Exception) -> str:
    """Return the scope a call lacked, or ""."""
    if error_code(error) != "missing_scope":
        return ""
    return str(error.response.data.get("needed", ""))  # type: ignore[attr-defined]  # only Slack's errors have a code


def send_error(error: Exception, *, about: str) -> SendError:
    """Return what a failed post means for its delivery.

    Args:
        error: One of CALL_ERRORS.
        about: What was tried, for the operator ("posting to C0123").
    """
    if isinstance(error, SlackApiError):
        return _answered(error, about)
    if isinstance(error, aiohttp.ClientConnectorError):
        return RetrySendError(f"{about}: Slack cannot be reached ({error}); check the network and slack.base_url")
    return UnknownSendError(f"{about}: Slack's answer was lost ({type(error).__name__}); the message may stand there")


def _answered(error: SlackApiError, about: str) -> SendError:
    code, status = error_code(error), getattr(error.response, "status_code", None)
    if code in RATE_LIMITED or status == 429:  # noqa: PLR2004 - Too Many Requests
        wait = _retry_after_seconds(error)
        return RetrySendError(f"{about}: Slack asks to wait {wait:g} s", retry_after_seconds=wait)
    if not code or code in UNCERTAIN:
        return UnknownSendError(f"{about}: Slack failed on its side ({code or status}); the message may stand there")
    scope = missing_scope(error)
    cause = f"{code} ({scope})" if scope else code
    return RefusedSendError(f"{about}: Slack refused: {cause}; {FIXES.get(code, ANY_FIX)}")


def _retry_after_seconds(error: SlackApiError) -> float:
    headers = getattr(error.response, "headers", {})
    try:
        return float(headers.get("Retry-After", 1))
    except ValueError:
        return 1.0
