"""A correction that a page shows reaches the stored text, wherever the page puts it."""

from __future__ import annotations

import pytest

from bot.domain.notes import note_kind
from bot.ingest.extract import extract_page

NOTE = "Correction: An earlier version of this report gave the wrong day of the vote. It was Tuesday, not Monday."
TOLD = NOTE.removeprefix("Correction: ")
WORDS = (
    "The council of the harbour town voted on Tuesday to widen the eastern quay, after two years of hearings.",
    "The work is to begin in May and will close the fish market for a season, the harbour office said.",
    "Traders said they had been promised a hall on the northern side, and that nobody had shown them a plan.",
)
FORMS = [
    f"<p class='correction'>{NOTE}</p>",
    f"<div class='correction'>{NOTE}</div>",
    f"<aside class='editors-note'><p>{NOTE}</p></aside>",
    f"<footer><p>{NOTE}</p></footer>",
    f"<p><strong>Correction:</strong> <em>{TOLD}</em></p>",
    f"<section><h3>Correction</h3><p>{TOLD}</p></section>",
    f"<details><summary>Correction</summary><p>{TOLD}</p></details>",
    "<div class='amendment'>This article was amended on 5 March 2026: the vote was on Tuesday, not Monday.</div>",
]


def body_of(before: str, inside: str, after: str) -> str:
    text = "".join(f"<p>{words}</p>" for words in WORDS) * 2
    main = f"{before}<article><h1>Quay vote</h1>{text}{inside}</article>{after}"
    data = f"<html><head><title>Quay vote</title></head><body><main>{main}</main></body></html>"
    return extract_page(data.encode(), "https://outlet.example/quay", "text/html").body


@pytest.mark.parametrize("place", ["above", "inside", "below"])
@pytest.mark.parametrize("form", FORMS)
def test_a_correction_reaches_the_text_once_wherever_it_stands(form: str, place: str) -> None:
    body = body_of(*(form if place == name else "" for name in ("above", "inside", "below")))
    assert body.count("not Monday") == 1
    assert body.startswith(WORDS[0]) or place == "above"
    assert any(note_kind(line) for line in body.split("\n"))


@pytest.mark.parametrize(
    "other",
    [
        f"<div class='comments'><p>{NOTE}</p></div>",
        f"<nav><p>{NOTE}</p></nav>",
        f"<div class='related'><p><a href='/2'>{NOTE}</a></p></div>",
        f"<aside><p><a href='/2'>{NOTE}</a></p></aside>",
        "<footer><p>Correction:</p></footer>",
        f"<footer><p>{NOTE * 20}</p></footer>",
        "<footer><p>The ministry said its figures had been corrected by the agency in a report of March.</p></footer>",
    ],
)
def test_what_is_no_note_about_this_article_is_not_added(other: str) -> None:
    assert body_of("", "", other) == body_of("", "", "")
