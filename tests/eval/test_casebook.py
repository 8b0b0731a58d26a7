"""The written cases are sound, enough and of every sort, and their scorer tells right from wrong."""

import re
from collections import Counter

import pytest

from tests.eval.case_scores import judge_case, score_cases, tell_groups
from tests.eval.corpus.casebook import FOLDER, KINDS, LANGUAGES, load_cases, parse_cases

CASES = load_cases()
GOOD = "= dam\n[c1 Ana Bell said the dam leaked.] [r1 Bo Carr denied it.]\n! 1 | denial | Ana Bell | Bo Carr\n"
TRAP = "= bail\n# a refused application\nThe judge denied bail to Bo Carr.\n"


def test_there_are_at_least_three_hundred_cases() -> None:
    assert len(CASES) >= 300


def test_nearly_half_of_the_cases_expect_nothing() -> None:
    assert sum(not case.story["disputes"] for case in CASES) >= 0.45 * len(CASES)


def test_every_language_has_its_share_of_cases_with_and_without_a_dispute() -> None:
    for lang in LANGUAGES:
        disputes = [bool(case.story["disputes"]) for case in CASES if case.group == lang]
        assert len(disputes) >= 22, lang
        assert 0.4 < sum(disputes) / len(disputes) < 0.6, lang


def test_every_kind_is_expected_often() -> None:
    kinds = Counter(kind for case in CASES for dispute in case.story["disputes"] for kind in dispute["kind"])
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 10


def test_no_two_cases_have_one_text() -> None:
    texts = Counter(article["text"] for case in CASES for article in case.story["articles"])
    assert [text for text, times in texts.items() if times > 1] == []


def test_three_in_ten_cases_are_kept_from_the_people_who_write_rules() -> None:
    assert 0.25 < sum(case.kept for case in CASES) / len(CASES) < 0.35


def test_whether_a_case_is_kept_depends_on_its_id_alone() -> None:
    (case,) = parse_cases("denial", GOOD)
    (reworded,) = parse_cases("denial", GOOD.replace("leaked", "cracked"))
    assert case.kept == reworded.kept


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (GOOD.replace("[c1 ", ""), "never opened"),
        (GOOD.replace("[r1 Bo Carr denied it.]", "Bo Carr denied it."), "marked nowhere"),
        (GOOD.replace("denial", "quarrel"), "no such kind"),
        (GOOD.replace("| Bo Carr", "| Bo Carr; ; Dunn"), "empty name"),
        (GOOD.replace("[r1 Bo Carr denied", "Bo Carr [r1 denied"), "not whole sentences"),
        (GOOD[: GOOD.index("!")], "differ"),
        (TRAP.replace("# a refused application\n", ""), "no word why"),
        ("= empty\n# nothing\n@ Echo | 2026-01-01 | Title\n", "is empty"),
        ("Ana Bell slept.\n" + GOOD, "before the first case"),
    ],
)
def test_an_unsound_case_is_refused(source: str, message: str) -> None:
    assert len(parse_cases("denial", GOOD + TRAP)) == 2
    with pytest.raises(ValueError, match=message):
        parse_cases("denial", source)


def flag(case, **changes):
    (dispute,) = case.story["disputes"]
    found = {side: dispute[side][0] for side in ("claim", "response")}
    return found | {"claimant": "Bell", "responder": "Carr", "kinds": ["denial"]} | changes


def test_a_case_is_right_when_its_dispute_is_found_and_nothing_else() -> None:
    (case,) = parse_cases("denial", GOOD)
    assert judge_case(case.story, [flag(case)]).right
    assert judge_case(case.story, [flag(case)]).named == 1
    assert judge_case(case.story, [flag(case, claimant="Dunn")]).named == 0
    assert not judge_case(case.story, []).right
    swapped = flag(case, claim=flag(case)["response"], response=flag(case)["claim"])
    assert not judge_case(case.story, [swapped]).right
    assert not judge_case(case.story, [flag(case), swapped]).right


def test_a_case_without_a_dispute_is_right_when_nothing_is_flagged() -> None:
    (case,) = parse_cases("traps", TRAP)
    mention = {"article": "a1", "start": 0, "end": 33}
    assert judge_case(case.story, []).right
    assert not judge_case(case.story, [{"claim": mention, "response": mention, "kinds": ["denial"]}]).right


def test_shares_are_told_by_group() -> None:
    stories = [case.story for case in (*parse_cases("denial", GOOD), *parse_cases("traps", TRAP))]
    found = [{"story": story["story"], "disputes": []} for story in stories]
    assert score_cases(stories, found) == {"denial": 0, "traps": 1}


def test_failures_of_kept_cases_are_counted_and_never_named() -> None:
    cases = [case for case in CASES if case.story["disputes"]]
    outcomes = [judge_case(case.story, []) for case in cases]
    told = "\n".join(tell_groups(cases, outcomes, errors=True))
    named = set(re.findall(r"^(\S+/\S+):", told, re.MULTILINE))
    assert named == {case.id for case in cases if not case.kept}


def test_the_readme_counts_the_cases_of_each_group() -> None:
    rows = dict(re.findall(r"^\| ([a-z]+) \| (\d+) \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE))
    assert {group: int(size) for group, size in rows.items()} == Counter(case.group for case in CASES)
