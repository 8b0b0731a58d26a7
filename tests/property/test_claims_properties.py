"""Whatever the text: spans are inside it and not empty, nothing is raised, and hostile input ends."""

import string
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.analysis import analyse_story
from bot.claims.grammar.lexicon import load
from bot.claims.grammar.text import MOST_TOKENS, read, tokenize
from bot.claims.rulebook.rules import RULES
from bot.claims.sides import analyse_with_sides
from bot.domain.claim import ClaimText, EvidenceRole, FoundDispute, FoundEvidence, StoryAnalysis, TextSpan

PIECES = (
    *("said", "denied", "that", "according to", "these claims", "falsely", "No,", "he", "Varn", "Orlandia", "the"),
    *("accused", "of", "and", "which", ",", ".", "?", "“", "”", '"', "''", "(", ")", "—", "\n", "\n\n", ":", ";"),
    *(
        "is",
        "not",
        "to",
        "told",
        "claim",
        "report",
        "was",
        "false",
        "40",
        "at least",
        "Mr.",
        "El",
        "&",
        "'s",
        "\u2028",
        "\ufeff",
    ),
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
    found = analyse_with_sides([ClaimText(lang="en", article=article, text=text) for article, text in by_id.items()])
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
    articles = [ClaimText(lang="en", article="a", text=text)]
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


LEXICON = load("en")
assert LEXICON is not None
NEEDED = {name: [words[0] for sets in one.needs for words in sets] for name, one in LEXICON.patterns.items()}


@pytest.mark.parametrize("name", sorted(NEEDED))
@pytest.mark.timeout(20)
def test_the_words_of_a_pattern_over_and_over_end(name: str):
    piece = " ".join(NEEDED[name]) + " "
    check([f"Varn said that {piece * (6_000 // len(piece))}."])


# Half a surrogate pair, NUL, zero width, right to left, combining marks, ligatures that grow in lower case.
ODD = [
    "\ud800",
    "\udfff",
    "\x00",
    "\u200b",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u0301",
    "İ",
    "ſ",
    "ß",
    "ﬁ",
    "𝕏",
    "\x1c",
    "\x85",
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: f"U+{ord(odd):04X}")
def test_odd_characters_may_stand_anywhere(odd: str):
    plain = "Ilse Varn said that Orlandia took 40 boats. “The claim is not true,” Orlandia’s envoy said."
    check([odd.join(plain), plain.replace(" ", odd + " "), odd * 50 + plain, plain.replace("said", f"said{odd}")])
    check([plain.replace("Varn", f"V{odd}arn"), plain + odd])


def test_a_quotation_that_is_found_is_the_one_written():
    text = "İİ ſ ﬁ 𝕏.\n\n“We took the boats at noon,” Ilse Varn said. Bela Orm denied that Varn had taken any boats."
    first, second = analyse_story([ClaimText(lang="en", article="a", text=text)]).statements
    assert text[first.content.start : first.content.end] == "“We took the boats at noon,”"
    assert text[second.content.start : second.content.end] == "that Varn had taken any boats"


def test_the_check_sees_evidence_outside_its_side():
    """The twin: evidence moved by a character, or said of the other side, is seen."""
    text = "Vestria says Orlandia mined the strait. Orlandia denies the claim."
    (dispute,) = analyse_story([ClaimText(lang="en", article="a", text=text)]).disputes
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


def test_what_never_ends_is_cut_into_sentences_without_a_gap():
    text = "Varn said that " + "it rained, and " * 400 + "Orm denied the claim."
    sentences = read(text).sentences
    assert max(len(sentence.tokens) for sentence in sentences) == MOST_TOKENS
    assert [token for sentence in sentences for token in sentence.tokens] == tokenize(text, [])
    assert [sentence.number for sentence in sentences] == list(range(len(sentences)))
