"""What became of quoted words in a newer revision: which stand, what the publisher notes, what is said instead."""

from __future__ import annotations

import pytest

from bot.briefing.changes import Reading, read_anew, stands
from bot.domain.article import Part
from bot.domain.document import quote
from tests.builders.articles import stored

SAID = "The harbour sold 40 boats."
TITLE = "Harbour sells boats"


def still(body: str, *, title: str = TITLE, before: str = f"A quiet day. {SAID} Nobody came.") -> bool:
    one, other = stored("one", before, title=TITLE), stored("one", body, title=title, number=2)
    start = before.index(SAID)
    return stands(
        quote(one, part=Part.BODY, start=start, end=start + len(SAID)), before=one.revision, after=other.revision
    )


@pytest.mark.parametrize(
    "body",
    [
        f"A quiet day at sea. {SAID} Nobody came at all.",
        f"{SAID}",
        "Somewhere else.\n\nThe  harbour sold\n40 boats.",
        f"“{SAID}” Nobody came.",
    ],
)
def test_a_sentence_that_is_still_said_stands(body):
    assert still(body)


@pytest.mark.parametrize(
    "body",
    [
        "The harbour sold 14 boats.",
        "",
        f"It is not so that {SAID}",
        "Rivals say The harbour sold 40 boats.",
        "The harbour sold 40 boats.com shares.",
    ],
)
def test_a_sentence_that_changed_or_became_a_part_of_another_does_not(body):
    assert not still(body)


def test_words_that_a_text_repeats_without_end_are_looked_for_once_over():
    assert not still(f"and {SAID[:-1]} " * 20_000)
    assert still(f"and {SAID} " * 20_000 + f". {SAID}")


def test_quotation_marks_and_dashes_of_another_kind_are_no_change():
    one = stored("one", "It’s “late” – he said.")
    other = stored("one", 'It\'s "late" - he said.', number=2)
    assert stands(quote(one, part=Part.BODY, start=0, end=22), one.revision, other.revision)


@pytest.mark.parametrize(("title", "kept"), [(TITLE, True), (f"{TITLE}, rivals say", False), ("Boats", False)])
def test_a_headline_stands_while_it_is_the_headline(title, kept):
    one, other = stored("one", SAID, title=TITLE), stored("one", SAID, title=title, number=2)
    line = quote(one, part=Part.TITLE, start=0, end=len(TITLE))
    assert stands(line, one.revision, other.revision) is kept


def read(after: str, *, before: str = SAID, title: str = TITLE, gone: str = SAID) -> tuple[Reading, str | None]:
    """Return a reading of a new text, and the words of the note in it."""
    found = read_anew((TITLE, before), (title, after), "en", ((Part.BODY, gone),))
    texts = {Part.TITLE: title, Part.BODY: after}
    return found, found.note and texts[found.note[0]][found.note[1] : found.note[2]]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier figure for the boats was too high.",
        "Editor’s note: the number of boats has been put right.",
        "An earlier version of this article gave a wrong number of boats.",
        "This article was amended on 3 March to put the number right.",
        "Korrektur: Die Zahl der Boote war zu hoch angegeben.",
        "Corrección: La cifra de barcos era demasiado alta.",
        "Rectificatif : le nombre de bateaux était trop élevé.",
        "Уточнение: число лодок было завышено.",
        "Уточнення: кількість човнів була завищена.",
    ],
)
def test_a_publishers_note_is_found(note):
    found, words = read(f"The harbour sold 14 boats. {note} The sea was calm.")
    assert words == note
    assert not found.withdrawn


@pytest.mark.parametrize(
    "note",
    [
        "Withdrawn: this text does not meet our standards.",
        "This story has been withdrawn because its source cannot be confirmed.",
        "We have taken down this article while its sources are examined.",
        "Dieser Artikel wurde zurückgezogen.",
        "Este artículo ha sido retirado.",
        "Cet article a été retiré.",
        "Эта статья снята с публикации.",
        "Ця стаття була знята з публікації.",
    ],
)
def test_a_withdrawal_is_told_apart(note):
    found, words = read(note)
    assert words == note
    assert found.withdrawn


@pytest.mark.parametrize(
    "text",
    [
        "The minister withdrew the bill on Monday.",
        "The journal retracted the study, and the university is looking into it.",
        "Correction officers met in the harbour hall.",
        "Update: the boats have left.",
        "The new version of the boat sails faster.",
    ],
)
def test_news_about_corrections_elsewhere_is_no_note(text):
    assert read(text)[1] is None


def test_a_note_that_stood_before_is_not_news():
    note = "Correction: An earlier figure for the boats was too high."
    assert read(f"{note} Boats left.", before=f"{note} {SAID}")[1] is None


def test_a_note_in_the_headline_counts():
    found, words = read("Nothing stands here.", title="WITHDRAWN: Harbour sells boats")
    assert (words, found.withdrawn) == ("WITHDRAWN: Harbour sells boats", True)


def test_a_heading_takes_the_sentence_after_it_along():
    assert read("Correction:\n\nThe harbour sold 14 boats.")[1] == "Correction:\n\nThe harbour sold 14 boats."


def test_the_sentence_most_like_the_gone_one_is_what_is_said_now():
    after = "It rained. The harbour sold 14 boats. The harbour master went home."
    found, _ = read(after)
    [place] = found.instead
    assert after[place[1] : place[2]] == "The harbour sold 14 boats."


def test_where_nothing_like_it_stands_nothing_is_said():
    assert read("It rained all day and nobody came.")[0].instead == (None,)
