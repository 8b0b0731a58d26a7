"""Findings, corrections and retractions: what a sentence says against a claim, by whom, and what it leaves alone."""

import re
from importlib import resources

import pytest

from bot.claims.answers.responses import responses
from bot.claims.grammar.lexicon import load
from bot.claims.speech.statements import read_article
from bot.domain.claim import ClaimText, DisputeKind

SAILED = "Minister Tavi Orm said that all the ships had sailed."


def found(text: str) -> list[tuple[str, DisputeKind, str | None]]:
    """Return (rule, kind, speaker) of the responses of a text, findings only."""
    lexicon = load("en")
    assert lexicon is not None
    article = ClaimText(article="a", text=text, source="Lantern", lang="en")
    return [(one.rule, one.kind, one.speaker) for one in responses(lexicon, read_article(lexicon, article, 0))]


INDEPENDENT, DENIAL = DisputeKind.INDEPENDENT, DisputeKind.DENIAL
CORRECTION, RETRACTION = DisputeKind.CORRECTION, DisputeKind.RETRACTION


@pytest.mark.parametrize(
    ("text", "rule", "kind", "speaker"),
    [
        (f"{SAILED} Orm was mistaken about the ships.", "own.wrong", INDEPENDENT, "Lantern"),
        ("It is misleading to suggest that the dam leaked.", "wrong.said", INDEPENDENT, "Lantern"),
        ("“It is false to say that the dam leaked,” Ilse Varn said.", "wrong.said", DENIAL, "Ilse Varn"),
        ("Orm overstated his part when he claimed to have built the dam.", "own.misstated", INDEPENDENT, "Lantern"),
        ("Orm misled parliament by saying that the dam was full.", "own.misstated", INDEPENDENT, "Lantern"),
        ("The allegations against Varn turned out to be unfounded.", "own.disproved", INDEPENDENT, "Lantern"),
        ("The rumours about the dam have since been debunked.", "own.disproved", INDEPENDENT, "Lantern"),
        (f"{SAILED} But it later emerged that two had stayed.", "own.disproved", INDEPENDENT, "Lantern"),
        (f"{SAILED} He neglected to mention the two in the dock.", "own.omitted", INDEPENDENT, "Lantern"),
        ("Orm said he left early, when in fact he stayed till noon.", "own.conceded", INDEPENDENT, "Lantern"),
        (f"{SAILED} The harbour logs told a different story.", "finding.contradicts", INDEPENDENT, "harbour logs"),
        (f"{SAILED} But Ilse Varn painted a different picture.", "finding.contradicts", INDEPENDENT, "Ilse Varn"),
        ("Fact-checkers rated the claim mostly false.", "fact.checked", INDEPENDENT, "fact-checkers"),
        ("A jury sided with Varn after the union accused her of fraud.", "court.cleared", INDEPENDENT, "jury"),
        ("Orm said 900 ships had sailed (the actual number is 90).", "own.conceded", INDEPENDENT, "Lantern"),
        ("The harbour was not as deep as Orm had claimed.", "own.unlike", INDEPENDENT, "Lantern"),
        ("The harbour does not hold two ships, as Orm suggested.", "own.unlike", INDEPENDENT, "Lantern"),
        ("He met the divers more often than he had told the inquiry.", "own.unlike", INDEPENDENT, "Lantern"),
        ("Orm aired misleading claims about the dam.", "own.falsely", INDEPENDENT, "Lantern"),
        (f"{SAILED} As a point of clarification, Orm was not there.", "own.infact", INDEPENDENT, "Lantern"),
        ("Reports question his statements about the dam.", "finding.contradicts", INDEPENDENT, "Reports"),
        ("It is a myth that the dam leaks.", "own.falsely", INDEPENDENT, "Lantern"),
        ("Orm was not truthful with parliament about the dam.", "own.misstated", INDEPENDENT, "Lantern"),
        ("Orm said the dam might burst, though in the end it did not.", "own.conceded", INDEPENDENT, "Lantern"),
        ("Orm warned that the dam would burst - except that it never did.", "own.conceded", INDEPENDENT, "Lantern"),
        (f"{SAILED} In fact, according to the crew, the last one never left.", "own.infact", INDEPENDENT, "crew"),
        (f"{SAILED} It did not.", "own.false", INDEPENDENT, "Lantern"),
        (f"{SAILED} None of that is true.", "own.false", INDEPENDENT, "Lantern"),
        (f"{SAILED} In fact, two were still in port.", "own.infact", INDEPENDENT, "Lantern"),
        ("Orm repeated a debunked claim that the dam leaks.", "own.falsely", INDEPENDENT, "Lantern"),
        ("Orm announced - falsely - that the dam leaks.", "own.falsely", INDEPENDENT, "Lantern"),
        ("Orm called the divers thieves without offering proof.", "own.falsely", INDEPENDENT, "Lantern"),
        (
            f"{SAILED} The inquiry did not find any evidence that a ship had sailed.",
            "no.evidence",
            INDEPENDENT,
            "inquiry",
        ),
        (
            "An article published on Monday said that the dam had cost 14 million. That was wrong.",
            "own.false",
            CORRECTION,
            "Lantern",
        ),
        ("Correction: the dam was built in 1961, not in 1916.", "correction.noted", CORRECTION, "Lantern"),
        ("A story on Friday misstated the age of Ilse Varn.", "correction.noted", CORRECTION, "Lantern"),
        ("Orm backtracked on Tuesday.", "correction.noted", CORRECTION, "Orm"),
        ("Orm recanted the claim a week later.", "correction.noted", RETRACTION, "Orm"),
        ("Orm blamed the crew but later admitted his part.", "correction.changed", CORRECTION, "Orm"),
        ("Orm conceded that his figure was wrong.", "correction.admitted", CORRECTION, "Orm"),
        ("Orm clarified that he had meant the old dam.", "correction.noted", CORRECTION, "Orm"),
        ("Orm tried to clarify his remarks on Friday.", "correction.noted", CORRECTION, "Orm"),
        ("Orm revised his account in May.", "correction.noted", CORRECTION, "Orm"),
        ("Orm later said that he was joking.", "correction.noted", CORRECTION, "Orm"),
        ("Orm said that three ships, not five, had sailed.", "correction.noted", CORRECTION, "Orm"),
        ("Update: the ships are no longer in port.", "correction.noted", CORRECTION, "Lantern"),
    ],
)
def test_a_finding_is_told_with_its_kind_and_voice(text, rule, kind, speaker):
    assert (rule, kind, speaker) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{SAILED} If Orm is wrong, the harbour will pay.",
        "Ilse Varn said that she was wrong to leave.",
        "Is it wrong to say that the dam leaks?",
        "Orm exaggerated every gesture on the stage.",
        "The flood undermined the dam.",
        "The harbour had been undermined by the flood.",
        "Orm did not mention Varn by name.",
        f"{SAILED} As it turned out, the sun shone.",
        f"{SAILED} Port records did not contradict his account.",
        "Divers dived again in an effort to disprove his claim.",
        "Varn hopes to be acquitted of fraud.",
        f"{SAILED} In fact, he said so twice.",
        f"{SAILED} The harbour master waved. The sea was calm. It did not.",
        "The hikers walked back to the hut.",
        "The crew backtracked to the hut.",
        "Orm refused to admit that he misspoke.",
        "The scoop was first reported by the harbour paper.",
        "Editor's note: this is the second part of a series.",
        "CORRECTION:",
        "Varn said that Orm had made a mistake.",
        "The report on the dam is undermined by its many stories.",
        "The notion of a dry dam was undermined by the flood.",
        "The harbour was deep, as Orm had claimed.",
        "The harbour was more for boats than for what he had said.",
        "A jury acquitted Varn of fraud in May.",
        "The inquiry did not find any evidence that Varn had lied.",
        "The myth that surrounded the dam grew.",
        "Orm was not truthful.",
        "The plan was clarified.",
        "Updated: 4 May, 11:00.",
        "Three ships, not all of them new, had sailed.",
    ],
)
def test_a_near_miss_is_no_finding(text):
    assert found(text) == []


def test_a_pattern_is_tried_only_where_one_of_its_trigger_words_stands():
    lexicon = load("en")
    assert lexicon is not None
    admits = lexicon.patterns["admits"].bits
    assert lexicon.likely(frozenset({"the", "ministry", "conceded"})) & admits == admits
    assert lexicon.likely(frozenset({"the", "ministry", "slept"})) & admits == 0


def test_a_sentence_without_any_trigger_word_needs_none_of_the_patterns_of_findings():
    lexicon = load("en")
    assert lexicon is not None
    assert lexicon.likely(frozenset({"the", "ministry", "slept"})) == lexicon.untriggered
    folder = resources.files("bot.claims.answers")
    modules = ("corrections", "findings", "granted", "rebuttals")
    sources = "".join((folder / f"{module}.py").read_text("utf-8") for module in modules)
    sought = set(re.findall(r'passage\.find\("(\w+)"\)', sources))
    assert len(sought) > 15
    assert not any(lexicon.patterns[name].bits & lexicon.untriggered for name in sought)
