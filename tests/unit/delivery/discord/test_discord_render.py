"""What a document becomes on Discord: exact bodies, within the limits, both sides or neither."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.discord import markup
from bot.delivery.discord.render import carries, parse_custom_id, render_message
from bot.domain.document import DisputeCard, Divider, Document, Heading, Line, Prose, StoryCard
from tests.builders.articles import evidence_card
from tests.builders.discord_documents import denied_claim, dispute, document, line, overview, side, story
from tests.builders.discord_hostile import disputes, documents, hostile, lines, stories
from tests.fakes.discord_limits import problems_of_message

GOLDEN = Path(__file__).parent / "golden"
KEY = "d_0123456789abcdef_0"


@pytest.mark.parametrize(
    ("name", "subject", "key"),
    [
        ("overview", overview(), KEY),
        ("answer", document(Prose(text="Type `/brief help`.\n\nOr ask."), title="Nothing new"), None),
    ],
)
def test_a_document_renders_as_the_golden_body(name: str, subject: Document, key: str | None) -> None:
    assert render_message(subject, key=key) == json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def test_a_golden_body_is_one_discord_takes() -> None:
    for path in GOLDEN.glob("*.json"):
        assert problems_of_message(json.loads(path.read_text("utf-8"))) == []


@settings(max_examples=60, deadline=None)
@given(documents, st.sampled_from([None, KEY]))
def test_any_document_is_within_discords_limits(subject: Document, key: str | None) -> None:
    assert problems_of_message(render_message(subject, key=key)) == []


@pytest.mark.parametrize("small", [False, True])
def test_a_paragraph_of_blanks_makes_no_empty_embed(small: bool) -> None:
    subject = document(Prose(text="\r", small=small), Prose(text="3 sources read."))
    body = render_message(subject, key=None)
    assert [embed["description"] for embed in body["embeds"]] == ["3 sources read."]
    assert problems_of_message(render_message(document(Prose(text=" \n", small=small)), key=None)) == []


def shows_all_sides(text: str, card: DisputeCard) -> bool:
    return all(markup.blockquote(each.lines[0].text) in text for each in card.sides)


@settings(max_examples=60, deadline=None)
@given(st.lists(disputes, min_size=1, max_size=12))
def test_a_dispute_is_shown_with_all_its_sides_or_not_at_all(found: list[DisputeCard]) -> None:
    body = render_message(document(*found), key=None)
    for embed in body["embeds"]:
        assert any(shows_all_sides(embed["description"], card) for card in found)
    told = re.search(r"(\d+) disputed claims?", body["content"])
    assert len(body["embeds"]) + (int(told.group(1)) if told else 0) == len(found)


@settings(max_examples=80, deadline=None)
@given(st.lists(lines, min_size=1, max_size=8))
def test_a_sentence_is_shown_whole_or_counted_as_left_out(said: list[Line]) -> None:
    body = render_message(document(story(*said, headline=line("Storm"))), key=None)
    shown = body["embeds"][0]["description"] if body["embeds"] else ""
    told = re.search(r"(\d+) sentences?", body["content"])
    left_out = int(told.group(1)) if told else 0
    assert all(markup.blockquote(each.text) in shown for each in said[: len(said) - left_out])


def shows_verbatim(text: str, *, escaped: str) -> bool:
    """A client drops a backslash before a sign and shows the sign; the rest must read as given and start no markup."""
    bare = re.sub(r"\\[^0-9A-Za-z\s]", "x", escaped)
    marks = re.search(r"[*_~`|<>@\[\]#]|://|:[^\s:]+:|^[ \t]*([-+]|\d+[.)])", bare, re.MULTILINE)
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escaped) == text and marks is None


@given(hostile)
def test_escaped_text_is_shown_as_given_and_starts_no_markup(text: str) -> None:
    assert shows_verbatim(text, escaped=markup.escape(text))


@pytest.mark.parametrize(
    "text",
    [
        "@everyone",
        "<@80351110224678912>",
        "<#103735883630395392>",
        "<t:1618953630:R>",
        "</brief:816437322781949972>",
        "[free](https://evil.example)",
        "||hidden||",
        "# Breaking",
        "> quoted",
        "- point",
        "1. first",
        "-# small",
        "`code`",
        "```",
        ":smile:",
        "https://evil.example",
        "**bold** __under__ ~~gone~~",
    ],
)
def test_each_kind_of_markup_is_defused(text: str) -> None:
    assert not shows_verbatim(text, escaped=text)
    assert shows_verbatim(text, escaped=markup.escape(text))


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("http://127.0.0.1:8080/a?b=c#d", "http://127.0.0.1:8080/a?b=c#d"),
        ("https://news.example/a(b) c", "https://news.example/a%28b%29%20c"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://user@evil.example/", None),
        ("https://exa mple/", None),
        ("https://a.example:port/", None),
        ("https://" + "a" * 2100 + ".example/", None),
        ("https://a.example/" + "a" * 2100, None),
        ("", None),
        (None, None),
    ],
)
def test_only_plain_web_addresses_are_linked(link: str | None, shown: str | None) -> None:
    assert markup.web_address(link) == shown


def test_an_unknown_date_and_link_are_said_and_the_file_is_shown() -> None:
    description = render_message(document(denied_claim()), key=None)["embeds"][0]["description"]
    assert "— Strait Gazette · date unknown · authority.txt" in description


def test_a_headline_too_long_for_a_title_is_shown_whole_in_the_text() -> None:
    headline = "Word " * 60
    embed = render_message(document(story(headline=line(headline))), key=None)["embeds"][0]
    assert "title" not in embed
    assert f"**{headline}**" in embed["description"]
    assert "[read](https://harbour.example/quay)" in embed["description"]


def test_sides_are_shortened_alike() -> None:
    long = [line(f"{word} " + "x" * 900) for word in ("one", "two", "three")]
    other = [line(f"{word} " + "y" * 900) for word in ("one", "two", "three")]
    body = render_message(document(dispute(side("Claim", "a", *long), side("Denial", "b", *other))), key=None)
    shown = body["embeds"][0]["description"]
    assert [shown.count(word) for word in ("one", "two", "three")] == [2, 2, 0]
    assert "2 sentences" in body["content"]


def test_what_failed_is_said_even_below_more_stories_than_fit() -> None:
    crowd = [story(line("y" * 900), headline=line(f"Story {number}")) for number in range(12)]
    failed = Prose(text="3 of 12 sources failed.")
    body = render_message(document(Heading(text="Stories"), *crowd, Divider(), failed), key=None)
    assert body["embeds"][-1]["description"] == "3 of 12 sources failed."
    assert re.search(r"Left out for length: .*\d stories", body["content"])


def test_a_story_its_disputes_and_notes_share_an_embed() -> None:
    other = story(line("Rain."), headline=line("Rain"), story_id="st_2")
    note = Prose(text="1 more dispute in this story.", small=True)
    body = render_message(document(story(line("It fell.")), denied_claim(), note, other), key=None)
    first, second = body["embeds"]
    assert shows_all_sides(first["description"], denied_claim())
    assert first["description"].endswith("· dp\\_1\n\n-# 1 more dispute in this story.")
    assert second["title"] == "Rain"


def test_a_dispute_that_overfills_its_story_goes_into_an_embed_of_its_own() -> None:
    long = dispute(side("Claim", "a", line("x" * 1500)), side("Denial", "b", line("y" * 1500)))
    body = render_message(document(story(line("z" * 1500)), long), key=None)
    assert len(body["embeds"]) == 2
    assert shows_all_sides(body["embeds"][1]["description"], long)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(stories, disputes), min_size=1, max_size=12))
def test_no_dispute_beside_stories_loses_a_side(found: list[StoryCard | DisputeCard]) -> None:
    body = render_message(document(*found), key=None)
    cards = [card for card in found if isinstance(card, DisputeCard)]
    shown = [card for card in cards if any(shows_all_sides(each["description"], card) for each in body["embeds"])]
    told = re.search(r"(\d+) disputed claims?", body["content"])
    assert len(shown) >= len(cards) - (int(told.group(1)) if told else 0)


def test_a_heading_goes_with_the_first_item_that_fits() -> None:
    far_too_long = dispute(side("Claim", "a", line("x" * 5000)), side("Denial", "b", line("No.")))
    body = render_message(document(Heading(text="Disputed"), far_too_long, denied_claim(), denied_claim()), key=None)
    assert [each.get("author") for each in body["embeds"]] == [{"name": "Disputed"}, None]


def test_every_button_carries_the_key_and_its_command() -> None:
    rows = render_message(overview(), key=KEY)["components"]
    ids = [button["custom_id"] for row in rows for button in row["components"]]
    assert [parse_custom_id(each) for each in ids] == [(KEY, "story st_1"), (KEY, "dispute dp_1")]
    assert carries(rows, KEY)
    assert not carries(rows, KEY[:-1])


def test_a_message_without_actions_still_carries_its_key() -> None:
    assert carries(render_message(document(Prose(text="Quiet.")), key=KEY)["components"], KEY)


@pytest.mark.parametrize("key", ["", "x" * 26, "a:b"])
def test_a_key_that_no_nonce_can_be_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        render_message(overview(), key=key)


@pytest.mark.parametrize("custom_id", ["", "cp", "cp:key", "other:key:help", "x"])
def test_foreign_buttons_are_not_ours(custom_id: str) -> None:
    assert parse_custom_id(custom_id) is None


def body_with(**changes: Any) -> dict[str, Any]:
    return render_message(overview(), key=KEY) | changes


def button(number: int, label: str = "More", custom_id: str = "") -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": label, "custom_id": custom_id or f"cp::{number}"}


def rows(count: int, width: int) -> list[dict[str, Any]]:
    return [{"type": 1, "components": [button(row * width + at) for at in range(width)]} for row in range(count)]


@pytest.mark.parametrize(
    "broken",
    [
        body_with(content="x" * 2001),
        body_with(content="😀" * 1001),
        body_with(content=" ", embeds=[]),
        body_with(embeds=[{"description": "x"}] * 11),
        body_with(embeds=[{"title": "😀" * 129}]),
        body_with(embeds=[{"description": "x" * 4097}]),
        body_with(embeds=[{"description": "x" * 3000}] * 2 + [{"title": "x"}]),
        body_with(embeds=[{"description": "x", "footer": {"text": "x" * 2049}}]),
        body_with(embeds=[{"description": "x", "url": "javascript:alert(1)"}]),
        body_with(embeds=[{"description": "x", "url": "https://a.example/a b"}]),
        body_with(embeds=[{"description": ""}]),
        body_with(embeds=[{"description": "x", "type": "link"}]),
        body_with(nonce="x" * 26),
        body_with(components=rows(6, 1)),
        body_with(components=rows(1, 6)),
        body_with(components=rows(1, 1) * 2),
        body_with(components=[{"type": 1, "components": [button(1, label="x" * 81)]}]),
        body_with(components=[{"type": 1, "components": [button(1, custom_id="x" * 101)]}]),
        body_with(allowed_mentions={"parse": ["everyone"]}),
        body_with(token="x"),
    ],
)
def test_a_body_that_discord_refuses_is_seen(broken: dict[str, Any]) -> None:
    """Twin of the limits: each slip is found by the validator, so the property above can fail."""
    assert problems_of_message(broken)


def test_dropping_one_side_is_seen() -> None:
    """Twin of both sides or neither."""
    card = denied_claim()
    shown = render_message(document(card), key=None)["embeds"][0]["description"]
    assert shows_all_sides(shown, card)
    assert not shows_all_sides(shown.split("\n\n**Denial")[0], card)


def test_forgetting_to_escape_is_seen() -> None:
    """Twin of verbatim text."""
    assert shows_verbatim("<@1>", escaped=markup.escape("<@1>"))
    assert not shows_verbatim("<@1>", escaped="<@1>")
    assert not shows_verbatim("a*b", escaped="ab")


def test_evidence_stands_below_its_sentence() -> None:
    card = evidence_card(line("He denied *it*."), 3, 14, role="fired the rule", label="Denial", speaker=None)
    (embed,) = render_message(document(card), key=None)["embeds"]
    head, sentence, _, did = embed["description"].split("\n")
    assert (head, sentence) == ("**Denial · unnamed**", "> He denied \\*it\\*.")
    assert did == "-# fired the rule: “denied \\*it\\*”"
