"""Search, for any text: words are folded the same way everywhere, highlights are spans, nothing else is raised."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Part
from bot.domain.highlight import highlights, passage
from bot.domain.search import Query, parse_query
from bot.domain.tokens import folded, tokens, words
from bot.errors import CommandError
from tests.contract.samples import revision

TEXTS = st.text(st.characters() | st.sampled_from('ab é\u0301 ß İ ǅ 地震 "“”:..'), max_size=60)


@given(TEXTS)
def test_both_readings_of_a_text_give_the_same_words(text):
    found = list(tokens(text))
    assert [token.word for token in found] == words(text)
    assert all(folded(text[token.start : token.end]) == token.word for token in found)


@given(TEXTS)
def test_words_hold_nothing_that_a_database_reads_as_syntax(text):
    assert not {character for word in words(text) for character in word} & set("'\"\\:,*&|!<>(){}^ \0\n")
    assert "" not in words(text)


@given(TEXTS)
def test_a_search_is_read_or_refused_by_its_own_error(text):
    with suppress(CommandError):
        asked = parse_query(text)
        assert asked != Query()


@given(TEXTS)
def test_every_word_of_a_text_is_highlighted_in_it(text):
    held = revision(title="", body=text)
    for word in words(text):
        found = highlights(Query(phrases=((word,),)), held)
        assert found
        assert all(folded(mark.slice(held)) == word for mark in found if mark.end - mark.start == len(word))
        start, end = passage(text, found)
        assert 0 <= start <= end <= len(text)
        assert any(mark.part is Part.BODY and start <= mark.start and mark.end <= end for mark in found)
