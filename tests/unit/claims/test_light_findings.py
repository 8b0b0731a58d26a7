"""Findings against claims in other languages than English: of whom, and what only seems to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.stories import disputes_in, read_marked

_FOLDER = Path(__file__).parent / "findings"
_AGAINST, _NOT_AGAINST = read_marked(_FOLDER, "+"), read_marked(_FOLDER, "-")


@pytest.mark.parametrize(("lang", "text"), _AGAINST)
def test_a_finding_against_a_claim_is_a_dispute(lang: str, text: str) -> None:
    (found,) = disputes_in(text, lang)
    assert found.rule == "finding.contradicts"


@pytest.mark.parametrize(("lang", "text"), _NOT_AGAINST)
def test_a_finding_that_agrees_or_is_of_another_matter_is_no_dispute(lang: str, text: str) -> None:
    assert not disputes_in(text, lang)


def test_who_found_it_is_named() -> None:
    text = "Die Molkerei Lenz versichert, ihre Milch sei frei von Hormonen. Das Veterinäramt fand Hormone in der Milch."
    (found,) = disputes_in(text, "de")
    assert (found.claimant, found.responder) == ("Molkerei Lenz", "Veterinäramt")


def test_what_is_not_yet_known_finds_nothing() -> None:
    text = "Die Molkerei Lenz versichert, ihre Milch sei frei von Hormonen. Das Veterinäramt fand noch keine Ursache."
    assert not disputes_in(text, "de")


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
    (found,) = disputes_in(text, lang)
    assert found.claimant == claimant
