"""Attribution: who said what, and with which polarity. All people and places are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, FoundStatement, Polarity


def statements(text: str) -> list[FoundStatement]:
    return list(analyse_story([ClaimText(article="a", text=text, lang="en")]).statements)


def words(text: str, found: FoundStatement) -> tuple[str, str, str]:
    source = text[found.source.start : found.source.end] if found.source else ""
    return source, text[found.cue.start : found.cue.end], text[found.content.start : found.content.end]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "rule"),
    [
        (
            "The harbour office said that the ferry had left on time.",
            "The harbour office",
            "said",
            "that the ferry had left on time",
            "indirect",
        ),
        (
            "The ferry had left on time, the harbour office said.",
            "the harbour office",
            "said",
            "The ferry had left on time",
            "indirect.postposed",
        ),
        (
            "“We left the quay on time,” Captain Ilse Varn said.",
            "Captain Ilse Varn",
            "said",
            "“We left the quay on time,”",
            "quote.before",
        ),
        (
            "“We left the quay on time,” said Captain Ilse Varn.",
            "Captain Ilse Varn",
            "said",
            "“We left the quay on time,”",
            "quote.inverted",
        ),
        (
            "Captain Ilse Varn said: “We left the quay on time.”",
            "Captain Ilse Varn",
            "said",
            "“We left the quay on time.”",
            "quote.after",
        ),
        (
            "According to the port authority, four ships were turned away.",
            "the port authority",
            "According to",
            "four ships were turned away",
            "according",
        ),
        (
            "The rowing club criticized the new timetable.",
            "The rowing club",
            "criticized",
            "the new timetable",
            "object",
        ),
        (
            "The transport ministry refused to publish the list.",
            "The transport ministry",
            "refused",
            "to publish the list",
            "infinitive",
        ),
        (
            "The dam was criticized by the fishing union.",
            "the fishing union",
            "was criticized",
            "The dam",
            "passive",
        ),
    ],
)
def test_source_cue_and_content_are_found(text: str, source: str, cue: str, content: str, rule: str):
    found = statements(text)
    assert (source, cue, content, rule) in [(*words(text, one), one.rule) for one in found]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Minister Tavi Orm said that the dam was safe.", Polarity.ASSERTS),
        ("Minister Tavi Orm denied that the dam was unsafe.", Polarity.DENIES),
        ("Minister Tavi Orm rejected the allegation that the dam was unsafe.", Polarity.DENIES),
        ("Minister Tavi Orm dismissed the report as a fabrication.", Polarity.DENIES),
        ("Minister Tavi Orm confirmed that the dam had leaked.", Polarity.CONFIRMS),
        ("Minister Tavi Orm retracted the claim that the dam had leaked.", Polarity.RETRACTS),
        ("Minister Tavi Orm corrected his statement about the dam.", Polarity.CORRECTS),
        ("Minister Tavi Orm declined to comment on the dam.", Polarity.DECLINES),
        ("Minister Tavi Orm did not deny that the dam had leaked.", Polarity.DID_NOT_DENY),
        ("Minister Tavi Orm refused to deny that the dam had leaked.", Polarity.DID_NOT_DENY),
        ("Minister Tavi Orm would not confirm that the dam had leaked.", Polarity.DECLINES),
    ],
)
def test_each_polarity(text: str, polarity: Polarity):
    assert polarity in [one.polarity for one in statements(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Captain Ilse Varn left early. “We saw nothing at all,” Varn said.", "Ilse Varn"),
        ("Captain Ilse Varn left early. “We saw nothing at all,” she said.", "Ilse Varn"),
        ("“We saw nothing at all,” said a spokesman for the coast guard, Bren Holm.", "Bren Holm"),
        ("Bren Holm, a spokesman for the coast guard, said that nothing was seen.", "Bren Holm"),
        ("Several fishermen said that nothing was seen.", "Several fishermen"),
        ("Brack Leather & Hide said that nothing was spilled.", "Brack Leather & Hide"),
        ("Campaigners on the shore of the lake say that waste was spilled.", "Campaigners"),
        ("The Kremlin said that nothing was seen.", "Russia"),
        ("Senator Oda Lind spoke first. The senator said that the bridge was safe.", "Oda Lind"),
    ],
)
def test_speaker_is_named_as_fully_as_the_article_does(text: str, speaker: str):
    assert speaker in [one.speaker for one in statements(text)]


def test_a_pronoun_without_anybody_before_it_names_nobody():
    """An unknown speaker is unnamed, never guessed (EDITORIAL rule 2)."""
    assert [one.speaker for one in statements("He said that the bridge was safe.")] == [None]


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "“The water rose in an hour,” Mayor Runa Dahl said.\n\n“Nobody had warned us of it at all.”"
    found = statements(text)
    assert [one.speaker for one in found] == ["Runa Dahl", "Runa Dahl"]
    assert text[found[1].content.start : found[1].content.end] == "“Nobody had warned us of it at all.”"


@pytest.mark.parametrize(
    "text",
    [
        "The reports lay on the table.",
        "A long policy dispute ended.",
        "Her claims were read by many.",
    ],
)
def test_a_noun_of_the_same_form_is_no_cue(text: str):
    assert statements(text) == []


def test_hedged_content_is_marked():
    found = statements("The paper said that the mayor had allegedly sold the land.")
    assert [one.hedged for one in found] == [True]


def test_a_language_without_a_lexicon_yields_nothing():
    text = "The minister said that the dam was safe."
    assert analyse_story([ClaimText(article="a", text=text, lang="zz")]).statements == ()
    assert analyse_story([ClaimText(article="a", text=text, lang=None)]).statements == ()
    assert analyse_story([ClaimText(lang="en", article="a", text=text)]).statements != ()
