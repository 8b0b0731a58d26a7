"""The terminal: plain words, no markup from outside, both sides in one frame."""

from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from bot.briefing.cards import dispute_card
from bot.briefing.material import StoryMaterial
from bot.delivery import words
from bot.delivery.console import ConsoleMessenger, print_document
from bot.domain.article import DateDoubt
from bot.domain.audience import Place, Platform
from bot.domain.delivery import Receipt
from bot.domain.document import Document, Listing, Prose
from tests.builders.articles import dispute, mention, stored, story
from tests.unit.delivery.test_html import CLAIM, DENIAL, a_document, evidence


def printed(document, width=100):
    out = io.StringIO()
    print_document(document, Console(file=out, width=width, markup=False, emoji=False, highlight=False))
    return out.getvalue()


def test_both_sides_stand_in_the_same_frame():
    text = printed(a_document())
    frame = text[text.index("╭") : text.index("╯")]
    assert CLAIM in frame
    assert DENIAL in frame
    assert "Allegation · The union · 1 publisher, 1 independent · 3 Mar 2026" in frame


def test_a_date_without_zone_is_shown_as_such_and_a_mere_day_as_the_day_it_is():
    line = a_document().blocks[1].sides[0].lines[0]
    for doubt, said in ((DateDoubt.ZONE, "3 Mar 2026 (time zone unknown) ·"), (DateDoubt.DAY, "3 Mar 2026 ·")):
        citation = replace(line.citation, published_doubt=doubt)
        assert said in f"{words.source(citation)} ·"
    assert words.dated(replace(line.citation, published_at=None, published_doubt=DateDoubt.ZONE)) == "date unknown"


def test_outside_words_are_no_markup():
    text = printed(Document(title="[red]x[/red]", blocks=(Prose(text="[bold]:smile: [link=x]y"),)))
    assert "[red]x[/red]" in text
    assert "[bold]:smile: [link=x]y" in text


def test_control_characters_cannot_steer_the_terminal():
    assert "\x1b" not in printed(Document(title="a\x1b[2Jb", blocks=(Listing(rows=(("c\x1b]0;x\x07", "d"),)),)))


async def test_details_of_a_thread_are_not_printed():
    out = io.StringIO()
    messenger = ConsoleMessenger(console=Console(file=out))
    place = Place(platform=Platform.CONSOLE, workspace_id="terminal", channel_id="terminal")
    first = await messenger.send(place=place, document=a_document(), key="k1", parent=None, search_first=False)
    length = len(out.getvalue())
    await messenger.send(place=place, document=a_document(), key="k2", parent=first, search_first=False)
    assert first == Receipt(message_id="k1")
    assert 0 < length == len(out.getvalue())


def test_a_sentence_that_claims_and_denies_is_shown_once_under_both_labels():
    one = stored("one", "Brannock denied that it had hidden the report.")
    words = one.revision.body
    flagged = dispute("one", mention(one, words, None), mention(one, words, "Brannock"))
    card = dispute_card(flagged, StoryMaterial(story=story("b", one), articles=(one,)), lines=1)
    text = printed(Document(title="x", blocks=(card,)), width=200)
    assert text.count(words) == 1
    assert "Allegation, known from its denial · unnamed" in text
    assert "Denial · Brannock" in text
    assert text.count("in the words below") == 1  # of the claim; the denial stands above its own words


def test_what_is_longer_than_a_line_goes_on_under_its_own_words():
    rows = (("how", "one two three four five"), ("", "six"))
    lines = printed(Document(title="x", blocks=(Listing(rows=rows),)), width=20).splitlines()
    assert [line.rstrip() for line in lines] == ["x", "  • how  one two", "    three four five", "  • six"]


def test_evidence_stands_below_its_sentence_and_is_marked_in_it():
    text = printed(Document(title="Why", blocks=(evidence(),)))
    assert [line.strip() for line in text.splitlines()] == [
        "Why",
        "Allegation · The union",
        CLAIM,
        "Harbour Post · 3 Mar 2026 · https://harbour.example/one",
        "makes the claim: “says”",
    ]
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", no_color=False, width=100)
    print_document(Document(title="Why", blocks=(evidence(),)), console)
    assert "\x1b[1;4msays\x1b[0m" in out.getvalue()
