"""Copies of invented texts, edited as outlets edit agency copy, and texts that are no copies."""

import pytest

from bot.stories.duplicates import copies

BRIDGE = (
    "Nine people died when the Kestrel bridge at Orlesk fell into the river on Monday. The fire brigade searched the "
    "water until dark. Mayor Ida Brannock closed the other two crossings and asked the ministry for engineers. "
    "Inspectors had found cracks in the northern pillar last autumn, a report of the roads office shows. "
    "The office said that repairs were planned for May. Ferries will run between the banks from tomorrow."
)
FERRY = (
    "Ferry crews of the Sound Lines went on strike this morning over pay and night shifts. Three of five routes stood "
    "still, and islanders queued for seats on fishing boats. The company offered four percent more from July. "
    "Union secretary Tom Vell called that a joke. Talks go on tonight in the harbour office, both parties said."
)
CHANGED = (
    BRIDGE.replace("people", "persons").replace("fire", "rescue").replace("closed", "shut").replace("two", "three")
)
SENTENCES = BRIDGE.split(". ")
JAPANESE = "オルレスクのケストレル橋が月曜日に川へ崩れ落ち、九人が死亡した。市長は残る二つの橋を閉鎖した。"


def folds(one: str, two: str) -> bool:
    return copies({"one": one, "two": two}) == {"one": "one", "two": "one"}


@pytest.mark.parametrize(
    "copy",
    [
        BRIDGE,
        ". ".join(SENTENCES[:2]),
        f"{BRIDGE} {FERRY}",
        f"Bridge falls, nine dead\n{BRIDGE}",
        ". ".join(reversed(SENTENCES)),
        f"Skip to content. Home News Sport.\n{BRIDGE}\nSign up for our newsletter. All rights reserved.",
        CHANGED,
        BRIDGE.upper(),
    ],
    ids=["same", "cut", "extended", "retitled", "reordered", "framed", "reworded", "capitals"],
)
def test_an_edited_text_is_a_copy_whichever_came_first(copy: str) -> None:
    assert folds(BRIDGE, copy)
    assert folds(copy, BRIDGE)


def test_two_events_and_a_shared_sentence_are_no_copies() -> None:
    shared = "Talks go on tonight in the harbour office, both parties said."
    assert not folds(BRIDGE, FERRY)
    assert not folds(f"{BRIDGE} {shared}", FERRY)


def test_a_text_of_few_words_is_a_copy_only_where_nearly_all_of_it_is() -> None:
    claim = "Velm alleges that the harbour hid the report on the fire."
    assert not folds(claim, "The harbour denies that the harbour hid the report on the fire.")
    assert folds(claim, f"On Monday {claim}")


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    assert folds(JAPANESE, f"{JAPANESE[:-2]}と発表した。")
    assert not folds(
        JAPANESE,
        "フェリーの乗組員は今朝、賃金と夜勤をめぐってストライキに入った。会社は七月から四パーセントを提示した。",
    )


def test_copies_through_a_third_text_are_one_and_the_first_listed_stands_for_them() -> None:
    found = copies({"ferry": FERRY, "bridge": BRIDGE, "alone": "Terns were counted.", "both": f"{FERRY} {BRIDGE}"})
    assert found == {"ferry": "ferry", "bridge": "ferry", "alone": "alone", "both": "ferry"}


def test_copies_are_told_however_many_outlets_ran_the_text() -> None:
    outlets = {f"outlet {number}": f"{BRIDGE} Outlet {number} reports." for number in range(100)}
    assert set(copies(outlets).values()) == {"outlet 0"}


def test_texts_without_words_are_no_copies() -> None:
    assert copies({"one": "…", "two": "…", "three": ""}) == {"one": "one", "two": "two", "three": "three"}
    assert copies({}) == {}
