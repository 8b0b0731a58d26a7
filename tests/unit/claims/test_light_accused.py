"""Who "the accused" is, in other languages than English: nobody named by an office of the court."""

from __future__ import annotations

import pytest

from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.statements import read_light
from bot.domain.claim import ClaimText, Polarity

JUDGE_FIRST = {
    "de": "Richter Jan Brandis eröffnete am Montag den Prozess. Die Staatsanwaltschaft wirft dem Kassenwart Uwe Thiel"
    " Veruntreuung vor. Der Angeklagte bestreitet den Vorwurf.",
    "es": "El juez Pablo Brandis abrió el lunes el juicio. La fiscalía acusa al tesorero Luis Tiel de malversación."
    " El acusado niega la acusación.",
    "fr": "Le juge Paul Brandis a ouvert lundi le procès. Le parquet accuse le trésorier Luc Thiel de détournement."
    " L'accusé nie les faits.",
}
ONLY_A_JUDGE = "Richterin Hanna Brandis eröffnete am Montag den Prozess. Der Angeklagte bestreitet den Vorwurf."
ONE = "Der Kassenwart Uwe Thiel steht seit Montag vor Gericht. Der Angeklagte bestreitet den Vorwurf."


def denier(text: str, lang: str) -> str | None:
    article = ClaimText(article="a", text=text, title="", source="Gazette", date=None, lang=lang)
    said = read_light(load_vocabulary(lang), article, 0).said
    (found,) = [one.speaker for one in said if one.polarity is Polarity.DENIES]
    return found


@pytest.mark.parametrize("lang", JUDGE_FIRST)
def test_the_judge_is_not_taken_for_the_accused(lang: str) -> None:
    assert "Brandis" not in (denier(JUDGE_FIRST[lang], lang) or "")


def test_nobody_is_the_accused_where_only_the_judge_is_named() -> None:
    assert "Brandis" not in (denier(ONLY_A_JUDGE, "de") or "")


def test_who_is_named_without_an_office_of_the_court_is_the_accused() -> None:
    assert denier(ONE, "de") == "Uwe Thiel"
