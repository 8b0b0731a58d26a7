"""The splitter: a bar in each case stands where one sentence ends and the next begins."""

import pytest

from summarizers import split

ENGLISH = [
    "Mr. Smith met Dr. Jones at St. Mary's.| They talked.",
    "The U.S. Senate voted at 5 p.m. on Jan. 5.| It passed.",
    "He moved to the U.S.| The rest stayed.",
    "J. R. R. Tolkien wrote it.| A. Smith read it.",
    "It cost $3.5 million, up 4.25 percent.| Nobody paid.",
    "He hesitated ... and left.| Then he came back...| Nobody saw.",
    '"Is it over?" he asked.| "It is!" Jane Roe replied.| Silence.',
    '"It is over."| The crowd left.| “Good.”| So it was.',
    "(They had left early.)| The rest [sic] stayed.",
    "KYIV (Reuters) - The army left.| It was late.",
    "COLUMBIA, S.C. — The house voted.| It was late.",
    "Acme Inc. Chief Jane Roe left.| She sold Acme Inc.| The buyer is unknown.",
    "See No. 5 on p. 12.| He said yes.| 12 people left.",
    "Was it so?!| Yes.| Who knows…| Not I.",
    "Ships, e.g. ferries, i.e. boats, sailed vs. the wind.| Gone.",
    "It was over.|Then they left for example.org and Node.js.| Done.",
    "It was proven.[12]| Others doubt it.[3][4]| Why?",
    "Gen. Lee and Lt. Col. Roe met Sen. Doe.| Nobody spoke.",
    "1. Open the door.| Close it.",
    "They chose plan B.| The rest is known.",
    "He bought an iPhone.| iPhone sales rose.",
    "It weighs 5 kg.| 12 people carried it (ca. 2 at a time).| Done.",
    "It opens at 9 a.m. Kyiv time.| Talks end by 5 p.m. Friday.| Nobody came.",
]
OTHERS = [
    ("de", "Am 3. Oktober kam Dr. Meier, z. B. nach Bonn.| Er ist 34.| Die Stadt feiert."),
    ("fr", "M. Dupont est arrivé.| « Pourquoi ? » a-t-il dit.| Mme Roux est partie."),
    ("es", "El Sr. Gómez llegó.| ¿Quién lo sabe?| Nadie."),
    ("ru", "В 2020 г. А. В. Петров приехал.| В городе было тихо, т.е. спокойно.| Он ушёл."),
    ("uk", "Проф. Коваль приїхав у м. Київ.| Він мовчав."),
    ("zh", "他说：“我很好。”|记者走了。|“你好吗？”他说。|谢谢！"),
    ("ja", "「行く。」と述べた。|次の文です。"),
    ("hi", "यह एक वाक्य है।| यह दूसरा है।"),
    ("ar", "هل هذا سؤال؟| نعم.| هذا جواب."),
    ("tr", "Prof. Kaya 3. sırada.| Bu iyi."),
    ("sk", "Pozri kpt. 3 spisu.| Koniec."),
    ("es", "Abre a las 9 a. m.| Los lunes cierra."),
    ("ko", "그는 떠났다.| 아무도 몰랐다."),
    (None, "Mr. Smith left.| Проф. Иванов ушёл.| 谢谢。|再见。"),
]
LINES = [
    "A heading\nThe first paragraph.| It goes on.\nA second paragraph\n• one thing\n• another thing",
    "Sentence one is here.\n\nanother begins in lower case",
    "* * *\nOnly words count.\n---",
]
WRAPPED = """
The quick brown fox jumped over the dog and then met Mr.
Smith, who had been waiting at the corner of the old street
in London.| He left.| The end of this tale came
soon."""


def sentences(text: str, lang: str | None = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, lang)]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(("lang", "marked"), OTHERS)
def test_other_languages_have_their_own_stops_and_abbreviations(lang: str | None, marked: str) -> None:
    assert sentences(marked.replace("|", ""), lang) == [part.strip() for part in marked.split("|")]


def test_line_breaks_end_headings_paragraphs_and_bullets() -> None:
    marked = LINES[0]
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.replace("\n", "|").split("|")]


def test_a_blank_line_always_ends_a_sentence() -> None:
    assert sentences("no stop here\n\nnor there") == ["no stop here", "nor there"]


def test_lines_without_letters_are_no_sentences() -> None:
    assert sentences(LINES[2]) == ["Only words count."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    marked = WRAPPED
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_windows_line_ends_count_once() -> None:
    assert sentences("The cat sat on the\r\nmat. It slept.\r\n\r\nEnd") == [
        "The cat sat on the\r\nmat.",
        "It slept.",
        "End",
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "...", "—", "\u200b"])
def test_text_without_letters_or_digits_has_no_sentences(text: str) -> None:
    assert split(text) == []


def test_lone_surrogates_are_kept_as_they_are() -> None:
    assert sentences("\ud800 one. Two \udfff.") == ["\ud800 one.", "Two \udfff."]


def test_an_unknown_language_is_read_by_english_rules() -> None:
    text = "Mr. Smith left. He was late."
    assert split(text, "xx") == split(text, "en") == split(text, "en-GB")
