"""The parts under the rules: forms of verbs, quotations, names, likeness of sentences."""

import pytest

from bot.claims.grammar.compare import Rarity, content_words
from bot.claims.grammar.lexicon import Lexicon, inflect, load
from bot.claims.grammar.names import NameFinder
from bot.claims.grammar.text import read


@pytest.fixture(scope="module")
def english() -> Lexicon:
    lexicon = load("en")
    assert lexicon is not None
    return lexicon


@pytest.mark.parametrize(
    ("verb", "third", "past", "gerund"),
    [
        ("claim", "claims", "claimed", "claiming"),
        ("deny", "denies", "denied", "denying"),
        ("argue", "argues", "argued", "arguing"),
        ("stress", "stresses", "stressed", "stressing"),
        ("say", "says", "sayed", "saying"),
    ],
)
def test_regular_forms(verb: str, third: str, past: str, gerund: str):
    assert inflect(verb) == {"base": verb, "s": third, "ed": past, "ing": gerund}


def test_irregular_forms_come_from_the_table(english: Lexicon):
    assert "said" in english.cues
    assert "sayed" not in english.cues


@pytest.mark.parametrize("lang", ["zz", "", "../en", "e1"])
def test_an_unknown_language_has_no_lexicon(lang: str):
    assert load(lang) is None


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“Yes,” he said.", ["“Yes,”"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("''Yes,'' he said.", ["''Yes,''"]),
        ("”Yes,” he said.", ["”Yes,”"]),
        ("He said “yes to all of it", ["“yes to all of it"]),
        ('It is 5" long.', []),
        ("“One paragraph\n“and the next.”", ["“One paragraph", "“and the next.”"]),
    ],
)
def test_quotations(text: str, quotations: list[str]):
    assert [text[one.start : one.end] for one in read(text).quotations] == quotations


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Minister Tavi Orm met Ilse Varn of Northmark.", [("Tavi", "Orm"), ("Ilse", "Varn"), ("Northmark",)]),
        ("On Monday the Harbour Post wrote it.", [("Harbour", "Post")]),
        ("The University of Northmark closed.", [("University", "of", "Northmark")]),
        ("News of Ilse Varn spread.", [("News",), ("Ilse", "Varn")]),
        ("Orm's lawyer spoke.", [("Orm",)]),
    ],
)
def test_names(english: Lexicon, text: str, names: list[tuple[str, ...]]):
    found = NameFinder(english).of(read(text).sentences[0])
    assert [name.words for name in found] == names


def test_rare_words_weigh_more_than_common_ones():
    texts = ("the boat sank", "the boat left", "the boat stayed", "the mill burned")
    rarity = Rarity([content_words(text) for text in texts])
    assert rarity.weight("mill") > rarity.weight("boat")
    assert rarity.shared(content_words("a mill burned"), content_words("the mill burned down")) > 0.5
    assert rarity.shared(content_words("a mill"), content_words("a boat")) == 0.0
