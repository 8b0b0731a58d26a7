"""Two voices that oppose one another where no word says so: only where several signs meet."""

from __future__ import annotations

import pytest

from tests.builders.stories import disputes_in

# (language, title that says accounts differ, text)
TITLED = {
    "de": (
        "Zwei Versionen eines Brandes",
        (
            "Der Schuppen sei gegen neun in Flammen aufgegangen, sagte die Nachbarin Jule Brandis. "
            "Der Hof ist verpachtet. Im Schuppen habe um neun kein Licht gebrannt, sagte der Pächter Olaf Thiel."
        ),
    ),
    "es": (
        "Versiones contradictorias de un incendio",
        (
            "La vecina Julia Brandes afirmó que el cobertizo ardió a las nueve. El patio está alquilado. "
            "«A las nueve no había fuego en el cobertizo», declaró el inquilino Óscar Tiel."
        ),
    ),
    "fr": (
        "Un incendie, deux récits",
        (
            "La voisine Julie Brandes affirme que le hangar a brûlé à neuf heures. La cour est louée. "
            "« À neuf heures, rien ne brûlait dans le hangar », raconte le locataire Olivier Thiel."
        ),
    ),
    "ru": (
        "Две версии одного пожара",
        (
            "Соседка Юлия Брандис рассказала, что сарай загорелся в девять. Двор сдают. "
            "«В девять сарай не горел», — пояснил арендатор Олег Тихий."
        ),
    ),
    "uk": (
        "Дві версії однієї пожежі",
        (
            "Сусідка Юлія Брандис розповіла, що сарай загорівся о дев'ятій. Двір здають. "
            "«О дев'ятій сарай не горів», — пояснив орендар Олег Тихий."
        ),
    ),
}


@pytest.mark.parametrize("lang", TITLED)
def test_a_title_that_says_accounts_differ_finds_the_two(lang: str) -> None:
    title, text = TITLED[lang]
    (found,) = disputes_in(text, lang, title)
    assert found.claim.start == 0
    assert found.response.start > found.claim.end
    assert (found.claimant or "").split()[-1] in {"Brandis", "Brandes", "Брандис"}


@pytest.mark.parametrize("lang", TITLED)
def test_two_who_speak_of_one_matter_oppose_nothing_by_that(lang: str) -> None:
    _, text = TITLED[lang]
    agreeing = text
    for negation in ("kein ", "no ", "rien ne ", "не "):
        agreeing = agreeing.replace(negation, "")
    assert disputes_in(agreeing, lang) == []


@pytest.mark.parametrize("lang", TITLED)
def test_one_voice_opposes_nobody(lang: str) -> None:
    title, text = TITLED[lang]
    for other, name in (
        ("Olaf Thiel", "Jule Brandis"),
        ("Óscar Tiel", "Julia Brandes"),
        ("Olivier Thiel", "Julie Brandes"),
    ):
        text = text.replace(other, name)
    text = text.replace("пояснил арендатор Олег Тихий", "пояснила Юлия Брандис")
    text = text.replace("пояснив орендар Олег Тихий", "пояснила Юлія Брандис")
    assert disputes_in(text, lang, title) == []


def test_plans_that_differ_are_no_two_accounts() -> None:
    text = (
        "Der Plan für den Schuppen sei gut, sagte die Nachbarin Jule Brandis. Der Hof ist verpachtet. "
        "Einen solchen Plan brauche niemand, sagte der Pächter Olaf Thiel."
    )
    assert disputes_in(text, "de") == []


# Who only says that they say nothing.
SILENT = {
    "de": "Die Nachbarin Jule Brandis wirft dem Pächter vor, den Schuppen angezündet zu haben. "
    "Der Pächter Olaf Thiel antwortete auf Fragen nicht.",
    "es": "La vecina Julia Brandes acusó al inquilino de haber quemado el cobertizo. "
    "El inquilino Óscar Tiel no respondió a las preguntas.",
    "fr": "La voisine Julie Brandes accuse le locataire d'avoir brûlé le hangar. "
    "Le locataire Olivier Thiel n'a pas répondu aux questions.",
    "ru": "Соседка Юлия Брандис обвинила арендатора в том, что он поджёг сарай. "
    "Арендатор Олег Тихий на вопросы не ответил.",
    "uk": "Сусідка Юлія Брандис звинуватила орендаря в тому, що він підпалив сарай. "
    "Орендар Олег Тихий на запитання не відповів.",
}


@pytest.mark.parametrize("lang", SILENT)
def test_who_does_not_answer_answers_nothing(lang: str) -> None:
    assert disputes_in(SILENT[lang], lang) == []


# After an accusation of the tenant: a negation about what is told or what is to come, and not about the deed.
BESIDE_THE_DEED = {
    "de": (
        "Einzelheiten nenne er nicht, sagte der Pächter Olaf Thiel.",
        "Er habe nichts angezündet, sagte der Pächter Olaf Thiel.",
    ),
    "es": ("El inquilino Óscar Tiel dijo que no daría detalles.", "El inquilino Óscar Tiel dijo que no quemó nada."),
    "fr": (
        "Le locataire Olivier Thiel a dit qu'il ne partirait pas et ne souhaitait pas commenter.",
        "Le locataire Olivier Thiel a dit qu'il n'avait rien brûlé.",
    ),
    "ru": (
        "Арендатор Олег Тихий сказал, что двор никто не будет закрывать.",
        "Арендатор Олег Тихий сказал, что ничего не поджигал.",
    ),
    "uk": (
        "Орендар Олег Тихий сказав, що двір ніхто не буде зачиняти.",
        "Орендар Олег Тихий сказав, що нічого не підпалював.",
    ),
}


@pytest.mark.parametrize("lang", BESIDE_THE_DEED)
def test_a_negation_about_what_is_told_or_to_come_answers_no_accusation(lang: str) -> None:
    beside, denial = BESIDE_THE_DEED[lang]
    accusation = SILENT[lang].split(". ")[0] + ". "
    assert disputes_in(accusation + beside, lang) == []
    assert len(disputes_in(accusation + denial, lang)) == 1


# Between the two accounts somebody speaks who takes no side.
ONLOOKERS = {
    "de": "Die Feuerwehr teilte mit, der Schuppen sei um neun nicht mehr zu retten gewesen. ",
    "es": "Los bomberos dijeron que a las nueve el cobertizo no se podía salvar. ",
    "fr": "Les pompiers ont dit qu'à neuf heures le hangar ne pouvait plus être sauvé. ",
    "ru": "Пожарные сообщили, что в девять сарай уже не спасти. ",
    "uk": "Пожежники повідомили, що о дев'ятій сарай уже не врятувати. ",
}


@pytest.mark.parametrize("lang", ONLOOKERS)
def test_who_only_looks_on_gives_no_second_account(lang: str) -> None:
    title, text = TITLED[lang]
    first, rest = text.split(". ", 1)
    (found,) = disputes_in(f"{first}. {ONLOOKERS[lang]}{rest}", lang, title)
    assert (found.responder or "").split()[-1] in {"Thiel", "Tiel", "Тихий"}


def test_the_spokesman_of_the_first_side_gives_no_second_account() -> None:
    title = "Versiones contradictorias de un incendio"
    text = (
        "La cooperativa afirmó que el cobertizo ardió a las nueve. Su portavoz, Luis Brandes, dijo que el "
        "cobertizo ardió entero a las nueve. El patio está alquilado. «A las nueve no había fuego en el cobertizo», "
        "declaró el inquilino Óscar Tiel."
    )
    (found,) = disputes_in(text, "es", title)
    assert (found.claimant, found.responder) == ("cooperativa", "Óscar Tiel")


def test_a_word_that_somebody_is_quoted_with_answers_no_accusation() -> None:
    text = (
        "La vecina Julia Brandes acusó a la cooperativa de haber quemado el cobertizo. La cooperativa habló de un día "
        "«muy triste»."
    )
    assert disputes_in(text, "es") == []


def test_authorities_in_a_lead_give_no_account_where_two_others_do() -> None:
    text = (
        "Zwei Matrosen werden noch gesucht, teilte die Präfektur am Montag mit. Das Wetter ist gut. "
        "Die Fähre habe ihm den Weg abgeschnitten, sagte Fischer Uwe Lorch. Man ermittelt. "
        "Der Kutter sei ohne Licht gefahren, sagte Kapitänin Rita Pohl."
    )
    (found,) = disputes_in(text, "de", "Zwei Versionen eines Untergangs")
    assert ((found.claimant or "").split()[-1], (found.responder or "").split()[-1]) == ("Lorch", "Pohl")


def test_nobody_gives_no_account() -> None:
    text = (
        "Le capitaine Luc Aubin affirme que le bateau a heurté un tronc. La plage est fermée. "
        "Parmi les survivants, personne ne parle de tronc. « On était trop nombreux, il n'y avait pas de tronc », "
        "témoigne Rita Paulin."
    )
    (found,) = disputes_in(text, "fr", "Un naufrage, deux récits")
    assert (found.responder or "").split()[-1] == "Paulin"
