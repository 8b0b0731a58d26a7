"""Golden conversations: each file is what somebody typed and all that was answered, against memory stores.

`who@CHANNEL zone> text` is a call: who is "operator", "editor" or "reader", the zone may be missing.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.discord.render import render_message as discord_message
from bot.delivery.slack.render import render_message as slack_message
from bot.domain.call import Call
from bot.domain.document import Document
from tests.fakes.discord_limits import problems_of_message
from tests.fakes.slack_blocks import validate
from tests.unit.commands import desk

CONVERSATIONS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
WRITTEN = {path.stem: path.read_text("utf-8") for path in CONVERSATIONS}
_CALL = re.compile(r"(?P<who>operator|editor|reader)@(?P<channel>\w+) ?(?P<zone>[\w/]*)> ?(?P<text>.*)")


def call_of(line: str) -> Call | None:
    match = _CALL.fullmatch(line)
    if not match:
        return None
    return Call(
        text=match["text"],
        place=desk.place(match["channel"]),
        user_id="U1",
        operator=match["who"] == "operator",
        editor=match["who"] == "editor",
        user_name="Mara Lind",
        zone=match["zone"] or None,
    )


async def converse(conversation: str) -> AsyncIterator[tuple[str, Document | None]]:
    """Yield each comment and each call of a conversation, the calls with the answer of today's program."""
    answer = (await desk.open_desk()).answer
    for line in conversation.splitlines():
        if line.startswith("#"):
            yield line, None
        elif call := call_of(line):
            yield line, await answer(call)


async def transcript(conversation: str) -> str:
    """Return the conversation as the files write it."""
    spoken = [
        part async for line, said in converse(conversation) for part in (line, *([desk.plain(said)] if said else []))
    ]
    return "\n".join(spoken) + "\n"


@pytest.mark.parametrize("name", WRITTEN)
async def test_the_conversation_goes_as_written(name: str) -> None:
    assert await transcript(WRITTEN[name]) == WRITTEN[name]


@pytest.mark.parametrize("name", WRITTEN)
async def test_both_platforms_take_every_answer_whole(name: str) -> None:
    """Within the limits of either, and no button left out."""
    async for _, said in converse(WRITTEN[name]):
        if said is None:
            continue
        slack, discord = slack_message(said, key=None), discord_message(said, key=None)
        assert [*validate(slack["blocks"]), *problems_of_message(discord)] == []
        offered = {action.command for action in said.actions}
        assert offered == {button["custom_id"].split(":", 2)[2] for button in buttons(discord["components"])}
        assert offered == {button["value"] for button in buttons(slack["blocks"])}


def buttons(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [part for row in rows for part in (*row.get("components", ()), *row.get("elements", ()))]
    return [part for part in found if part["type"] in {"button", 2}]


def test_there_are_conversations() -> None:
    assert len(CONVERSATIONS) >= 5


async def test_another_answer_would_be_seen() -> None:
    """The twin: a changed word makes the comparison fail."""
    written = WRITTEN["help"]
    changed = re.sub(r"(?m)^(  \S+)", r"\1!", written, count=1)
    assert await transcript(changed) == written != changed
