"""Golden conversations: each file is what somebody typed and all that was answered, against memory stores.

`who@CHANNEL zone> text` is a call: who is "operator" or "reader", the zone may be missing.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.call import Call
from tests.unit.commands import desk

CONVERSATIONS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))
WRITTEN = {path.stem: path.read_text("utf-8") for path in CONVERSATIONS}
_CALL = re.compile(r"(?P<who>operator|reader)@(?P<channel>\w+) ?(?P<zone>[\w/]*)> ?(?P<text>.*)")


def call_of(line: str) -> Call | None:
    match = _CALL.fullmatch(line)
    if not match:
        return None
    return Call(
        text=match["text"],
        place=desk.place(match["channel"]),
        user_id="U1",
        operator=match["who"] == "operator",
        zone=match["zone"] or None,
    )


async def transcript(conversation: str) -> str:
    """Return the conversation with the answers of today's program."""
    answer = (await desk.open_desk()).answer
    spoken = []
    for line in conversation.splitlines():
        if line.startswith("#"):
            spoken.append(line)
        elif call := call_of(line):
            spoken += [line, desk.plain(await answer(call))]
    return "\n".join(spoken) + "\n"


@pytest.mark.parametrize("name", WRITTEN)
async def test_the_conversation_goes_as_written(name: str) -> None:
    assert await transcript(WRITTEN[name]) == WRITTEN[name]


def test_there_are_conversations() -> None:
    assert len(CONVERSATIONS) >= 5


async def test_another_answer_would_be_seen() -> None:
    """The twin: a changed word makes the comparison fail."""
    written = WRITTEN["help"]
    changed = re.sub(r"(?m)^(  \S+)", r"\1!", written, count=1)
    assert await transcript(changed) == written != changed
