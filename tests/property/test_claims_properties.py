"""Whatever the text: spans are inside it and not empty, nothing is raised, and hostile input ends."""

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.analysis import analyse_story
from bot.claims.rules import RULES
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText, EvidenceRole, FoundDispute, FoundEvidence, StoryAnalysis, TextSpan

PIECES = (
    *("said", "denied", "that", "according to", "these claims", "falsely", "No,", "he", "Varn", "Orlandia", "the"),
    *("accused", "of", "and", "which", ",", ".", "?", "“", "”", '"', "''", "(", ")", "—", "\n", "\n\n", ":", ";"),
    *("is", "not", "to", "told", "claim", "report", "was", "false", "40", "at least", "Mr.", "'s", "\u2028", "\ufeff"),
)
SENTENCE_LIKE = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
ANY_TEXT = st.text(alphabet=st.characters(), max_size=300)


def spans(found: StoryAnalysis) -> list[TextSpan]:
    said = [span for one in (*found.statements, *found.unlinked) for span in (one.source, one.cue, one.content) if span]
    sides = [span for one in found.disputes for span in (one.claim, one.response)]
    return said + sides + [one.span for dispute in found.disputes for one in dispute.evidence]


def astray(dispute: FoundDispute) -> list[FoundEvidence]:
    """Return the evidence that lies outside the side its role belongs to."""

    def holds(one: FoundEvidence) -> bool:
        side = dispute.response if one.role is EvidenceRole.CUE else dispute.claim
        return one.span.article == side.article and side.start <= one.span.start < one.span.end <= side.end

    return [one for one in dispute.evidence if not holds(one)]


def check(texts: list[str]) -> None:
    by_id = {str(number): text for number, text in enumerate(texts)}
    found = analyse_with_sides([ClaimText(article=article, text=text) for article, text in by_id.items()])
    for span in spans(found):
        assert 0 <= span.start < span.end <= len(by_id[span.article])
        assert by_id[span.article][span.start : span.end].strip()
    for one in found.disputes:
        assert 0.0 <= one.confidence <= 1.0
        assert astray(one) == []
        assert EvidenceRole.CUE in {words.role for words in one.evidence}
    assert {one.rule for one in (*found.statements, *found.disputes)} <= set(RULES)


@settings(max_examples=150, deadline=None)
@given(st.lists(SENTENCE_LIKE, max_size=3))
def test_spans_are_valid_for_sentence_like_text(texts: list[str]):
    check(texts)


@settings(max_examples=80, deadline=None)
@given(st.lists(ANY_TEXT, max_size=2))
def test_spans_are_valid_for_any_text(texts: list[str]):
    check(texts)


@settings(max_examples=40, deadline=None)
@given(SENTENCE_LIKE)
def test_the_same_text_gives_the_same_result(text: str):
    articles = [ClaimText(article="a", text=text)]
    assert analyse_story(articles) == analyse_story(articles)


@pytest.mark.parametrize(
    "piece",
    [
        "said ",
        "“",
        '" ',
        "a, ",
        "is not ",
        "to to ",
        "the claim that ",
        "denied ",
        "No, ",
        "Varn ",
        "((",
        "and ",
        "1,",
        "''",
    ],
)
@pytest.mark.timeout(20)
def test_hostile_repetition_ends(piece: str):
    check([piece * (8_000 // len(piece))])


def test_the_check_sees_evidence_outside_its_side():
    """The twin: evidence moved by a character, or said of the other side, is seen."""
    text = "Vestria says Orlandia mined the strait. Orlandia denies the claim."
    (dispute,) = analyse_story([ClaimText(article="a", text=text)]).disputes
    cue = next(one for one in dispute.evidence if one.role is EvidenceRole.CUE)
    for wrong in (
        replace(cue, span=replace(cue.span, end=dispute.response.end + 1)),
        replace(cue, span=replace(cue.span, end=cue.span.start)),
        replace(cue, role=EvidenceRole.CLAIM),
    ):
        assert astray(replace(dispute, evidence=(wrong,))) == [wrong]


def test_every_letter_case_and_mark_may_stand_anywhere():
    for mark in string.punctuation + "“”‘’«»—…":
        check([f"Varn said{mark} that{mark} it{mark} was{mark} false{mark}"])
