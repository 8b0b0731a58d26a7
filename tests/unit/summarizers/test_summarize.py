"""What summarize promises: verbatim spans, defined answers, clear errors, and sentences that read right alone."""

import pytest

from summarizers import METHODS, SLACK_SECTION_CHARACTERS, Document, InputTooLargeError, SummaryError, summarize

FLOOD = Document(
    "RIVERTON (Wire) - The Elm river rose by two metres on Monday and flooded the old town of Riverton.\n\n"
    "Mayor Ana Bell ordered two thousand people to leave their homes before dark.\n\n"
    "She said the dam upstream was safe.\n\n"
    "Sign up for our newsletter to get more stories like this one.\n\n"
    '"We have never seen so much water," fire chief Omar Reed said at the town hall.\n\n'
    "Will the rain stop before the weekend begins in the valley?\n\n"
    "However, the forecast speaks of another day of heavy rain in the hills.\n\n"
    "Pictured: The old bridge of Riverton under water on Monday afternoon.\n\n"
    "Schools and the hospital of Riverton stay closed until Thursday, the county announced.",
    "en",
)
SAME_FLOOD = Document(
    "The Elm river rose by two metres on Monday and flooded the old town of Riverton, officials said.\n\n"
    "Insurers expect damage of forty million crowns in the valley.",
    "en",
)


def told(documents: list[Document], **options: object) -> list[str]:
    return [sentence.text(documents) for sentence in summarize(documents, **options)]  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize("method", METHODS)
def test_every_method_returns_distinct_sentences_in_reading_order(method: str) -> None:
    found = summarize([FLOOD, SAME_FLOOD], sentences=4, method=method)
    assert found == sorted(set(found), key=lambda s: (s.document_index, s.start))
    assert len(found) == 4


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("text", ["", "  \n ", "...", "— !!! —"])
def test_text_without_letters_has_no_summary(method: str, text: str) -> None:
    assert summarize([Document(text)], sentences=3, method=method) == []
    assert summarize([], words=20, method=method) == []


@pytest.mark.parametrize("method", METHODS)
def test_one_sentence_sums_itself_up(method: str) -> None:
    assert told([Document("Rain fell all day over the whole of the valley.")], sentences=3, method=method) == [
        "Rain fell all day over the whole of the valley."
    ]


@pytest.mark.parametrize("method", METHODS)
def test_equal_sentences_are_returned_once(method: str) -> None:
    documents = [Document("Rain fell all day over the whole valley. " * 6, "en")]
    assert len(told(documents, sentences=3, method=method)) == 1


@pytest.mark.parametrize("method", METHODS)
def test_lone_surrogates_and_mixed_scripts_are_summarized(method: str) -> None:
    documents = [
        Document("Rain \ud800 fell all day in the valley. 河水上涨了两米，老城被淹。 Дождь шёл весь день в долине.")
    ]
    assert told(documents, sentences=2, method=method)


def test_auto_leaves_notices_captions_and_questions_out() -> None:
    text = " ".join(told([FLOOD], sentences=9))
    assert not any(word in text for word in ("Sign up", "Will the rain", "Pictured"))


def test_auto_takes_the_neighbour_along_that_a_pronoun_points_at() -> None:
    for count in range(1, 8):
        texts = told([FLOOD], sentences=count)
        if any(text.startswith("She") for text in texts):
            assert texts[texts.index("She said the dam upstream was safe.") - 1].startswith("Mayor Ana Bell")
    assert "She said the dam upstream was safe." in texts


def test_auto_shows_no_connective_whose_predecessor_cannot_be_shown() -> None:
    assert not any(text.startswith("However") for text in told([FLOOD], sentences=9))


def test_auto_says_nothing_twice_across_documents() -> None:
    texts = told([FLOOD, SAME_FLOOD], sentences=9)
    assert sum("rose by two metres" in text for text in texts) == 1
    assert any("Insurers" in text for text in texts)


def test_auto_keeps_quotations_whole() -> None:
    text = (
        'The mayor spoke at noon in Riverton. "Nobody needs to worry about the dam. It was built well," Ana Bell said.'
    )
    for count in (1, 2, 3):
        shown = " ".join(told([Document(text, "en")], sentences=count))
        assert shown.count('"') % 2 == 0


@pytest.mark.parametrize("words", [15, 40, 60])
def test_words_are_an_upper_bound_and_no_sentence_is_cut(words: int) -> None:
    texts = told([FLOOD, SAME_FLOOD], words=words)
    assert texts
    assert sum(len(text.split()) for text in texts) <= words


@pytest.mark.parametrize("characters", [120, 300, SLACK_SECTION_CHARACTERS])
@pytest.mark.parametrize("method", ["auto", "lead"])
def test_characters_are_an_upper_bound_as_a_platform_counts(characters: int, method: str) -> None:
    salty = Document("Salt & water <sea> flowed past Riverton 😀 on Monday. " * 2 + FLOOD.text, "en")
    texts = told([salty, SAME_FLOOD], characters=characters, method=method)
    message = "\n".join(texts).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert texts
    assert len(message.encode("utf-16-le")) / 2 <= characters


def test_auto_exceeds_a_limit_only_with_one_sentence_when_none_is_short_enough() -> None:
    assert len(told([FLOOD], words=2)) == 1
    assert told([FLOOD], words=2, method="lead") == []


def test_a_text_of_questions_still_gets_an_answer() -> None:
    assert len(told([Document("Who opened the gates of the dam? Why did nobody close them?")], sentences=1)) == 1


def test_lead_takes_documents_in_turn() -> None:
    found = summarize([FLOOD, SAME_FLOOD], sentences=2, method="lead")
    assert [sentence.document_index for sentence in found] == [0, 1]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({}, "one of sentences=N, words=N and characters=N"),
        ({"sentences": 1, "words": 9}, "one of sentences=N, words=N and characters=N"),
        ({"sentences": 0}, "at least 1, got 0"),
        ({"words": -4}, "at least 1, got -4"),
        ({"words": 9, "characters": 9}, "one of sentences=N"),
        ({"characters": 0}, "characters must be a whole number of at least 1, got 0"),
        ({"sentences": True}, "at least 1, got True"),
        ({"sentences": 2.5}, "at least 1, got 2.5"),
        ({"sentences": 1, "method": "magic"}, "unknown method 'magic'; known are auto, lead"),
    ],
)
def test_wrong_arguments_are_named(options: dict[str, object], complaint: str) -> None:
    with pytest.raises(SummaryError, match=complaint):
        summarize([FLOOD], **options)  # type: ignore[arg-type]  # wrong ones, on purpose


def many(count: int) -> Document:
    return Document(
        " ".join(f"The mayor of Town{i} told Paper{i} that River{i} flooded {i} houses." for i in range(count)), "en"
    )


@pytest.mark.parametrize("method", ["auto", "lead", "edmundson"])
def test_ten_thousand_sentences_are_summarized(method: str) -> None:
    assert len(summarize([many(10_000)], sentences=3, method=method)) == 3


@pytest.mark.parametrize("method", [m.name for m in METHODS.values() if (m.most_sentences or 10_000) < 10_000])
def test_methods_that_cannot_finish_refuse_and_say_what_would_work(method: str) -> None:
    with pytest.raises(InputTooLargeError, match=r"at most \d+. Use auto or lead"):
        summarize([many(10_000)], sentences=3, method=method)


def test_nobody_speaks_of_himself_beside_other_texts() -> None:
    letter = Document("I saw the Elm river flood the old town of Riverton on Monday. Our house is gone.", "en")
    assert told([letter], sentences=1)[0].startswith("I saw")
    assert not any("Our house" in text or text.startswith("I ") for text in told([FLOOD, SAME_FLOOD, letter], words=90))


def test_what_needs_somebodys_own_voice_is_not_quoted_beside_other_texts_either() -> None:
    letter = Document("We lost our house in Riverton to the Elm river on Monday. It was built by Omar Reed.", "en")
    assert not any(text.startswith(("We", "It")) for text in told([letter, FLOOD, SAME_FLOOD], words=90))


def test_a_stray_among_the_documents_is_not_quoted() -> None:
    stray = Document("Crossword puzzles appear every weekday at noon. Readers solve them with pencils.", "en")
    assert all(sentence.document_index != 1 for sentence in summarize([FLOOD, stray, SAME_FLOOD], words=90))


def test_where_nothing_reads_alone_prose_is_shown_before_furniture() -> None:
    text = "She told reporters in Riverton that the dam was safe. Sign up for news of the Riverton dam."
    assert told([Document(text, "en")], sentences=1) == ["She told reporters in Riverton that the dam was safe."]
