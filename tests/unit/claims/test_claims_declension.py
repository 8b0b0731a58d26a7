"""Names in the nominative, as they are shown, where the text inflects them. All people are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText


@pytest.mark.parametrize(
    ("lang", "text", "responder"),
    [
        ("ru", "Профсоюз обвинил мэра Руну Даль в обмане. Даль отвергла обвинения.", "Руна Даль"),
        ("ru", "Профсоюз обвинил мэра Анну Орлову в обмане. Орлова отвергла обвинения.", "Анна Орлова"),
        ("ru", "Профсоюз обвинил Игоря Даля в обмане. Даль отверг обвинения.", "Игорь Даль"),
        ("ru", "Совет обвинил директора Ивана Петрова в обмане. Петров отверг обвинения.", "Иван Петров"),
        ("uk", "Профспілка звинуватила мера Олену Коваль в обмані. Коваль заперечила звинувачення.", "Олена Коваль"),
    ],
)
def test_who_is_accused_in_one_case_and_answers_in_another_has_one_name(lang: str, text: str, responder: str):
    found = analyse_story([ClaimText(article="a", text=text, lang=lang)]).disputes
    assert [one.responder for one in found] == [responder]
