"""What a search found, on every platform: the words set apart, cited, and no outside text that formats or pings."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.delivery import words
from bot.delivery.console import print_document
from bot.delivery.discord.render import render_message as discord_message
from bot.delivery.html import render_page
from bot.delivery.slack.render import render_message as slack_message
from bot.domain.article import StoredArticle
from bot.domain.document import Document, HitCard
from bot.domain.highlight import highlights, hit_card
from bot.domain.search import parse_query
from bot.errors import GroundingError
from tests.contract.samples import NOW, article, revision
from tests.fakes.discord_limits import problems_of_message
from tests.fakes.slack_blocks import pings, validate

# A terminal with styles, whatever TERM and NO_COLOR say.
STYLED = {"force_terminal": True, "color_system": "standard", "no_color": False}
HOSTILE = "<!channel> @everyone *x* **x** _x_ <@U1> [x](https://x.example) :x: `x` ~~x~~ ||x|| https://x.example <x|x>"
UNTITLED = {"title": ""}


def document(text, *found):
    query = parse_query(text)
    cards = (
        hit_card(stored, highlights(query, stored.revision), number=number)
        for number, stored in enumerate(found, start=1)
    )
    return Document(title="Found", blocks=tuple(cards))


def printed(text, *found, **form):
    out = io.StringIO()
    console = Console(file=out, width=100, markup=False, emoji=False, highlight=False, **form)
    print_document(document(text, *found), console)
    return out.getvalue()


def hit(link="https://gazette.example/1", **texts):
    return StoredArticle(article=article(link=link), revision=revision(**texts))


def leaves(node):
    """Yield the text and link elements of Slack's blocks."""
    if isinstance(node, list):
        for one in node:
            yield from leaves(one)
    elif isinstance(node, dict):
        if node.get("type") in {"text", "link"}:
            yield node
        for value in node.values():
            yield from leaves(value)


def bold_in_slack(body):
    return [leaf["text"] for leaf in leaves(body["blocks"]) if leaf.get("style") == {"bold": True}]


def discord_text(body):
    return "\n".join(embed["description"] for embed in body["embeds"])


def test_a_hit_shows_title_passage_outlet_date_and_link():
    shown = printed("bridge", hit(title="Bridge closed", body="The bridge\nis shut.", published_at=NOW))
    assert [line.strip() for line in shown.splitlines()[1:] if line.strip()] == [
        "1  Bridge closed",
        "The bridge is shut.",
        "Gazette · 2 Mar 2026 · https://gazette.example/1",
    ]


def test_the_words_found_are_set_apart_where_they_stand():
    shown = printed("brucke", hit(title="Die Brücke", body="🌉 Eine BRÜCKE."), **STYLED)
    assert "Die \x1b[1;4mBrücke\x1b[0m" in shown
    assert "🌉 Eine \x1b[1;4mBRÜCKE\x1b[0m." in shown


def test_each_platform_sets_the_words_apart_by_its_own_means():
    shown = document("brucke", hit(title="Die Brücke", body="🌉 Eine BRÜCKE.", published_at=NOW))
    assert bold_in_slack(slack_message(shown, key=None)) == ["Brücke", "BRÜCKE"]
    assert discord_text(discord_message(shown, key=None)) == (
        "**1\\.** Die **Brücke**\n> 🌉 Eine **BRÜCKE**.\n— Gazette · 2 Mar 2026 · [read](https://gazette.example/1)"
    )
    assert render_page("Found", [shown]).count("<mark>") == 2


def test_what_is_cut_off_is_shown_as_such():
    found = hit(title="", body="word " * 90 + "bridge" + " word" * 90)
    shown = printed("bridge", found)
    assert "(untitled)" in shown
    assert "… word" in shown
    assert "word …" in shown
    assert "> … word" in discord_text(discord_message(document("bridge", found), key=None))


def test_what_is_unknown_is_said():
    assert "date unknown · link unknown" in printed("bridge", hit(link=None))
    assert "link unknown" in discord_text(discord_message(document("bridge", hit(link=None)), key=None))


def test_outside_text_is_no_markup_and_cannot_steer_the_terminal():
    shown = printed("x", hit("https://a.example/\x1b[2J", title="[red]x[/red]\x1b[2J", body="\x1b]0;x\x07 :smile: x"))
    assert "[red]x[/red]" in shown
    assert ":smile:" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("wanted", ["x", "everyone", "channel", "https", "example", "u1"])
def test_a_highlight_inside_hostile_text_pings_and_formats_nothing(wanted):
    shown = document(wanted, hit(title=HOSTILE, body=HOSTILE))
    slack, discord = slack_message(shown, key=None), discord_message(shown, key=None)
    assert not [*validate(slack["blocks"]), *pings(slack["blocks"]), *problems_of_message(discord)]
    assert discord["allowed_mentions"] == {"parse": []}
    title, passage, _ = discord_text(discord).split("\n")
    for line in (title.removeprefix("**1\\.** "), passage.removeprefix("> ")):
        assert shown_by_a_client(line) == HOSTILE


def shown_by_a_client(markdown):
    """Return what a client shows of text whose only markup is bold: every other sign of markup must be escaped."""
    bare = re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", markdown)
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~`|<>@\[\]#:]", bare), bare
    return re.sub(r"\\([\\*_~`|<>@\[\]#:.+-])", r"\1", bare)


@given(
    text=st.text(alphabet=st.sampled_from(list("ab \n*_:\\<@`~|[]#-.1")), min_size=1, max_size=60).filter(str.strip),
    wanted=st.sampled_from(["a", "b", "1", '"a b"']),
)
def test_no_passage_loses_or_gains_a_character_on_discord(text, wanted):
    shown = document(wanted, StoredArticle(article=article(), revision=revision(title="a", body=text)))
    (card,) = shown.blocks
    *lines, _ = discord_text(discord_message(shown, key=None)).split("\n")[1:]
    passage = "\n".join(line.removeprefix("> ") for line in lines).removeprefix("… ").removesuffix(" …")
    assert shown_by_a_client(passage) == (card.passage.text if card.passage else "")


@given(text=st.text(max_size=80), wanted=st.text(alphabet="abc ", min_size=1, max_size=5).filter(str.strip))
def test_the_pieces_of_a_line_are_the_line(text, wanted):
    stored = hit(title=f"abc {text}", body=text)
    card = hit_card(stored, highlights(parse_query(wanted), stored.revision), number=1)
    for line in card.lines:
        assert "".join(piece for piece, _ in words.hit_pieces(card, line)) == line.text


def test_a_hit_without_any_words_cannot_be():
    with pytest.raises(GroundingError):
        HitCard(number=1, title=None, passage=None)


def test_an_unescaped_sign_would_be_seen():
    """The twin: what the check of Discord's markdown rests on."""
    with pytest.raises(AssertionError):
        shown_by_a_client("**x** :**a**:")
