"""For any document at all: Slack takes the payload, disputes are whole or absent, sentences whole or absent."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.slack import fitting, render
from bot.delivery.slack.render import render_message
from bot.domain.claim import Status
from bot.domain.document import (
    Action,
    ChangeCard,
    CorrectionCard,
    DisputeCard,
    Divider,
    Document,
    Heading,
    Line,
    Listing,
    Prose,
    StoryCard,
    UnansweredCard,
)
from tests.builders.articles import NOON, evidence_card
from tests.fakes.slack_blocks import pings, total_units, validate, visible
from tests.unit.delivery.slack.documents import dispute, document, line, side, story

TRAPS = [
    "<!channel>",
    "<@U1>",
    "&amp;",
    "*b*",
    "```",
    "javascript:alert(1)",
    "\n",
    "𝒳",
    "\u202e",
    "|",
    ":smile:",
    ">",
    "0",
]
hostile = st.builds(
    lambda parts, times: "".join(parts) * times,
    st.lists(st.sampled_from(TRAPS) | st.text(max_size=8), max_size=6),
    st.sampled_from([1, 1, 1, 7, 90, 700]),
)
addresses = ["https://a.example/x", "javascript:alert(1)", "https://a.example/" + "x" * 3000]
links = st.none() | st.sampled_from(addresses) | hostile
lines = st.builds(
    lambda text, publisher, link, file: line(text or "x", publisher=publisher, link=link, file=file),
    hostile,
    hostile,
    links,
    st.none() | hostile,
)
sides = st.builds(
    lambda label, speaker, quoted: side(label, speaker, *quoted),
    st.sampled_from(["Allegation", "Denial", "Counterclaim"]),
    st.none() | hostile,
    st.lists(lines, min_size=1, max_size=3),
)
blocks = st.one_of(
    st.builds(Heading, text=hostile),
    st.builds(Prose, text=hostile, small=st.booleans()),
    st.builds(Listing, rows=st.lists(st.tuples(hostile, hostile), max_size=4).map(tuple)),
    st.builds(lambda quoted, headline: story(*quoted, headline=headline), st.lists(lines, max_size=4), lines),
    st.builds(lambda both: dispute(*both), st.lists(sides, min_size=2, max_size=3)),
    st.builds(UnansweredCard, line=lines, speaker=st.none() | hostile, note=hostile),
    st.builds(
        ChangeCard,
        at=st.just(NOON),
        status=st.sampled_from(Status),
        by=st.lists(hostile, max_size=3).map(tuple),
        note=hostile,
        line=st.none() | lines,
    ),
    st.builds(
        lambda said, start, role: evidence_card(
            said, start % len(said.text), len(said.text), role=role, label="Denial", speaker=None
        ),
        lines.filter(lambda said: said.text),
        st.integers(0, 300),
        hostile,
    ),
    st.builds(
        lambda was, now, beside: CorrectionCard(was=was, now=now, sides=tuple(beside)),
        lines,
        st.none() | lines,
        st.lists(sides, max_size=2),
    ),
    st.builds(CorrectionCard, was=st.none(), now=lines),
    st.just(Divider()),
)
documents = st.builds(
    Document,
    title=hostile,
    blocks=st.lists(blocks, max_size=60).map(tuple),
    actions=st.lists(st.builds(Action, label=hostile, command=hostile), max_size=30).map(tuple),
)
examined = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@examined
@given(documents)
def test_slack_takes_every_document(whole: Document) -> None:
    body = render_message(whole, key="dlv_1")
    assert validate(body["blocks"]) == []
    assert total_units(body["blocks"]) <= 13_000
    assert 0 < len(body["text"]) <= 40_000
    assert pings(body["blocks"]) == []
    assert pings(body["text"]) == []


@examined
@given(documents, st.integers(min_value=800, max_value=12_500))
def test_what_remains_is_whole(whole: Document, budget_chars: int) -> None:
    """Everything left after fitting is an item of the document itself: no side, sentence or row was altered."""

    def fits(shorter: Document, told: str) -> bool:
        return total_units(render._blocks(shorter, told)) <= budget_chars

    shorter, told = fitting.fit(whole, fits)
    disputes = {b for b in whole.blocks if isinstance(b, DisputeCard)}
    assert {b for b in shorter.blocks if isinstance(b, DisputeCard)} <= disputes
    original: set[Line] = {one for b in whole.blocks if isinstance(b, StoryCard) for one in (b.headline, *b.lines)}
    assert {one for b in shorter.blocks if isinstance(b, StoryCard) for one in (b.headline, *b.lines)} <= original
    assert bool(told) == (shorter != whole)


def tagged(number: int, words: int) -> DisputeCard:
    filler = " word" * words
    return dispute(
        side("Allegation", "A", line(f"claim-{number}-begins{filler} claim-{number}-ends")),
        side("Denial", "B", line(f"denial-{number}-begins{filler} denial-{number}-ends")),
    )


def sides_shown(sizes: list[int]) -> list[set[bool]]:
    whole = document(*(tagged(number, words) for number, words in enumerate(sizes)))
    shown = visible(render_message(whole, key=None)["blocks"])
    marks = [
        [f"{name}-{number}-{end}" for name in ("claim", "denial") for end in ("begins", "ends")]
        for number in range(len(sizes))
    ]
    return [{mark in shown for mark in of_one} for of_one in marks]


@examined
@given(st.lists(st.integers(min_value=1, max_value=700), min_size=1, max_size=12))
def test_both_sides_or_neither(sizes: list[int]) -> None:
    assert all(len(seen) == 1 for seen in sides_shown(sizes))


def test_twin_a_renderer_that_cuts_blocks_shows_one_side_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    real = render.blocks_of
    monkeypatch.setattr(render, "blocks_of", lambda block: [b | {"elements": b["elements"][:3]} for b in real(block)])
    assert any(len(seen) == 2 for seen in sides_shown([5, 5]))
