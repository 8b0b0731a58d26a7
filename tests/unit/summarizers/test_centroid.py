"""Which sentences and documents are near to what the documents are about together."""

from summarizers.base import Document
from summarizers.candidates import candidates
from summarizers.centroid import centrality, relevance, vectors

FLOOD = "The Elm river flooded the old town of Riverton. The flood of the Elm river closed schools in Riverton."
SAME = "Schools in Riverton are closed after the Elm river rose. The old town is under water after the flood."
STRAY = "Crossword puzzles appear every weekday at noon. Readers solve them with pencils and patience."


def test_what_other_sentences_say_too_is_more_central() -> None:
    found = candidates([Document(f"{FLOOD} {SAME} Pencils are sold out nowhere else this week.", "en")])
    scores = centrality(found, vectors(found))
    assert scores[-1] == min(scores)
    assert all(0 <= score <= 1 for score in scores)


def test_a_stray_among_the_documents_counts_little() -> None:
    found = candidates([Document(text, "en") for text in (FLOOD, STRAY, SAME)])
    share = relevance(found, vectors(found))
    assert share[0] == share[2] == 1.0
    assert share[1] < 0.5


def test_one_document_and_two_count_alike() -> None:
    for texts in ([FLOOD], [FLOOD, SAME], [FLOOD, STRAY]):
        found = candidates([Document(text, "en") for text in texts])
        assert set(relevance(found, vectors(found)).values()) == {1.0}


def test_equal_sentences_have_a_defined_answer() -> None:
    found = candidates([Document("Rain fell all day over the valley. " * 3, "en")] * 2)
    assert centrality(found, vectors(found)) == [0.0] * 6
    assert set(relevance(found, vectors(found)).values()) == {1.0}
