"""What the bot may do in a channel, computed from roles and overwrites as Discord's documentation says.

https://discord.com/developers/docs/topics/permissions#permission-overwrites
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.delivery.discord.rest import Rest

_ADMINISTRATOR = 1 << 3
_EVERYTHING = (1 << 64) - 1
READ_HISTORY = 1 << 16
NEEDED = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Read Message History": READ_HISTORY,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
_THREADS = {10, 11, 12}


async def bot_permissions(rest: Rest, channel: Mapping[str, Any]) -> int:
    """Return the bot's permission bits in a server channel; a thread has those of its parent.

    Raises what `Rest.request` raises.
    """
    if channel["type"] in _THREADS:
        channel = await rest.request("GET", "/channels/{channel_id}", channel_id=channel["parent_id"])
    guild_id = str(channel["guild_id"])
    me = await rest.request("GET", "/users/@me")
    roles = await rest.request("GET", "/guilds/{guild_id}/roles", guild_id=guild_id)
    member = await rest.request("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild_id, user_id=me["id"])
    return compute(
        guild_id=guild_id,
        user_id=me["id"],
        member_roles=member["roles"],
        roles={role["id"]: int(role["permissions"]) for role in roles},
        overwrites=channel.get("permission_overwrites") or (),
    )


def compute(
    *,
    guild_id: str,
    user_id: str,
    member_roles: Iterable[str],
    roles: Mapping[str, int],
    overwrites: Iterable[Mapping[str, Any]],
) -> int:
    """Return permission bits: everyone, then roles, then overwrites of everyone, roles and member, in this order."""
    held = set(member_roles)
    bits = roles.get(guild_id, 0)
    for role in held:
        bits |= roles.get(role, 0)
    if bits & _ADMINISTRATOR:
        return _EVERYTHING
    by_id = {each["id"]: (int(each["deny"]), int(each["allow"])) for each in overwrites}
    for group in ({guild_id}, held, {user_id}):
        denied, allowed = 0, 0
        for deny, allow in (by_id[each] for each in group & by_id.keys()):
            denied |= deny
            allowed |= allow
        bits = bits & ~denied | allowed
    return bits


def missing(bits: int) -> list[str]:
    """Return the names of the permissions a briefing needs and the bot lacks."""
    return [name for name, bit in NEEDED.items() if not bits & bit]
