"""The engines reach the pinned floors on our corpus, and a broken engine would not."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from summarizers import split
from tests.eval import floors
from tests.eval.measures import all_measures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Records = list[dict[str, Any]]

MEASURES = all_measures()
FLOORS = floors.read_floors(floors.FILE.read_text("utf-8"))[1]


@pytest.fixture(scope="module", params=list(MEASURES))
def output(request: pytest.FixtureRequest) -> tuple[str, Records]:
    return request.param, MEASURES[request.param].run()


def test_every_pinned_figure_has_a_floor() -> None:
    assert {name: set(named) for name, named in FLOORS.items()} == {
        name: set(measure.pinned) for name, measure in MEASURES.items()
    }


def test_engine_reaches_its_floors(output: tuple[str, Records]) -> None:
    name, found = output
    assert floors.find_breaches({name: FLOORS[name]}, {name: MEASURES[name].score(found)}) == []


def take_last_sentences(found: Records, gold: Sequence[dict[str, Any]]) -> None:
    """A summarizer that takes the wrong end of each text."""
    for record, item in zip(found, gold, strict=True):
        text = item["docs"][-1]
        last = split(text, item["lang"])[-len(record["sentences"]) :]
        record["sentences"] = [
            {"doc": len(item["docs"]) - 1, "start": start, "end": end, "text": text[start:end]} for start, end in last
        ]


def swap_sides(found: Records, gold: Sequence[dict[str, Any]]) -> None:
    """An engine that takes the response for the claim."""
    for record in found:
        for flag in record["disputes"]:
            flag["claim"], flag["response"] = flag["response"], flag["claim"]


def move_contents(found: Records, gold: Sequence[dict[str, Any]]) -> None:
    """An engine that is off by some words."""
    for record in found:
        for statement in record["statements"]:
            for part in ("cue", "source", "content"):
                if statement[part]:
                    statement[part]["start"] += 25
                    statement[part]["end"] += 25


def join_alternate_stories(found: Records, gold: Sequence[dict[str, Any]]) -> None:
    """An index that throws every fourth article into one heap."""
    for record in found[::4]:
        if "id" in record:
            record["story"] = "heap"


BREAKAGES: dict[str, Callable[[Records, Sequence[dict[str, Any]]], None]] = {
    "disputes": swap_sides,
    "attribution": move_contents,
    "cases": swap_sides,
    "languages": swap_sides,
    "stories": join_alternate_stories,
    "article_summaries": take_last_sentences,
    "story_summaries": take_last_sentences,
    "reads_alone": take_last_sentences,
}


def test_broken_output_falls_below_the_floors(output: tuple[str, Records]) -> None:
    name, found = output
    broken = copy.deepcopy(found)
    BREAKAGES[name](broken, MEASURES[name].gold)
    assert floors.find_breaches({name: FLOORS[name]}, {name: MEASURES[name].score(broken)})
