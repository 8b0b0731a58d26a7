"""What looks like an answer and is none: an opinion of a way, a decision, what should be, what nobody promised."""

from __future__ import annotations

import pytest

from tests.builders.stories import disputes_in

# each: language, a claim, what is no answer to it, what is one
OTHERWISE = [
    (
        "de",
        "Der Konzern schaffe keine Stellen ab, sagte Direktor Uwe Lorch.",
        "Betriebsrätin Rita Pohl nannte das den falschen Weg.",
        "Betriebsrätin Rita Pohl nannte das eine falsche Behauptung.",
    ),
    (
        "ru",
        "Прокурор Лев Арапов заявил, что водитель украл деньги.",
        "«Мы с этим решением не согласны и подадим жалобу», — сказала адвокат Рита Лось.",
        "«Мы с этим обвинением не согласны», — сказала адвокат Рита Лось.",
    ),
    (
        "uk",
        "Прокурор Лев Арапко заявив, що водій украв гроші.",
        "Адвокатка Рита Лось заперечувала проти цього арешту.",
        "Адвокатка Рита Лось це заперечувала.",
    ),
    (
        "uk",
        "Лідерка опозиції Рита Лось заявила, що надзвичайний стан слід було запровадити раніше.",
        "Прем'єр Лев Арапко із цим не згоден.",
        "Прем'єр Лев Арапко назвав це брехнею.",
    ),
    (
        "fr",
        "La déléguée Rita Paulin affirme que la ministre a fermé trois lits.",
        "« Je n'ai rien promis », répond la ministre Lucie Aubin.",
        "« Je n'ai rien fermé », répond la ministre Lucie Aubin.",
    ),
]


@pytest.mark.parametrize(("lang", "claim", "none", "answer"), OTHERWISE)
def test_an_opinion_a_decision_and_no_promise_answer_nothing(lang: str, claim: str, none: str, answer: str) -> None:
    assert disputes_in(f"{claim} {none}", lang) == []
    assert len(disputes_in(f"{claim} {answer}", lang)) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "uk",
            (
                "Суд залишив під вартою Лева Арапка, якого прокурор звинувачує в тому, що він украв гроші. "
                "У нього, наголосила адвокатка Рита Лось, троє дітей і хвора мати."
            ),
        ),
        (
            "de",
            (
                "Das Gericht ließ Uwe Lorch in Untersuchungshaft; Staatsanwältin Rita Pohl wirft ihm vor, Geld "
                "gestohlen zu haben. Er habe drei Kinder und eine kranke Mutter, erklärte sein Anwalt Olaf Thiel."
            ),
        ),
    ],
)
def test_a_plea_to_be_let_go_answers_no_charge(lang: str, text: str) -> None:
    assert disputes_in(text, lang) == []


def test_a_noun_after_an_article_sums_up_nothing() -> None:
    """German nouns have a capital: "Das Boot" does not point back as "Das sagte" does."""
    text = (
        "Die Soldaten hätten das Feuer auf das Boot eröffnet, sagte Ministerin Rita Pohl. "
        "{} sei auf das Ufer zugefahren und man habe das Feuer nur erwidert, sagte General Uwe Lorch."
    )
    assert [len(disputes_in(text.format(subject), "de", "Schüsse")) for subject in ("Das Boot", "Ein Boot")] == [1, 1]


@pytest.mark.parametrize(
    ("lang", "accuses", "deed", "answer"),
    [
        (
            "uk",
            "Міністр Лев Арапко звинуватив Рух у небажанні поступатися.",
            "Міністр Лев Арапко звинуватив Рух у знищенні мосту.",
            "Речниця Руху Рита Лось обстоює інший порядок: спочатку обмін, тоді артилерія.",
        ),
        (
            "ru",
            "Министр Лев Арапов обвинил Движение в нежелании уступать.",
            "Министр Лев Арапов обвинил Движение в уничтожении моста.",
            "Представитель Движения Рита Лось предложила другой порядок и сказала, что сначала нужен обмен пленными.",
        ),
    ],
)
def test_who_is_accused_of_being_unwilling_answers_no_deed(lang: str, accuses: str, deed: str, answer: str) -> None:
    assert disputes_in(f"{accuses} {answer}", lang) == []
    assert len(disputes_in(f"{deed} {answer}", lang)) == 1


@pytest.mark.parametrize(
    ("lang", "nobody", "somebody"),
    [
        (
            "uk",
            "Рита Лось не звинуватила міністра в тому, що він украв гроші.",
            "Рита Лось не лише звинуватила міністра в тому, що він украв гроші.",
        ),
        (
            "de",
            "Rita Pohl beschuldigt Minister Lorch nicht, Geld gestohlen zu haben.",
            "Rita Pohl beschuldigt Minister Lorch nicht nur, Geld gestohlen zu haben.",
        ),
    ],
)
def test_who_accuses_nobody_is_not_answered(lang: str, nobody: str, somebody: str) -> None:
    answer = {"uk": "«Я нічого не крав», — сказав міністр.", "de": "„Ich habe nichts gestohlen“, sagte Minister Lorch."}
    assert disputes_in(f"{nobody} {answer[lang]}", lang) == []
    assert len(disputes_in(f"{somebody} {answer[lang]}", lang)) == 1
