"""How the newspapers of each language report accusations, answers, findings and figures, and traps.

`languages/<code>.txt` holds invented texts in the format of the written cases (tests/eval/corpus/casebook.py).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval import engines
from tests.eval.case_scores import judge_case
from tests.eval.corpus.casebook import Case, parse_cases

FOLDER = Path(__file__).parent / "languages"
CASES = [case for file in sorted(FOLDER.glob("*.txt")) for case in parse_cases(file.stem, file.read_text("utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_text_gives_its_dispute_with_both_names_and_nothing_else(case: Case) -> None:
    (found,) = engines.analyse_stories([case.story])
    outcome = judge_case(case.story, found["disputes"])
    assert (outcome.found, outcome.named, outcome.wrong) == (outcome.expected, outcome.expected, 0)


def test_each_language_has_answers_and_traps() -> None:
    for language in ("de", "es", "fr", "ru", "uk"):
        own = [case for case in CASES if case.group == language]
        assert sum(bool(case.story["disputes"]) for case in own) >= 35
        assert sum(not case.story["disputes"] for case in own) >= 10


def test_a_case_that_is_told_otherwise_fails() -> None:
    """The twin: the check sees a lost dispute, a wrong name and a flag in a text without a dispute."""
    case = next(case for case in CASES if case.story["disputes"])
    lost = judge_case(case.story, [])
    assert lost.found < lost.expected
