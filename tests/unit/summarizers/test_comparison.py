"""All methods side by side: each is there, what it chose and why it refused."""

from itertools import count

import pytest

from summarizers import METHODS, Document, SummaryError, compare, summarize, table

NEWS = Document("The Elm river rose on Monday. Mayor Bell closed three schools. Rain is expected on Friday.", "en")
LONG = Document(" ".join(f"The mayor of Town{i} told Paper{i} that {i} houses stand." for i in range(1001)), "en")


def test_every_method_is_compared_by_what_it_returns_alone() -> None:
    outcomes = compare([NEWS], sentences=2, clock=count().__next__)
    assert [one.method for one in outcomes] == list(METHODS)
    assert all(list(one.sentences) == summarize([NEWS], sentences=2, method=one.method) for one in outcomes)
    assert {one.seconds for one in outcomes} == {1}


def test_a_refusal_stands_in_the_table_with_its_reason() -> None:
    outcomes = compare([LONG], words=30, methods=["lead", "lsa"])
    assert [bool(one.refusal) for one in outcomes] == [False, True]
    (line,) = [line for line in table([LONG], outcomes).splitlines() if " lsa " in line]
    assert "it takes at most 1000" in line


def test_the_table_shows_each_chosen_sentence_once_with_the_letters_of_its_methods() -> None:
    outcomes = compare([NEWS], sentences=1)
    methods, sentences = table([NEWS], outcomes).split("\n\n")
    assert len(methods.splitlines()) == 1 + len(METHODS)
    chosen = {one.sentences[0] for one in outcomes}
    assert len(sentences.splitlines()) == len(chosen)
    assert sum(int(line.split()[1]) for line in sentences.splitlines()) == len(METHODS)
    assert sum(char != "." for line in sentences.splitlines() for char in line.split()[0]) == len(METHODS)


@pytest.mark.parametrize("text", ["", " \n", "…", "\ud800"])
def test_text_without_sentences_has_a_table_without_them(text: str) -> None:
    documents = [Document(text)]
    assert table(documents, compare(documents, sentences=1)).endswith("\n")


def test_a_missing_limit_is_named_before_any_method_runs() -> None:
    with pytest.raises(SummaryError, match="give "):
        compare([NEWS])
