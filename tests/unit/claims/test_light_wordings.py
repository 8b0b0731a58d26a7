"""Wordings of denial in other languages than English: each answers the accusation before it, and nothing else."""

from __future__ import annotations

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.claims.light.speech.statements import read_light
from bot.domain.claim import ClaimText
from tests.unit.claims.test_light_answers import ACCUSED

DENIALS = {
    "de": [
        "Kurt Rasch wies das weit von sich.",
        "Kurt Rasch verwies die Geschichte ins Reich der Fabel.",
        "Kurt Rasch will davon nichts gewusst haben.",
        "„So ein Blödsinn“, sagte Kurt Rasch.",
        "„Dem ist mitnichten so“, sagte Kurt Rasch.",
        "„Nichts von alledem ist wahr“, sagte Kurt Rasch.",
        "„Mitnichten“, sagte Kurt Rasch.",
        "Kurt Rasch sprach von einem Hirngespinst.",
        "Kurt Rasch nannte die Behauptung hanebüchen.",
        "„Das ist nie passiert“, sagte Kurt Rasch.",
    ],
    "es": [
        "Curro Rasero negó la mayor.",
        "Curro Rasero tachó la denuncia de infundio.",
        "«Nada de eso ocurrió», dijo Curro Rasero.",
        "«Eso es una soberana tontería», dijo Curro Rasero.",
        "«De ninguna manera», dijo Curro Rasero.",
        "«No fue así», dijo Curro Rasero.",
        "Curro Rasero puso en cuestión la acusación.",
        "«Se lo inventó todo», dijo Curro Rasero.",
        "Curro Rasero desmintió la información.",
    ],
    "fr": [
        "Curt Raschel a démenti en bloc.",
        "« C'est du grand n'importe quoi », a dit Curt Raschel.",
        "« Rien de tout cela ne s'est passé », a dit Curt Raschel.",
        "« Pas du tout », a dit Curt Raschel.",
        "Curt Raschel tombe des nues.",
        "Curt Raschel a qualifié l'accusation de canular.",
        "« Cela ne s'est jamais produit », a dit Curt Raschel.",
        "Curt Raschel s'inscrit en faux contre ces accusations.",
    ],
    "ru": [
        "Кузьма Рашев отмахнулся от обвинений.",
        "«Этого и близко не было», — сказал Кузьма Рашев.",
        "«Это чепуха», — сказал Кузьма Рашев.",
        "«Обвинения притянуты за уши», — сказал Кузьма Рашев.",
        "«Ничего подобного», — сказал Кузьма Рашев.",
        "Кузьма Рашев назвал обвинение вздором.",
        "«Она лжёт», — сказал Кузьма Рашев.",
        "«Отношения к этому я не имею», — сказал Кузьма Рашев.",
    ],
    "uk": [
        "Кузьма Рашів відмахнувся від звинувачень.",
        "«Цього і близько не було», — сказав Кузьма Рашів.",
        "«Це нісенітниця», — сказав Кузьма Рашів.",
        "«Звинувачення притягнуті за вуха», — сказав Кузьма Рашів.",
        "«Нічого подібного», — сказав Кузьма Рашів.",
        "Кузьма Рашів назвав звинувачення побрехеньками.",
        "«Вона бреше», — сказав Кузьма Рашів.",
        "«Стосунку до цього я не маю», — сказав Кузьма Рашів.",
    ],
}
WORDINGS = [(lang, wording) for lang, wordings in DENIALS.items() for wording in wordings]
SILENCE = {
    "de": "Kurt Rasch war am Montag nicht zu erreichen.",
    "es": "Curro Rasero no contestó el lunes a las llamadas.",
    "fr": "Curt Raschel était injoignable lundi.",
    "ru": "Кузьма Рашев в понедельник не ответил на звонки.",
    "uk": "Кузьма Рашів у понеділок не відповів на дзвінки.",
}


@pytest.mark.parametrize(("lang", "wording"), WORDINGS)
def test_a_wording_of_denial_answers_the_accusation(lang: str, wording: str) -> None:
    text = f"{ACCUSED[lang]} {wording}"
    found = analyse_story([ClaimText(article="a", text=text, lang=lang)]).disputes
    assert [(one.claim.start, text[one.response.start : one.response.end][:12]) for one in found] == [(0, wording[:12])]


@pytest.mark.parametrize("lang", SILENCE)
def test_who_cannot_be_reached_denies_nothing(lang: str) -> None:
    text = f"{ACCUSED[lang]} {SILENCE[lang]}"
    assert not analyse_story([ClaimText(article="a", text=text, lang=lang)]).disputes


BEYOND = {
    "de": ["„Daran gibt es keinen Zweifel“, sagte Kurt Rasch.", "„So voll war der Bach noch nie“, sagte Kurt Rasch."],
    "es": ["«No hay ninguna duda», dijo Curro Rasero.", "«Nunca tuvimos tanta gente», dijo Curro Rasero."],
    "fr": [
        "« Il n'y a aucun doute », a dit Curt Raschel.",
        "« Il n'y a jamais eu autant de monde, jamais autant », a dit Curt Raschel.",
    ],
    "ru": [
        "«Сомнений у нас нет», — сказал Кузьма Рашев.",
        "«Столько гостей у нас никогда не было», — сказал Кузьма Рашев.",
    ],
    "uk": [
        "«Сумнівів у нас немає», — сказав Кузьма Рашів.",
        "«Стільки гостей у нас ніколи не було», — сказав Кузьма Рашів.",
    ],
}


@pytest.mark.parametrize(("lang", "wording"), [(lang, told) for lang, both in BEYOND.items() for told in both])
def test_having_no_doubt_or_never_so_much_denies_nothing(lang: str, wording: str) -> None:
    assert not analyse_story([ClaimText(article="a", text=f"{ACCUSED[lang]} {wording}", lang=lang)]).disputes


def test_what_is_not_contradicted_outright_is_not_denied() -> None:
    text = f"{ACCUSED['de']} Kurt Rasch widersprach dem Vorwurf, er sei schuld, nicht ausdrücklich."
    assert not analyse_story([ClaimText(article="a", text=text, lang="de")]).disputes


def test_a_clause_that_opens_a_sentence_is_what_is_contested() -> None:
    text = f"{ACCUSED['fr']} Que quiconque ait déversé de l'huile, Curt Raschel le conteste."
    (found,) = analyse_story([ClaimText(article="a", text=text, lang="fr")]).disputes
    assert found.claim.start == 0


UNTRUE = {
    "de": (
        "„An dieser Erzählung ist kein Wort wahr“, sagte Kurt Rasch.",
        "„Das stimmt hinten und vorne nicht“, sagte Kurt Rasch.",
        "„Dieses Fass gab es nie“, sagte Kurt Rasch.",
    ),
    "es": (
        "«Ese bidón nunca existió», dijo Curro Rasero.",
        "«En esa historia no hay ni una palabra de verdad», dijo Curro Rasero.",
    ),
    "fr": (
        "« Ce bidon n'a jamais existé », a dit Curt Raschel.",
        "« Il n'y a pas une once de vérité là-dedans », a dit Curt Raschel.",
    ),
    "ru": (
        "«Такой бочки просто не существует», — сказал Кузьма Рашев.",
        "«Тут ни капли правды», — сказал Кузьма Рашев.",
    ),
    "uk": (
        "«Такої бочки просто не існує», — сказав Кузьма Рашів.",
        "«Тут ні краплі правди», — сказав Кузьма Рашів.",
    ),
}
STILL_TRUE = {
    "de": ("„Das stimmt uns nicht ab“, sagte Kurt Rasch.", "„Dieses Fass gibt es nicht mehr“, sagte Kurt Rasch."),
    "es": ("«Ese bidón no existe más», dijo Curro Rasero.",),
    "fr": ("« Ce bidon n'existe plus », a dit Curt Raschel.",),
}


@pytest.mark.parametrize(("lang", "wording"), [(lang, one) for lang, many in UNTRUE.items() for one in many])
def test_an_account_without_a_true_word_or_a_thing_that_never_was_is_denied(lang: str, wording: str) -> None:
    (found,) = analyse_story([ClaimText(article="a", text=f"{ACCUSED[lang]} {wording}", lang=lang)]).disputes
    assert found.rule == "false.predicate"


@pytest.mark.parametrize(("lang", "wording"), [(lang, one) for lang, many in STILL_TRUE.items() for one in many])
def test_what_is_no_more_was_there(lang: str, wording: str) -> None:
    disputes = analyse_story([ClaimText(article="a", text=f"{ACCUSED[lang]} {wording}", lang=lang)]).disputes
    assert "false.predicate" not in {found.rule for found in disputes}


GOES_ROUND = {
    "de": "Ein Foto macht im Netz die Runde. Es zeige das Freibad von Holm, schreibt Blogger Kurt Rasch.",
    "es": "Una foto se ha hecho viral. Muestra la piscina de Holm, escribió el bloguero Curro Rasero.",
    "fr": "Une photo devient virale. Elle montre la piscine de Holm, écrit le blogueur Curt Raschel.",
    "ru": "Снимок разошёлся по соцсетям. На нём бассейн в Холме, написал блогер Кузьма Рашев.",
    "uk": "Світлина розлетілася соцмережами. На ній басейн у Холмі, написав блогер Кузьма Рашів.",
}
OF_ANOTHER_YEAR = {
    "de": "Das Foto entstand im Mai 2016 in einer anderen Stadt.",
    "es": "La foto se tomó en mayo de 2016 en otra ciudad.",
    "fr": "La photo date de mai 2016 et vient d'une autre ville.",
    "ru": "Этот снимок сделан в мае 2016 года в другом городе.",
    "uk": "Цю світлину зроблено у травні 2016 року в іншому місті.",
}
NOT_ROUND = {
    "de": "Ein Foto hängt im Rathaus. Es zeige das Freibad von Holm, schreibt Blogger Kurt Rasch.",
    "es": "Una foto cuelga en la alcaldía. Muestra la piscina de Holm, escribió el bloguero Curro Rasero.",
    "fr": "Une photo orne la mairie. Elle montre la piscine de Holm, écrit le blogueur Curt Raschel.",
    "ru": "Снимок висит в ратуше. На нём бассейн в Холме, написал блогер Кузьма Рашев.",
    "uk": "Світлина висить у ратуші. На ній басейн у Холмі, написав блогер Кузьма Рашів.",
}


@pytest.mark.parametrize("lang", GOES_ROUND)
def test_a_picture_that_goes_round_is_told_to_be_of_another_year(lang: str) -> None:
    (found,) = analyse_story(
        [ClaimText(article="a", text=f"{GOES_ROUND[lang]} {OF_ANOTHER_YEAR[lang]}", source="Echo", lang=lang)]
    ).disputes
    assert (found.rule, found.responder) == ("own.false", "Echo")


@pytest.mark.parametrize("lang", NOT_ROUND)
def test_when_a_picture_was_taken_that_hangs_somewhere_contradicts_nobody(lang: str) -> None:
    text = f"{NOT_ROUND[lang]} {OF_ANOTHER_YEAR[lang]}"
    assert not analyse_story([ClaimText(article="a", text=text, source="Echo", lang=lang)]).disputes


ANOTHER_PICTURE = {
    "de": "Die Statistik des Kreises ergibt ein ganz anderes Bild.",
    "es": "Los datos de la comarca dibujan un panorama muy distinto.",
    "fr": "Les registres du canton racontent une tout autre histoire.",
    "ru": "Данные архива рисуют совсем другую картину.",
    "uk": "Дані архіву малюють зовсім іншу картину.",
}


@pytest.mark.parametrize("lang", ANOTHER_PICTURE)
def test_records_that_tell_another_story_speak_against_what_was_said(lang: str) -> None:
    text = f"{ACCUSED[lang].split('. ')[0]}. {ANOTHER_PICTURE[lang]}"
    (found,) = analyse_story([ClaimText(article="a", text=text, source="Echo", lang=lang)]).disputes
    assert found.rule == "own.false"


CLAUSE_FIRST = {
    "de": (
        "Dass Wärter einen Gefangenen geschlagen hätten, trifft nach Angaben von Sprecher Kurt Rasch nicht zu.",
        "„Zwei haben mich festgehalten und geschlagen“, erzählt Ole Lind.",
    ),
    "es": (
        "Que los guardias golpearan a un preso, según el portavoz Curro Rasero, no es cierto.",
        "«Dos me sujetaron y me golpearon», cuenta Olegario Linde.",
    ),
    "fr": (
        "Que des gardiens aient frappé un détenu, selon le porte-parole Curt Raschel, est faux.",
        "« Deux m'ont tenu et m'ont frappé », raconte Olivier Lindet.",
    ),
    "ru": (
        "То, что охранники избили заключённого, не соответствует действительности, заявил Кузьма Рашев.",
        "«Двое держали меня и избили», — рассказывает Олег Линдин.",
    ),
}


@pytest.mark.parametrize("lang", CLAUSE_FIRST)
def test_a_clause_called_untrue_first_answers_who_tells_the_misdeed_next(lang: str) -> None:
    denial, claim = CLAUSE_FIRST[lang]
    text = f"{denial} {claim}"
    (found,) = analyse_story([ClaimText(article="a", text=text, lang=lang)]).disputes
    assert (found.claim.start, found.response.start) == (text.index(claim), 0)


def test_a_sentence_of_a_court_is_no_verb_and_a_chain_had_maintained_something() -> None:
    vocabulary = load_vocabulary("es")
    assert vocabulary is not None
    text = "La cadena había mantenido que había un socorrista. La sentencia da por probado que no hubo vigilante."
    reading = read_light(vocabulary, ClaimText(article="a", text=text, lang="es"), 0)
    assert [said.speaker for said in reading.said] == ["cadena"]
