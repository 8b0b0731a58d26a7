"""Who is shown as a side of a dispute. All people and places are invented."""

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.lexicon import load
from bot.claims.naming import shown_name
from bot.domain.claim import ClaimText


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (None, None),
        ("Runa Dahl", "Runa Dahl"),
        ("three jurors", "three jurors"),
        ("spokesman for the case workers", "spokesman for the case workers"),
        ("Evidence Action", "Evidence Action"),
        ("two", None),
        ("evidence", None),
        ("case of an expelled student", None),
        ("questions about evidence authorities", None),
        ("Radio Orlesk and Radio Orlesk", "Radio Orlesk"),
    ],
)
def test_only_who_can_speak_is_named(name: str | None, shown: str | None):
    lexicon = load("en")
    assert lexicon is not None
    assert shown_name(lexicon, name) == shown


def test_nobody_is_named_on_both_sides_unless_he_corrects_himself():
    text = "The bridge was opened in May. Prosecutors wrongly accused Runa Dahl of theft, Dahl said."
    for found in analyse_story([ClaimText(article="a", text=text, lang="en")]).disputes:
        assert found.claimant is None or found.claimant != found.responder
