"""Figures of two voices in other languages than English: what differs, and what only seems to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.claims.light.grammar.quantities import quantities
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.statements import read_light
from tests.builders.stories import article_of, disputes_in, read_marked

_FOLDER = Path(__file__).parent / "figures"
_DIFFER, _BOTH_RIGHT = read_marked(_FOLDER, "+"), read_marked(_FOLDER, "-")


def _rules(lang: str, text: str) -> list[str]:
    return [found.rule for found in disputes_in(text, lang)]


@pytest.mark.parametrize(("lang", "text"), _DIFFER)
def test_two_voices_that_count_one_thing_differently_are_a_dispute(lang: str, text: str) -> None:
    assert _rules(lang, text) == ["figures.differ"]


@pytest.mark.parametrize(("lang", "text"), _BOTH_RIGHT)
def test_figures_of_other_scope_or_time_are_no_dispute(lang: str, text: str) -> None:
    assert _rules(lang, text) == []


def test_each_of_two_voices_in_one_sentence_is_named() -> None:
    (found,) = disputes_in("Die Gewerkschaft sprach von 9000 Streikenden, die Bahn von 2500.", "de")
    assert (found.claimant, found.responder) == ("Gewerkschaft", "Bahn")


def test_who_made_the_record_is_named_and_counters_in_the_nominative() -> None:
    spanish = (
        "La patronal cifró en 300 los camiones parados. Según el informe que el sindicato hizo, fueron 910 camiones."
    )
    (made,) = disputes_in(spanish, "es")
    russian = "По подсчётам организаторов, пришли 9000 человек. Полиция насчитала 2300 человек."
    (plural,) = disputes_in(russian, "ru")
    assert (made.responder, plural.claimant) == ("sindicato", "организаторы")


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("de", "Nach einer Zählung der Stadtwerke fuhren 930 Busse. Der Fahrgastrat kam auf 410 Busse.", "Stadtwerke"),
        ("es", "Según el recuento del sindicato, salieron 90 autobuses. La empresa contó 310 autobuses.", "sindicato"),
        ("fr", "D'après le comptage de la police, ils étaient 900. Le syndicat a compté 4 000 manifestants.", "police"),
        ("ru", "По подсчётам её организаторов, на акцию пришли 9000 человек. Полиция насчитала 2300.", "организаторы"),
        ("uk", "За підрахунками її організаторів, прийшло 9000 людей. Поліція нарахувала 2300.", "організатори"),
    ],
)
def test_whose_count_it_is_tells_the_figure(lang: str, text: str, names: str) -> None:
    (found,) = disputes_in(text, lang)
    assert (found.rule, found.claimant) == ("figures.differ", names)


def test_a_figure_told_again_to_reject_it_is_not_set_against_the_answer_to_it() -> None:
    text = "Die Firma verspricht 99 Prozent. Die Prüfer maßen nur 38 Prozent. „99 Prozent? Nie“, sagt Ute Bohl."
    assert [(found.claimant, found.responder) for found in disputes_in(text, "de")] == [("Firma", "Prüfer")]


def test_who_got_so_many_votes_counts_nothing() -> None:
    text = "Bürgermeisterin Ute Lahm kam auf 47 Punkte, weit vor Landrat Jens Korb, der bei 28 blieb."
    assert _rules("de", text) == []


@pytest.mark.parametrize("lang", ["de", "es", "fr", "ru", "uk"])
def test_digits_that_a_hard_blank_groups_wrongly_are_no_number(lang: str) -> None:
    assert _rules(lang, "4\u00a08, 70\u00a00 1\u202f2\u202f3.") == []


def test_one_voice_that_tells_both_figures_contradicts_nobody() -> None:
    text = "Die Polizei zählte 4200 Teilnehmer. Die Polizei sprach später von 9000 Teilnehmern."
    assert _rules("de", text) == []


@pytest.mark.parametrize(
    ("lang", "text", "unit", "value"),
    [
        ("de", "Es waren dreitausendvierhundert Teilnehmer.", "crowd", 3400),
        ("de", "Auf eine Stunde und 55 Minuten kam sie.", "time", 115),
        ("de", "In vier von fünf Proben steckte Blei.", "%", 80),
        ("es", "Son treinta y cinco mil firmas.", "", 35_000),
        ("es", "Cobró 7,5 millones de euros.", "money", 7_500_000),
        ("fr", "Quatre-vingt-dix personnes sont venues.", "crowd", 90),
        ("fr", "Huit conducteurs sur dix ont cessé le travail.", "%", 80),
        ("ru", "Пришли двенадцать тысяч человек.", "crowd", 12_000),
        ("ru", "Погибли двадцать шесть горняков.", "dead", 26),
        ("uk", "Звітує про дев'ятьох поранених.", "injured", 9),
        ("de", "Zwei Zentner Honig lagen im Keller.", "kg", 100),
        ("es", "Ardieron 40 hectáreas de pinar.", "m2", 400_000),
        ("fr", "Aucun marin n'est mort dans le raid.", "dead", 0),
        ("ru", "При обстреле никто не погиб.", "dead", 0),
        ("uk", "Знайшли три тонни солі.", "kg", 3000),
        ("fr", "Le nombre de platanes est estimé à 410.", "", 410),
    ],
)
def test_numbers_are_read_with_what_they_count(lang: str, text: str, unit: str, value: float) -> None:
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    (place,) = read_light(vocabulary, article_of(text, lang), 0).places
    (found,) = quantities(place)
    assert (found.unit, round((found.low + found.high) / 2)) == (unit, value)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Sie kam am 9. Mai 2023 um 12:41 Uhr."),
        ("de", "Unter ihnen waren sechs Kinder."),
        ("fr", "Le garçon de 17-ans est venu trois fois."),
        ("ru", "Среди них двое детей."),
        ("de", "Sechs davon waren Kinder."),
        ("es", "Once de ellos eran niños."),
        ("fr", "C'est écrit à l'article 31."),
        ("uk", "Про це йдеться в пункті 14."),
        ("de", "Niemand hat ihn gesehen."),
    ],
)
def test_dates_ages_and_parts_are_no_counts(lang: str, text: str) -> None:
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    (place,) = read_light(vocabulary, article_of(text, lang), 0).places
    assert not list(quantities(place))
