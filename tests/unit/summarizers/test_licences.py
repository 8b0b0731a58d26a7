"""Nothing is taken for known that no earlier sentence gives: things, shortened names, people, what came before."""

import pytest

from summarizers import Document, summarize
from summarizers.licences import Standing, examine
from summarizers.phrases import phrases_of

TRUCK = "Omar Reed of Elmton lost a refrigerated truck to the flood on Monday."


def last(*texts: str, lang: str = "en") -> Standing:
    return examine(texts, [True] * len(texts), phrases_of(lang))[-1]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody has seen the truck since.",
        "Engineers said the truck was empty.",
        "The refrigerated truck carried fish to Riverton.",
        "Ana Bell paid for the truck's repair.",
        "The truck, which carried fish, was empty.",
    ],
)
def test_the_resumes_what_an_earlier_sentence_held(text: str) -> None:
    assert last(TRUCK, text).nouns == {"truck"}


@pytest.mark.parametrize(
    "text",
    [
        "The truck of Omar Reed was empty.",
        "The truck that sank was empty.",
        "The truck owned by Omar Reed was empty.",
        "The truck in the river was empty.",
        "Ana Bell saw a truck; the truck was empty.",
        "The first truck was found on Monday.",
        "The Riverton truck was found on Monday.",
        "Rain fell and the government sent help.",
    ],
)
def test_the_is_licensed_by_what_stands_beside_it(text: str) -> None:
    standing = last(TRUCK, text)
    assert (standing.nouns, standing.leans) == (set(), False)


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell as the driver slept.",
        "The Riverton mayor went to Elmton.",
        "Help came when the 40-year-old called.",
        "The truck was empty.",
        "Police found this truck on Monday.",
        "By chance, help came to Elmton.",
        "Luckily, help came to Elmton.",
        "After the flood he went to Elmton.",
    ],
)
def test_what_nothing_licenses_points_at_the_sentence_before(text: str) -> None:
    assert last("Rain fell by chance in Elmton.", text).leans


@pytest.mark.parametrize(
    "text",
    [
        "On Monday, help came to Elmton.",
        "Last week, help came to Elmton.",
        "Riverton, by chance, was spared.",
        "A driver, asleep, was saved.",
        "People of this town were saved.",
        "Ana Bell said she was saved.",
        "A driver said he was saved.",
        "The people of Elmton were saved.",
    ],
)
def test_times_places_names_and_whom_a_sentence_names_are_no_links(text: str) -> None:
    assert not last("Rain fell by chance in Elmton last week. Ana Bell slept.", text).leans


def test_a_shortened_name_takes_the_full_one_for_known() -> None:
    full = "Ana Bell-Reed, the mayor, spoke in Elmton."
    assert last(full, "Rain fell, Bell-Reed said.").surnames == {"Bell-Reed"}
    assert last(full, "Rain fell, Mrs. Bell-Reed said.").surnames == {"Bell-Reed"}
    assert last(full, "Rain fell, Ana said.").surnames == {"Ana"}
    assert last(full, "Ana Bell-Reed said that Bell-Reed slept.").surnames == set()
    assert last(full, "Rain fell in Elmton, Omar said.").surnames == set()
    assert last("The Elm Valley Trust (EVT) paid.", "Rain fell, EVT said.").surnames == {"EVT"}


def test_days_and_what_everybody_knows_by_a_part_are_no_shortened_names() -> None:
    assert last("The Riverton Monday fell. The Elm Senate met.", "On Monday the Senate met.").surnames == set()


def test_a_language_without_licences_takes_nothing_for_known() -> None:
    assert last(TRUCK, "The driver saw the truck.", lang="ru") == Standing()


def shown(text: str, count: int) -> list[str]:
    documents = [Document(text, "en")]
    return [sentence.text(documents) for sentence in summarize(documents, sentences=count)]


def test_a_sentence_is_chosen_only_after_one_that_names_what_it_resumes() -> None:
    opening = "Rain flooded Riverton and Elmton on Monday."
    named = "A quiet engineer taught sailing to beginners aboard a refrigerated truck abroad."
    other = "Anglers met bakers."
    resuming = "Engineers drained the truck, flooded Riverton and flooded Elmton."
    text = f"{opening} {other} {named} {resuming} Rain flooded Elmton."
    for count, found in ((1, [opening]), (2, [opening, named]), (3, [opening, named, resuming])):
        assert shown(text, count) == found


def test_a_shortened_name_is_chosen_only_after_the_full_one() -> None:
    opening = "Rain flooded Riverton and Elmton on Monday."
    named = "A quiet engineer, Ana Bell, once taught sailing to beginners abroad."
    short = "Bell drained flooded Riverton and flooded Elmton."
    for count, found in ((1, [opening]), (2, [opening, named]), (3, [opening, named, short])):
        assert shown(f"{opening} {named} {short} Rain flooded Elmton.", count) == found
