"""Invariants of summaries over any documents."""

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizers import METHODS, Document, Sentence, split, summarize
from summarizers.furniture import dateline_end

WORDS = ["The", "river", "rose", "Monday", "She", "said", "however", "town", "dam", "Riverton", "35", "两米", "\ud800"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
STOPS = st.sampled_from([". ", "? ", ".\n", ".\n\n", '." ', "。", "! ", " "])
TEXTS = st.lists(st.tuples(SENTENCES, STOPS), max_size=12).map(lambda pairs: "".join(a + b for a, b in pairs))
DOCUMENTS = st.lists(TEXTS.map(lambda text: Document(text, "en")), max_size=4)


def prose(text: str) -> set[tuple[int, int]]:
    """Return the sentences of a text, whole and as they read after a dateline or the number of an item."""
    spans = split(text, "en")
    return {(start + skipped, end) for start, end in spans for skipped in (0, dateline_end(text[start:end]))}


def flaws(documents: list[Document], found: list[Sentence], most: int) -> list[str]:
    """Name every broken promise of `summarize` with sentences=most."""
    broken = []
    if any((s.start, s.end) not in prose(documents[s.document_index].text) for s in found):
        broken.append("not a sentence")
    if found != sorted(set(found), key=lambda s: (s.document_index, s.start)):
        broken.append("disorder or repetition")
    if len(found) > most:
        broken.append("too long")
    words = [tuple(s.text(documents).casefold().split()) for s in found]
    if len(set(words)) < len(words):
        broken.append("said twice")
    return broken


@settings(max_examples=120, deadline=None)
@given(DOCUMENTS, st.integers(1, 5), st.sampled_from(sorted(METHODS)))
def test_summaries_are_distinct_sentences_of_the_text_within_the_limit(
    documents: list[Document], most: int, method: str
) -> None:
    found = summarize(documents, sentences=most, method=method)
    assert flaws(documents, found, most) == []
    assert found == summarize(documents, sentences=most, method=method)


def test_the_checks_see_broken_summaries() -> None:
    documents = [Document("Rain fell. Rain fell. It stopped.", "en")]
    one, two, three = (Sentence(0, *span) for span in split(documents[0].text, "en"))
    assert flaws(documents, [one, three], 2) == []
    assert flaws(documents, [one, two], 2) == ["said twice"]
    assert flaws(documents, [three, one], 1) == ["disorder or repetition", "too long"]
    assert flaws(documents, [Sentence(0, 1, 10)], 2) == ["not a sentence"]
