"""What a search found, in a terminal: highlighted, cited, and without any say over the terminal."""

from __future__ import annotations

import io

from rich.console import Console

from bot.delivery.hits import print_hits
from bot.domain.article import StoredArticle
from bot.domain.search import parse_query
from tests.contract.samples import NOW, article, revision

# A terminal with styles, whatever TERM and NO_COLOR say.
STYLED = {"force_terminal": True, "color_system": "standard", "no_color": False}


def printed(text, *found, **form):
    out = io.StringIO()
    console = Console(file=out, width=100, markup=False, emoji=False, highlight=False, **form)
    print_hits(parse_query(text), found, console)
    return out.getvalue()


def hit(link="https://gazette.example/1", **texts):
    return StoredArticle(article=article(link=link), revision=revision(**texts))


def test_a_hit_shows_title_passage_outlet_date_and_link():
    shown = printed("bridge", hit(title="Bridge closed", body="The bridge\nis shut.", published_at=NOW))
    assert [line.strip() for line in shown.splitlines() if line.strip()] == [
        "1  Bridge closed",
        "The bridge is shut.",
        "Gazette · 2 Mar 2026 · https://gazette.example/1",
    ]


def test_the_words_found_are_set_apart_where_they_stand():
    shown = printed("brucke", hit(title="Die Brücke", body="🌉 Eine BRÜCKE."), **STYLED)
    assert "Die \x1b[1;4mBrücke\x1b[0m" in shown
    assert "🌉 Eine \x1b[1;4mBRÜCKE\x1b[0m." in shown


def test_what_is_cut_off_is_shown_as_such():
    shown = printed("bridge", hit(title="", body="word " * 90 + "bridge" + " word" * 90))
    assert "(untitled)" in shown
    assert "… word" in shown
    assert "word …" in shown


def test_what_is_unknown_is_said():
    assert "date unknown · link unknown" in printed("bridge", hit(link=None))


def test_outside_text_is_no_markup_and_cannot_steer_the_terminal():
    shown = printed("x", hit("https://a.example/\x1b[2J", title="[red]x[/red]\x1b[2J", body="\x1b]0;x\x07 :smile: x"))
    assert "[red]x[/red]" in shown
    assert ":smile:" in shown
    assert "\x1b" not in shown
