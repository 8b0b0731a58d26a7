"""What is taken back: by the outlet that reported it, by the speaker who said it, by the body that made it known."""

from __future__ import annotations

import pytest

from tests.builders.stories import disputes_in

# (language, title, text): the outlet tells what it had reported, that it was wrong, and apologises.
OUTLETS = {
    "de": (
        "In eigener Sache",
        (
            "Der Deich beschäftigt viele Leser. Wir schrieben am Montag, der Deich sei gebrochen. Das Hafenamt erhielt "
            "sechzig Anrufe. Diese Angabe war falsch. Wir bitten um Entschuldigung."
        ),
    ),
    "es": (
        "Fe de errores",
        (
            "El dique preocupa a los lectores. El lunes, este diario publicó que el dique se había roto. La capitanía "
            "recibió sesenta llamadas. La información era errónea. Pedimos disculpas."
        ),
    ),
    "fr": (
        "Rectificatif",
        (
            "La digue inquiète les lecteurs. Lundi, nous écrivions que la digue avait cédé. La capitainerie a reçu "
            "soixante appels. Cette information était fausse. Nous présentons nos excuses."
        ),
    ),
    "ru": (
        "Мы ошиблись",
        (
            "Дамба волнует читателей. В понедельник мы сообщили, что дамба прорвана. В порт позвонили шестьдесят раз. "
            "Это неверно. Приносим извинения."
        ),
    ),
    "uk": (
        "До наших читачів",
        (
            "Дамба хвилює читачів. У понеділок ми повідомили, що дамбу прорвало. До порту подзвонили шістдесят разів. "
            "Це була неправда. Перепрошуємо."
        ),
    ),
}
SPEAKERS = {
    "de": "Die Stadträtin Jule Brandis sagte am Montag, der Hafenmeister besitze zwei Boote. Der Hof ist verpachtet. "
    "„Ich habe mich geirrt und zwei Namen verwechselt“, sagte Brandis am Freitag.",
    "es": "La concejala Julia Brandes dijo el lunes que el capitán tenía dos barcos. El patio está alquilado. "
    "«Me equivoqué y confundí dos nombres», dijo Brandes el viernes.",
    "fr": "La conseillère Julie Brandes a dit lundi que le capitaine possédait deux bateaux. La cour est louée. "
    "« Je me suis trompée de nom », a dit Brandes vendredi.",
    "ru": "Депутат Юлия Брандис сказала в понедельник, что у капитана два катера. Двор сдают. "
    "«Я ошиблась и спутала фамилии», — сказала Брандис в пятницу.",
    "uk": "Депутатка Юлія Брандис сказала в понеділок, що капітан має два катери. Двір здають. "
    "«Я помилилася і сплутала прізвища», — сказала Брандис у п'ятницю.",
}


@pytest.mark.parametrize("lang", OUTLETS)
def test_an_outlet_takes_back_what_it_reported(lang: str) -> None:
    title, text = OUTLETS[lang]
    (found,) = disputes_in(text, lang, title)
    second, fourth = (text.index(text.split(". ")[at]) for at in (1, 3))
    assert (found.claim.start, found.response.start) == (second, fourth)
    assert (found.claimant, found.responder) == ("Gazette", "Gazette")


@pytest.mark.parametrize("lang", OUTLETS)
def test_the_errors_of_others_are_no_corrections_of_the_outlet(lang: str) -> None:
    _, text = OUTLETS[lang]
    without_apology = ". ".join(text.split(". ")[:-1]) + "."
    assert "correction.noted" not in {found.rule for found in disputes_in(without_apology, lang)}


@pytest.mark.parametrize("lang", SPEAKERS)
def test_a_speaker_takes_back_what_they_said(lang: str) -> None:
    (found,) = disputes_in(SPEAKERS[lang], lang)
    assert found.claim.start == 0
    assert (found.claimant or "").split()[-1] == (found.responder or "").split()[-1]


@pytest.mark.parametrize("lang", SPEAKERS)
def test_an_error_without_a_claim_takes_nothing_back(lang: str) -> None:
    without_claim = ". ".join(SPEAKERS[lang].split(". ")[1:])
    assert disputes_in(without_claim, lang) == []


# Who admits and asks to be forgiven, without a word for the error.
ADMITTED = {
    "de": "Die Stadträtin Jule Brandis sagte am Montag, der Hafenmeister besitze zwei Boote. Der Hof ist verpachtet. "
    "„Es war nur ein Boot, das tut mir leid“, räumte Brandis am Freitag ein.",
    "es": "La concejala Julia Brandes dijo el lunes que el capitán tenía dos barcos. El patio está alquilado. "
    "«Era un solo barco y pido perdón», reconoció Brandes el viernes.",
    "fr": "La conseillère Julie Brandes a dit lundi que le capitaine possédait deux bateaux. La cour est louée. "
    "« Il n'en possède qu'un, je vous prie de m'en excuser », a reconnu Brandes vendredi.",
    "ru": "Депутат Юлия Брандис сказала в понедельник, что у капитана два катера. Двор сдают. "
    "«Катер всего один, прошу прощения», — признала Брандис в пятницу.",
    "uk": "Депутатка Юлія Брандис сказала в понеділок, що капітан має два катери. Двір здають. "
    "«Катер лише один, прошу вибачення», — визнала Брандис у п'ятницю.",
}


@pytest.mark.parametrize("lang", ADMITTED)
def test_who_admits_and_asks_to_be_forgiven_takes_back(lang: str) -> None:
    (found,) = disputes_in(ADMITTED[lang], lang)
    assert (found.claim.start, found.rule) == (0, "correction.noted")


def test_who_only_asks_to_be_forgiven_takes_nothing_back() -> None:
    asked = ADMITTED["de"].replace("räumte Brandis am Freitag ein", "sagte Brandis am Freitag")
    assert disputes_in(asked.replace("Es war nur ein Boot, das", "Der Lärm im Hof, das"), "de") == []


def test_a_body_takes_back_by_we_what_it_made_known() -> None:
    text = (
        "La compañía aseguraba el lunes que el dique aguantaría. El patio está alquilado. "
        "«Lo que dijimos el lunes no era exacto», rectifica la directora Julia Brandes."
    )
    (found,) = disputes_in(text, "es")
    assert (found.claimant, found.responder) == ("compañía", "Julia Brandes")
    assert disputes_in(text.replace("La compañía", "El alcalde Luis Tiel"), "es") == []


# The error opens its sentence with a capital, and only an office tells who made the claim.
OFFICES = {
    "es": "La diputada Julia Brandes llegó tarde. El lunes, la parlamentaria había dicho que él vendió dos barcos. "
    "«Me precipité con los barcos», reconoció Brandes.",
    "fr": "La députée Julie Brandes est arrivée tard. Lundi, la parlementaire avait affirmé que le capitaine vendait "
    "deux bateaux. « Mon erreur porte sur les bateaux », a reconnu Brandes.",
}


@pytest.mark.parametrize("lang", OFFICES)
def test_who_takes_back_what_an_office_said_made_the_claim(lang: str) -> None:
    assert [found.rule for found in disputes_in(OFFICES[lang], lang)] == ["correction.noted"]


def test_a_person_does_not_take_back_what_another_person_said() -> None:
    text = (
        "La diputada Julia Brandes llegó tarde. El lunes, Pedro Lurán había dicho que él vendió dos barcos. "
        "«Me precipité con los barcos», reconoció Brandes."
    )
    assert disputes_in(text, "es") == []


def test_an_apology_after_an_error_adds_to_it() -> None:
    text = (
        "Senator Jens Korb sagte am Montag, das Heim habe kein Dach. Zwei Tage später räumte der Senator ein, er habe "
        "sich vertan. „Das war mein Fehler“, sagte er."
    )
    assert [found.rule for found in disputes_in(text, "de")] == ["correction.noted"]
