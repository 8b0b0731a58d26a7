"""Two voices that explain one event differently, without a word of denial."""

from __future__ import annotations

import pytest

from tests.builders.stories import disputes_in

# each: language, title, text, who claims, who answers
CAUSES = [
    (
        "de",
        "Scheune niedergebrannt",
        (
            "Das Feuer geht nach Ansicht von Kreisbrandmeister Uwe Lorch auf einen Kurzschluss zurück. "
            "Der Schaden ist hoch. Jemand habe das Stroh angezündet, sagte dagegen Bäuerin Rita Pohl."
        ),
        "Lorch",
        "Pohl",
    ),
    (
        "es",
        "Un incendio arrasa un granero",
        (
            "El perito Luis Arana atribuyó el incendio a un cortocircuito. Los daños son cuantiosos. "
            "La dueña, Rita Pola, aseguró que alguien prendió la paja de forma intencionada."
        ),
        "Arana",
        "Pola",
    ),
    (
        "fr",
        "Une grange en flammes",
        (
            "L'expert Luc Aubin attribue l'incendie à un court-circuit. Les dégâts sont lourds. "
            "La propriétaire, Rita Paulin, affirme que c'est un pyromane qui a mis le feu à la paille."
        ),
        "Aubin",
        "Paulin",
    ),
    (
        "ru",
        "Сгорел амбар",
        (
            "Эксперт Лев Арапов считает причиной пожара замыкание. Ущерб велик. "
            "Хозяйка Рита Лось уверяет, что это поджог."
        ),
        "Арапов",
        "Лось",
    ),
    (
        "uk",
        "Згоріла комора",
        (
            "Експерт Лев Арапко вважає причиною пожежі замикання. Збитки великі. "
            "Господиня Рита Полева запевняє, що це підпал."
        ),
        "Арапко",
        "Полева",
    ),
]
PARTINGS = [
    (
        "de",
        "Trainerin verlässt den Klub",
        (
            "Die Trainerin habe auf eigenen Wunsch aufgehört, sagte Präsident Uwe Lorch. Die Saison läuft noch. "
            "„Man hat mich hinausgeworfen, weil ich die Kasse prüfen wollte“, sagte Rita Pohl."
        ),
        "Lorch",
        "Pohl",
    ),
    (
        "es",
        "La entrenadora deja el club",
        (
            "El presidente, Luis Arana, dijo que la entrenadora se marchó por motivos familiares. La liga sigue. "
            "«Me echaron porque denuncié las cuentas», contó Rita Pola."
        ),
        "Arana",
        "Pola",
    ),
    (
        "fr",
        "L'entraîneuse quitte le club",
        (
            "Le président, Luc Aubin, assure que l'entraîneuse est partie pour raisons familiales. La saison continue. "
            "« On m'a virée parce que j'avais dénoncé les comptes », raconte Rita Paulin."
        ),
        "Aubin",
        "Paulin",
    ),
    (
        "ru",
        "Тренер покинула клуб",
        (
            "Президент Лев Арапов заявил, что тренер ушла по семейным обстоятельствам. Сезон идёт. "
            "«Меня выгнали, потому что я пожаловалась на счета», — рассказала Рита Лось."
        ),
        "Арапов",
        "Лось",
    ),
    (
        "uk",
        "Тренерка покинула клуб",
        (
            "Президент Лев Арапко заявив, що тренерка пішла за власним бажанням через сімейні обставини. Сезон триває. "
            "«Мене вигнали, бо я поскаржилася на рахунки», — розповіла Рита Полева."
        ),
        "Арапко",
        "Полева",
    ),
]
ATTACKS = [
    (
        "de",
        "Schüsse an der Grenze",
        (
            "Soldaten hätten das Feuer auf das Boot eröffnet, sagte Ministerin Rita Pohl. Die Lage ist ruhig. "
            "Das Boot sei auf das Ufer zugefahren und man habe das Feuer nur erwidert, sagte General Uwe Lorch."
        ),
        "Pohl",
        "Lorch",
    ),
    (
        "ru",
        "Стрельба на границе",
        (
            "Министр Рита Лось заявила, что солдаты открыли огонь по лодке. Сейчас тихо. "
            "Генерал Лев Арапов рассказал, что лодка шла к берегу и солдаты лишь защищались от огня."
        ),
        "Лось",
        "Арапов",
    ),
]


@pytest.mark.parametrize(("lang", "title", "text", "claimant", "responder"), [*CAUSES, *PARTINGS, *ATTACKS])
def test_two_explanations_of_one_event_are_a_dispute(
    lang: str, title: str, text: str, claimant: str, responder: str
) -> None:
    (found,) = disputes_in(text, lang, title)
    assert ((found.claimant or "").split()[-1], (found.responder or "").split()[-1]) == (claimant, responder)
    assert found.rule == "counter.contrast"


@pytest.mark.parametrize(("lang", "title", "text", "claimant", "responder"), CAUSES)
def test_two_explanations_of_no_event_that_an_article_is_about_are_none(
    lang: str, title: str, text: str, claimant: str, responder: str
) -> None:
    assert claimant != responder
    opening = {
        "de": "Es war ein Montag. Es regnete nicht. Alle kamen. Niemand eilte. ",
        "es": "Era lunes. No llovía. Todos vinieron. Nadie tenía prisa. ",
        "fr": "C'était lundi. Il faisait beau. Tous sont venus. Personne ne courait. ",
        "ru": "Был понедельник. Было сухо. Все пришли. Никто не спешил. ",
        "uk": "Був понеділок. Було сухо. Усі прийшли. Ніхто не поспішав. ",
    }[lang]
    assert title
    assert disputes_in(opening + text, lang, "") == []


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "de",
            "Scheune niedergebrannt",
            (
                "Kreisbrandmeister Uwe Lorch führt das Feuer auf einen Kurzschluss zurück. Der Schaden ist hoch. "
                "Auch Bäuerin Rita Pohl sagte, ein Kabelbrand sei die Ursache."
            ),
        ),
        (
            "fr",
            "Une grange en flammes",
            (
                "L'expert Luc Aubin attribue l'incendie à un court-circuit. Les dégâts sont lourds. "
                "La propriétaire, Rita Paulin, explique aussi le feu par un câble usé."
            ),
        ),
        (
            "ru",
            "Сгорел амбар",
            (
                "Эксперт Лев Арапов считает причиной пожара замыкание. Ущерб велик. "
                "Хозяйка Рита Лось говорит, что проводка была старая."
            ),
        ),
    ],
)
def test_two_who_give_one_cause_have_no_dispute(lang: str, title: str, text: str) -> None:
    assert disputes_in(text, lang, title) == []


# each: language, title, text, who claims, who answers
OPPOSITES = [
    (
        "de",
        "Unfall an der Ampel",
        (
            "Die Frau sei bei Rot gefahren, sagte Fahrer Uwe Lorch. Die Straße war gesperrt. "
            "Die Ampel habe Grün gezeigt, erklärte Radfahrerin Rita Pohl."
        ),
        "Lorch",
        "Pohl",
    ),
    (
        "es",
        "Accidente en el cruce",
        (
            "El conductor Luis Arana aseguró que la moto pasó en rojo. La calle estuvo cortada. "
            "«Para mí estaba verde», contó la motorista Rita Pola."
        ),
        "Arana",
        "Pola",
    ),
    (
        "fr",
        "Accident au carrefour",
        (
            "Le chauffeur Luc Aubin affirme que le vélo est passé au rouge. La rue a été barrée. "
            "« C'était vert », raconte la cycliste Rita Paulin."
        ),
        "Aubin",
        "Paulin",
    ),
    (
        "uk",
        "Аварія на перехресті",
        (
            "Водій Лев Арапко каже, що велосипед їхав на червоне. Вулицю перекрили. "
            "«Горіло зелене», — розповіла Рита Лось."
        ),
        "Арапко",
        "Лось",
    ),
]


@pytest.mark.parametrize(("lang", "title", "text", "claimant", "responder"), OPPOSITES)
def test_who_tells_the_opposite_of_a_matter_disputes_it(
    lang: str, title: str, text: str, claimant: str, responder: str
) -> None:
    (found,) = disputes_in(text, lang, title)
    assert ((found.claimant or "").split()[-1], (found.responder or "").split()[-1]) == (claimant, responder)


def test_who_negates_the_opposite_agrees() -> None:
    title, text = OPPOSITES[0][1], OPPOSITES[0][2]
    assert disputes_in(text.replace("habe Grün gezeigt", "habe nicht Grün gezeigt"), "de", title) == []


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "fr",
            "Incendie rue Haute",
            (
                "Le coupable, pour Luc Aubin, a un nom : le four, dont la résistance était défectueuse. On déblaie. "
                "Une cigarette oubliée, voilà ce qui a mis le feu, répond la fabricante Rita Paulin."
            ),
        ),
        (
            "fr",
            "Incendie rue Haute",
            (
                "Luc Aubin n'en démord pas : le four a pris feu parce que la résistance était défectueuse. On déblaie. "
                "Une cigarette oubliée, voilà ce qui a mis le feu, répond la fabricante Rita Paulin."
            ),
        ),
        (
            "de",
            "Brand in der Hauptstraße",
            (
                "Mieter Uwe Lorch bleibt dabei: Der Ofen habe wegen eines defekten Kabels gebrannt. Man räumt auf. "
                "Schuld sei eine vergessene Zigarette, sagte Herstellerin Rita Pohl."
            ),
        ),
    ],
)
def test_what_somebody_holds_to_is_heard_before_a_colon_and_between_commas(lang: str, title: str, text: str) -> None:
    (found,) = disputes_in(text, lang, title)
    assert (found.claimant or "").split()[-1] in {"Aubin", "Lorch"}
    assert (found.responder or "").split()[-1] in {"Paulin", "Pohl"}


def test_figures_of_the_same_two_hide_no_other_dispute() -> None:
    text = (
        "Soldaten hätten das Feuer auf das Boot eröffnet, sagte Ministerin Rita Pohl. Neun Matrosen seien getötet "
        "worden. Aus Tarn klingt das anders. Das Boot sei auf das Ufer zugefahren und man habe das Feuer nur erwidert, "
        "sagte General Uwe Lorch. Auf dem Boot habe es drei Tote gegeben."
    )
    assert {found.rule for found in disputes_in(text, "de")} == {"figures.differ", "counter.contrast"}


@pytest.mark.parametrize(
    ("lang", "title", "text", "claimant", "responder"),
    [
        (
            "es",
            "Disturbios en la universidad",
            (
                "El mayor Luis Arana dijo que sus agentes usaron los bastones luego de que les lanzaran piedras. "
                "«Nos pegaron acostados», contó la alumna Rita Pola."
            ),
            "Arana",
            "Pola",
        ),
        (
            "uk",
            "Стрілянина на кордоні",
            (
                "Міністерка Рита Лось заявила, що сусіди відкрили вогонь по човну. Нині тихо. "
                "Генерал Лев Арапко стверджує, що бійці лише відповіли на обстріл."
            ),
            "Лось",
            "Арапко",
        ),
        (
            "fr",
            "Un car dans le fossé, six blessés",
            (
                "Le chauffeur Luc Aubin assure que les freins ont lâché. On déblaie. "
                "Selon la gérante Rita Paulin, il roulait trop vite et regardait son téléphone."
            ),
            "Aubin",
            "Paulin",
        ),
    ],
)
def test_who_answered_an_attack_and_what_excludes_a_cause_are_told_otherwise(
    lang: str, title: str, text: str, claimant: str, responder: str
) -> None:
    (found,) = disputes_in(text, lang, title)
    assert ((found.claimant or "").split()[-1], (found.responder or "").split()[-1]) == (claimant, responder)


def test_a_deed_of_which_there_is_no_sign_is_no_other_cause() -> None:
    text = (
        "Experte Uwe Lorch fand ein defektes Ventil. Das Bad ist gesperrt. "
        "Hinweise auf Sabotage lägen nicht vor, sagte Kommissarin Rita Pohl."
    )
    assert disputes_in(text, "de", "Unfall im Freibad") == []
    there_are = text.replace("lägen nicht vor", "lägen vor, das sei die Ursache")
    assert len(disputes_in(there_are, "de", "Unfall im Freibad")) == 1


@pytest.mark.parametrize(
    ("lang", "title", "text"),
    [
        (
            "uk",
            "Потяг зійшов із рейок",
            (
                "Постраждали дев'ятеро. У компанії певні, що машиніст перевищив швидкість. "
                "Профспілка вказує на зношені рейки."
            ),
        ),
        (
            "de",
            "Kutter vor der Küste gesunken",
            (
                "Die Fregatte habe den Kutter mit Absicht gerammt, sagte Ministerin Rita Pohl. Die Marine "
                "veröffentlichte eine Erklärung. Demnach fuhr der Kutter in dichtem Nebel."
            ),
        ),
    ],
)
def test_a_union_is_of_another_side_than_the_company_and_a_writing_goes_on(lang: str, title: str, text: str) -> None:
    (found,) = disputes_in(text, lang, title)
    assert found.rule == "counter.contrast"
    assert found.responder in {"профспілка", "Профспілка", "Marine"}
