"""Who speaks, and where: names in several forms, bodies by their kind, pronouns, quotations over paragraphs."""

import pytest

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText


def statements(text: str) -> list[tuple[str | None, str | None, str]]:
    """Return (source, speaker, content) of each statement, as written."""
    found = analyse_story([ClaimText(lang="en", article="a", text=text)]).statements
    return [
        (
            text[one.source.start : one.source.end] if one.source is not None else None,
            one.speaker,
            text[one.content.start : one.content.end],
        )
        for one in found
    ]


def speakers(text: str) -> list[str | None]:
    return [speaker for _, speaker, _ in statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Actor Bela Quist threw a bottle. Bela says he was at home.", ["Bela Quist"]),
        ("Anna van der Meer said the dyke held. Van der Meer said it was dry.", ["Anna van der Meer"] * 2),
        ("The dyke will hold, according to Ines de la Cruz.", ["Ines de la Cruz"]),
        ("Harbour Lines Ltd lost two ships. The company said both were old.", ["Harbour Lines Ltd"]),
        ("Castellan Bank shut on Monday. The bank said it was solvent.", ["Castellan Bank"]),
        ("The bank said it was solvent. Castellan Bank shut on Monday.", ["bank"]),
        ("Campaigners met at the lake. They argued that it was poisoned.", ["Campaigners"]),
        ("Ilse Varn said it rained. She added that Selby had flooded. He denied it.", ["Ilse Varn", "Ilse Varn", None]),
        ("Ilse Varn said that the man, who she said was armed, had fled.", ["Ilse Varn", "Ilse Varn"]),
        ("The Ruvians said the barge sank. They said it hit a rock.", ["Ruvians", "Ruvians"]),
    ],
)
def test_a_speaker_is_named_in_full(text: str, expected: list[str | None]):
    assert speakers(text) == expected


def test_two_persons_of_one_first_name_are_not_told_apart_by_it():
    assert speakers("Bela Quist met Bela Orm. Bela said it rained.") == ["Bela"]


def test_what_somebody_does_is_no_speaker():
    assert "citing two officers" not in speakers("The Fanal, citing two officers, said the bridge was mined.")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The Fanal quoted an officer as saying that the bridge was mined.",
            "an officer",
            "that the bridge was mined",
        ),
        ("Orm was quoted as saying the bridge was safe.", "Orm", "the bridge was safe"),
        (
            "Ilse Varn, a baker from Selby, Northmark, said it rained.",
            "Ilse Varn, a baker from Selby, Northmark",
            "it rained",
        ),
        ("We've known that it rained.", "We", "that it rained"),
        ("He listed ten things the mayor said about Selby.", "the mayor", "about Selby"),
        ("Orm replied on Monday by saying that it rained.", "Orm", "that it rained"),
        ("“This is wonderful!” beamed Ilse Varn of Selby.", "Ilse Varn of Selby", "“This is wonderful!”"),
        ("Ilse Varn told Fanal she'll go.", "Ilse Varn", "she'll go"),
        ("Orm said, “No.”", "Orm", "“No.”"),
    ],
)
def test_source_and_content_are_found(text: str, source: str, content: str):
    assert (source, content) in [(found, said) for found, _, said in statements(text)]


def test_a_list_of_names_is_no_aside():
    assert [source for source, _, _ in statements("In Selby, a baker from Northmark, Ilse Varn, said it rained.")] == [
        "a baker from Northmark, Ilse Varn"
    ]


def test_a_quotation_over_paragraphs_belongs_to_who_is_named_at_its_end():
    text = "“We took the boats at noon.\n\n“Nobody stopped us.\n\n“And nobody will,” Ilse Varn said."
    assert statements(text) == [
        ("Ilse Varn", "Ilse Varn", "“We took the boats at noon."),
        ("Ilse Varn", "Ilse Varn", "“Nobody stopped us."),
        ("Ilse Varn", "Ilse Varn", "“And nobody will,”"),
    ]


def test_a_quotation_over_paragraphs_belongs_to_who_is_named_at_its_beginning():
    text = "Ilse Varn said: “We took the boats at noon.\n\n“Nobody stopped us.”"
    assert [content for _, _, content in statements(text)] == ["“We took the boats at noon.", "“Nobody stopped us.”"]


def test_a_closed_quotation_does_not_go_on():
    text = "“We took the boats at noon.”\n\n“And nobody stopped us,” Ilse Varn said."
    assert [content for _, _, content in statements(text)] == ["“And nobody stopped us,”"]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Orm denied a claim by the growers' union that he had poisoned the lake.", "growers' union"),
        ("Orm rejected accusations from two divers that he had poisoned the lake.", "two divers"),
        ("Orm denied a claim by Ilse Varn that he had poisoned the lake.", "Ilse Varn"),
        ("Orm denied claims from across the valley that he had poisoned the lake.", None),
    ],
)
def test_who_makes_a_denied_claim_is_named_after_it(text: str, claimant: str | None):
    (dispute,) = analyse_story([ClaimText(lang="en", article="a", text=text)]).disputes
    assert dispute.claimant == claimant


@pytest.mark.parametrize("text", ["El", "AL & EL", "Al."])
def test_small_words_of_names_alone_name_nobody(text: str):
    assert speakers(text) == []
