"""Two accounts of one event, the second announced: "the ministry tells it differently"."""

from __future__ import annotations

import pytest

from tests.builders.stories import disputes_in

# (language, text): first an account, then something else, then a sentence that announces another one.
ANNOUNCED = {
    "de-next": (
        "de",
        (
            "Der Wachmann habe grundlos das Tor geschlossen, sagte die Pförtnerin Jule Brandis am Montag. Der Hof ist "
            "seit 1960 verpachtet. Bei der Hafenmeisterei klingt das anders. Ein Sturm habe das Tor zugedrückt, sagte "
            "Hafenmeister Olaf Thiel."
        ),
    ),
    "de-colon": (
        "de",
        (
            "Der Wachmann habe grundlos das Tor geschlossen, sagte die Pförtnerin Jule Brandis am Montag. Der Hof ist "
            "seit 1960 verpachtet. Hafenmeister Olaf Thiel schildert es anders: Ein Sturm habe das Tor zugedrückt."
        ),
    ),
    "es": (
        "es",
        (
            "La portera Julia Brandes afirmó que el guarda cerró la verja sin motivo. El patio es de 1960. "
            "En la capitanía lo cuentan de otra manera. «El viento empujó la verja», explicó el capitán Óscar Tiel."
        ),
    ),
    "fr": (
        "fr",
        (
            "La gardienne Julie Brandes affirme que le vigile a fermé la grille sans raison. La cour date de 1960. "
            "La capitainerie donne une tout autre version. La tempête a poussé la grille, explique le capitaine "
            "Olivier Thiel."
        ),
    ),
    "ru": (
        "ru",
        (
            "Вахтёрша Юлия Брандис рассказала, что сторож запер ворота без причины. Двор сдают с 1960 года. "
            "В порту случившееся описывают иначе. «Ворота захлопнула буря», — пояснил капитан Олег Тихий."
        ),
    ),
    "uk": (
        "uk",
        (
            "Вахтерка Юлія Брандис розповіла, що сторож замкнув браму без причини. Двір здають із 1960 року. "
            "У порту подію описують інакше. «Браму зачинила буря», — пояснив капітан Олег Тихий."
        ),
    ),
}
TOLD_SO = {
    "de": "Hafenmeister Olaf Thiel schildert es so: Ein Sturm habe das Tor zugedrückt.",
    "es": "El capitán Óscar Tiel lo cuenta así: el viento empujó la verja.",
    "fr": "Le capitaine Olivier Thiel raconte les choses ainsi : la tempête a poussé la grille.",
    "ru": "Капитан Олег Тихий рассказывает так: тяжёлые ворота захлопнула сильная буря.",
    "uk": "Капітан Олег Тихий розповідає так: важку браму зачинила сильна буря.",
}
NEITHER_OPPOSES = {
    "de": "Die Wehr habe den Deich gehalten, sagte die Pförtnerin Jule Brandis. Der Ton klingt heute anders als "
    "früher. Man sei stolz auf die Leute, sagte Hafenmeister Olaf Thiel.",
    "es": "La portera Julia Brandes afirmó que el dique aguantó. En el pueblo no se habla de otra cosa. "
    "«Estamos orgullosos», explicó el capitán Óscar Tiel.",
    "fr": "La gardienne Julie Brandes affirme que la digue a tenu. La fête aura lieu un autre jour. "
    "« Nous sommes fiers », explique le capitaine Olivier Thiel.",
    "ru": "Вахтёрша Юлия Брандис рассказала, что дамба выдержала. Теперь здесь всё иначе, чем раньше. "
    "«Мы гордимся», — пояснил капитан Олег Тихий.",
    "uk": "Вахтерка Юлія Брандис розповіла, що дамба витримала. Тепер тут усе інакше, ніж раніше. "
    "«Ми пишаємося», — пояснив капітан Олег Тихий.",
}


@pytest.mark.parametrize("case", ANNOUNCED)
def test_what_is_announced_as_another_account_answers_the_first(case: str) -> None:
    lang, text = ANNOUNCED[case]
    (found,) = disputes_in(text, lang)
    assert found.claim.start == 0
    first, second = (name.split()[-1] for name in (found.claimant or "", found.responder or ""))
    assert first in {"Brandis", "Brandes", "Брандис"}
    assert second in {"Thiel", "Tiel", "Тихий"}
    assert text.index("1960") < found.response.start


@pytest.mark.parametrize("lang", TOLD_SO)
def test_an_account_that_begins_with_so_answers_the_first(lang: str) -> None:
    first = ANNOUNCED["de-next" if lang == "de" else lang][1].split(". ")[0]
    (found,) = disputes_in(f"{first}. {TOLD_SO[lang]}", lang)
    assert (found.responder or "").split()[-1] in {"Thiel", "Tiel", "Тихий"}


def test_a_name_alone_after_a_preposition_tells_whose_account_it_is() -> None:
    text = (
        "Вахтёрша Юлия Брандис рассказала, что сторож Олег Тихонов запер ворота без причины. "
        "У Тихонова рассказ свой: тяжёлые ворота захлопнула сильная буря."
    )
    (found,) = disputes_in(text, "ru")
    assert found.responder == "Олег Тихонов"


@pytest.mark.parametrize("lang", NEITHER_OPPOSES)
def test_what_only_sounds_like_another_account_is_no_dispute(lang: str) -> None:
    assert disputes_in(NEITHER_OPPOSES[lang], lang) == []


def test_a_quotation_that_speaks_of_another_account_announces_none() -> None:
    lang, text = ANNOUNCED["de-next"]
    quoted = text.replace("Bei der Hafenmeisterei klingt das anders.", "Ein Schild sagt: „Hier klingt alles anders.“")
    assert disputes_in(quoted, lang) == []


def test_what_is_promised_is_told_otherwise_by_nobody() -> None:
    lang, text = ANNOUNCED["de-next"]
    promised = text.replace(
        "Der Wachmann habe grundlos das Tor geschlossen, sagte", "Ein neues Tor bis zum Herbst versprach"
    )
    assert disputes_in(promised, lang) == []
