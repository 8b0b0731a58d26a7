"""Sentences that read right alone in other languages than English: invented articles that tell what each one needs.

The format is told in tests/eval/corpus/alone/README.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizers import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Record = dict[str, Any]

FOLDER = Path(__file__).parent / "corpus" / "alone"
SENTENCES = 3


def load_articles() -> tuple[Record, ...]:
    """Return every article as an item to summarize, with its `facts` and what each sentence `needs`."""
    return tuple(article for file in sorted(FOLDER.glob("*.txt")) for article in _read(file))


def _read(file: Path) -> Iterator[Record]:
    for block in re.split(r"^= ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, facts, needs, text = block.split("\n", 3)
        yield {
            "id": name,
            "lang": file.stem,
            "docs": [text.strip()],
            "facts": facts.removeprefix("! ").split(" | "),
            "needs": [_parse(need) for need in needs.removeprefix("< ").split()],
        }


def _parse(need: str) -> tuple[int, frozenset[int]]:
    index, _, givers = need.partition(":")
    return int(index), frozenset(map(int, givers.split("|")))


def find_faults(article: Record, found: Record) -> list[int]:
    """Return the sentences shown without one that they need, by their numbers in the text."""
    starts = [start for start, _ in split(article["docs"][0], article["lang"])]
    shown = {starts.index(sentence["start"]) for sentence in found["sentences"]}
    return sorted(
        {index for index, givers in article["needs"] if index in shown and not any(i < index for i in givers & shown)}
    )


def score(gold: Sequence[Record], found: Sequence[Record]) -> Mapping[str, float]:
    """Return the share of sentences without fault, by language and of all, and that of the leading facts told."""
    figures: dict[str, float] = {}
    for lang in ("", *sorted({article["lang"] for article in gold})):
        pairs = [(a, b) for a, b in zip(gold, found, strict=True) if a["lang"].startswith(lang)]
        shown = sum(len(summary["sentences"]) for _, summary in pairs)
        figures[lang or "all"] = 1 - sum(len(find_faults(*pair)) for pair in pairs) / shown
    told = [
        fact.casefold() in " ".join(sentence["text"] for sentence in summary["sentences"]).casefold()
        for article, summary in zip(gold, found, strict=True)
        for fact in article["facts"]
    ]
    return {**figures, "facts": sum(told) / len(told)}
