"""Words: how they are cut and stemmed, and what tells a language."""

import pytest

from bot.domain.story import StoryText
from bot.stories.vocabulary import _MOST_TOKENS, Vocabulary
from bot.stories.words import find_words, language_of, stemmer


def language(text: str, lang: str | None) -> str:
    return language_of(StoryText(id="a", text=text, lang=lang))


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "earthquakes", "earthquake"),
        ("de", "brücken", "brücke"),
        ("ru", "пожарные", "пожарных"),
        ("uk", "рятувальники", "рятувальників"),
        ("pl", "strażacy", "strażak"),
        ("bg", "пожарникар", "пожарникари"),
    ],
)
def test_forms_of_a_word_are_one_with_a_stemmer_or_without(code: str, one: str, other: str) -> None:
    stem = stemmer(code)
    assert stem(one)[:6] == stem(other)[:6]
    assert stem(one) != stem("orlesk")


def test_scripts_without_spaces_give_pairs_of_characters_and_others_words() -> None:
    assert find_words("红隼大桥 in 2024's", 100) == ["红隼", "隼大", "大桥", "in", "2024", "s"]
    assert find_words("Orlesk's bridge", 6) == ["Orlesk"]


@pytest.mark.parametrize(
    ("text", "given", "told"),
    [
        ("The bridge fell and nine died", None, "en"),
        ("Neun Menschen sterben bei dem Einsturz der Brücke", None, "de"),
        ("Kestrel Orlesk", None, "en"),
        ("Kestrel Orlesk", "de", "de"),
        ("Shooting at the Hadlow mall", "pcm", "en"),
        ("Shooting at the Hadlow mall and after", "it", "en"),
        ("Veridan buys Lunacore at", "ru", "ru"),  # one word may be a name
        ("The bridge fell and nine died. " * 20, "de", "de"),  # long enough for whoever gave it
    ],
)
def test_a_short_text_is_in_the_language_of_its_function_words_where_they_contradict(
    text: str, given: str | None, told: str
) -> None:
    assert language(text, given) == told


def test_the_vocabulary_forgets_what_no_live_article_has() -> None:
    vocabulary = Vocabulary()
    for number in range(_MOST_TOKENS // 250 + 2):
        raw = vocabulary.read(StoryText(id="a", text=" ".join(f"w{number}x{i}" for i in range(250)), lang="en"))
        vocabulary.forget(raw)
    assert len(vocabulary) <= 500
