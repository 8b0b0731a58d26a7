"""Whatever the text in a language of the light reader: spans are inside it and not empty, and nothing is raised."""

import random

import pytest

from bot.claims.analysis import analyse_story
from bot.claims.light.grammar.vocabulary import load_vocabulary
from bot.domain.claim import ClaimText, StoryAnalysis, TextSpan

LANGUAGES = ("de", "es", "fr", "ru", "uk")
MARKS = (*",.:;?!()-—–„“”«»\"'’%€", "\n", "\n\n", "— ")
NUMBERS = ("8", "40", "4\u00a08", "1.500,5", "2\u202f000", "12:41", "1.2.3", "٣", "²", "1999")
ODD = (
    "a-" * 2000 + "a",
    "\ud800",
    "\x00",
    "\u200b",
    "\u0301",
    "İ",
    "ß",
    "Σ",
    "_a",
    "\ufeff",
    "G.",
    "Ilse Varn",
    "Bela Orm",
)
TEXTS = 250  # a language


def pieces(lang: str) -> list[str]:
    """Return what texts are made of: words of each list, verbs with their particles, marks, numbers, odd characters."""
    vocabulary = load_vocabulary(lang)
    assert vocabulary is not None
    lists = [sorted(words)[::7] for _, words in sorted(vocabulary.words.items())]
    verbs = [word for form, cues in sorted(vocabulary.cues.items())[::5] for word in (form, cues[0].particle) if word]
    return [*(word for words in lists for word in words), *verbs, *vocabulary.numbers]


def span_list(found: StoryAnalysis) -> list[TextSpan]:
    said = [span for one in (*found.statements, *found.unlinked) for span in (one.source, one.cue, one.content) if span]
    return said + [span for one in found.disputes for span in (one.claim, one.response)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_spans_are_valid_whatever_the_text(lang: str) -> None:
    drawn = random.Random(lang)  # the same texts in every run
    words = pieces(lang)
    for _ in range(TEXTS):
        rare = (drawn.choice(MARKS), drawn.choice(NUMBERS), drawn.choice(ODD))
        chosen = drawn.choices(words, k=30) + drawn.choices(MARKS, k=10) + list(rare)
        drawn.shuffle(chosen)
        text = " ".join(word.capitalize() if drawn.random() < 0.3 else word for word in chosen)
        found = analyse_story([ClaimText(article="a", text=text, source="Outlet", title=text[:60], lang=lang)])
        assert all(0 <= span.start < span.end <= len(text) for span in span_list(found)), text


def test_a_verb_whose_particle_follows_a_quotation_is_read() -> None:
    found = analyse_story([ClaimText(article="a", text="Er sagte „drei Worte“ aus.", lang="de")])
    assert [one.rule for one in found.statements] == ["quote.after"]
