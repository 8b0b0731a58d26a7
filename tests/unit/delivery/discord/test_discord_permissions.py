"""Permission bits as Discord's own documentation computes them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.delivery.discord.permissions import NEEDED, compute, missing

SEND, HISTORY, ADMINISTRATOR = NEEDED["Send Messages"], NEEDED["Read Message History"], 1 << 3


def overwrite(target: str, *, allow: int = 0, deny: int = 0) -> dict[str, Any]:
    return {"id": target, "allow": str(allow), "deny": str(deny)}


@pytest.mark.parametrize(
    ("roles", "overwrites", "bits"),
    [
        ({"g": SEND, "r": HISTORY}, [], SEND | HISTORY),
        ({"g": SEND, "other": HISTORY}, [], SEND),
        ({"g": SEND}, [overwrite("g", deny=SEND)], 0),
        ({"g": SEND}, [overwrite("g", deny=SEND), overwrite("r", allow=SEND)], SEND),
        ({"g": SEND}, [overwrite("r", allow=SEND), overwrite("u", deny=SEND)], 0),
        ({"g": 0}, [overwrite("r", deny=SEND), overwrite("q", allow=SEND)], SEND),
        ({"g": 0}, [overwrite("other", allow=SEND)], 0),
    ],
)
def test_roles_and_overwrites_add_up(roles: dict[str, int], overwrites: list[dict[str, Any]], bits: int) -> None:
    assert compute(guild_id="g", user_id="u", member_roles=["r", "q"], roles=roles, overwrites=overwrites) == bits


def test_an_administrator_may_everything() -> None:
    bits = compute(
        guild_id="g",
        user_id="u",
        member_roles=["r"],
        roles={"g": 0, "r": ADMINISTRATOR},
        overwrites=[overwrite("u", deny=SEND)],
    )
    assert missing(bits) == []


def test_what_is_missing_is_named() -> None:
    assert missing(SEND) == [name for name in NEEDED if name != "Send Messages"]
