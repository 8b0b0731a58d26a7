"""Findings against claims in other languages than English: of whom, and what only seems to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText

_FOLDER = Path(__file__).parent / "findings"
_LINES = [
    (file.stem, line[:1], line[2:])
    for file in sorted(_FOLDER.glob("*.txt"))
    for line in file.read_text("utf-8").splitlines()
]
_AGAINST = [(lang, text) for lang, mark, text in _LINES if mark == "+"]
_NOT_AGAINST = [(lang, text) for lang, mark, text in _LINES if mark == "-"]


def _text(lang: str, text: str) -> ClaimText:
    return ClaimText(article="a1", text=text, source="The Post", title="", date=None, lang=lang)


@pytest.mark.parametrize(("lang", "text"), _AGAINST)
def test_a_finding_against_a_claim_is_a_dispute(lang: str, text: str) -> None:
    (found,) = analyse_story([_text(lang, text)]).disputes
    assert found.rule == "finding.contradicts"


@pytest.mark.parametrize(("lang", "text"), _NOT_AGAINST)
def test_a_finding_that_agrees_or_is_of_another_matter_is_no_dispute(lang: str, text: str) -> None:
    assert not analyse_story([_text(lang, text)]).disputes


def test_who_found_it_is_named() -> None:
    text = "Die Molkerei Lenz versichert, ihre Milch sei frei von Hormonen. Das Veterinäramt fand Hormone in der Milch."
    (found,) = analyse_story([_text("de", text)]).disputes
    assert (found.claimant, found.responder) == ("Molkerei Lenz", "Veterinäramt")


def test_what_is_not_yet_known_finds_nothing() -> None:
    text = "Die Molkerei Lenz versichert, ihre Milch sei frei von Hormonen. Das Veterinäramt fand noch keine Ursache."
    assert not analyse_story([_text("de", text)]).disputes


@pytest.mark.parametrize(
    ("lang", "text", "claimant"),
    [
        (
            "fr",
            "« L'eau est pure », se réjouissait à midi Paul Vernet. Le laboratoire a trouvé du plomb.",
            "Paul Vernet",
        ),
        ("es", "«El agua es pura», celebraba a mediodía Luis Oma. El laboratorio halló plomo en el agua.", "Luis Oma"),
    ],
)
def test_who_is_named_after_a_quotation_and_other_words_said_it(lang: str, text: str, claimant: str) -> None:
    (found,) = analyse_story([_text(lang, text)]).disputes
    assert found.claimant == claimant
