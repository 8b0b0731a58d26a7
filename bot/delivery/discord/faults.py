"""Discord's refusals as errors with cause and fix.

https://discord.com/developers/docs/topics/opcodes-and-status-codes
"""

from __future__ import annotations

from http import HTTPStatus

import aiohttp  # discord.py lets its errors through
import discord

from bot.errors import RefusedSendError, RetrySendError, SendError

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008
MISSING_ACCESS = 50001
MISSING_PERMISSIONS = 50013
THREAD_EXISTS = 160004

# Whatever a request can raise, and the part of it after which nobody knows whether Discord acted.
FAULTS = (discord.DiscordException, aiohttp.ClientError, OSError)
_CLOUDFLARE_SECONDS = 600.0

REFUSED_401 = (
    "Discord refuses the bot token (401). Fix: copy a fresh one from the Developer Portal (Bot, Reset Token) into "
    "discord.token."
)
_BY_CODE = {
    UNKNOWN_CHANNEL: "channel {channel} does not exist, or the bot is not in its server. Fix: copy the channel's id "
    "anew (Developer Mode, Copy Channel ID) and invite the bot.",
    UNKNOWN_MESSAGE: "the message in channel {channel} was deleted, so it has no thread. Fix: none needed.",
    MISSING_ACCESS: "the bot cannot see channel {channel}. Fix: give it View Channel there.",
    MISSING_PERMISSIONS: "the bot lacks a permission in channel {channel}. Fix: give it Send Messages, Embed Links, "
    "Create Public Threads, Send Messages in Threads and Read Message History; `counterpoint check` names the missing.",
}


def is_uncertain(error: Exception) -> bool:
    """Return whether a request that failed so may still have been carried out."""
    if isinstance(error, discord.HTTPException):
        return error.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    # Refused before or instead of the request: a rate limit, a bad token, no connection.
    return not isinstance(error, discord.DiscordException | aiohttp.ClientConnectorError)


def not_sent(error: Exception, *, channel: str) -> SendError:
    """Return the error of a message that is certainly not sent: refused for good, or to be tried again."""
    if isinstance(error, discord.LoginFailure):
        return RefusedSendError(REFUSED_401)
    if isinstance(error, discord.RateLimited):
        return RetrySendError("Discord asks to wait.", retry_after_seconds=error.retry_after)
    if not isinstance(error, discord.HTTPException) or error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RetrySendError(
            f"Discord cannot be reached ({type(error).__name__}: {error}). Fix: check the network and discord.api_url."
        )
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = float(error.response.headers.get("Retry-After", _CLOUDFLARE_SECONDS))
        return RetrySendError("Discord blocks this address for a while (429).", retry_after_seconds=wait)
    if error.status == HTTPStatus.UNAUTHORIZED:
        return RefusedSendError(REFUSED_401)
    return RefusedSendError(f"Discord refuses ({error.status}, code {error.code}): {_cause(error, channel)}")


def _cause(error: discord.HTTPException, channel: str) -> str:
    known = _BY_CODE.get(error.code)
    if known is not None:
        return known.format(channel=channel)
    return f"{error.text or error.response.reason} (channel {channel}). Fix: see the code in Discord's documentation."
