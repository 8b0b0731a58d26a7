"""The word lists of one language, asked by word: which lists hold it, one of its endings, or a case of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.claims.grammar.memory import WordMemory

# Lists of nouns, whose cases are told by `cases`.
_INFLECTED = frozenset(
    {
        "titles",
        "bodies",
        "claim_nouns",
        "proposals",
        "spokes",
        "dead",
        "injured",
        "people",
        "prosecutors",
        "court_offices",
    }
)
# Lists of nouns whose compounds are of the list too, where a language joins nouns: "Hafensenatorin".
_JOINED = frozenset(
    {"titles", "bodies", "claim_nouns", "accusations", "spokes", "heads", "documents", "people", "findings"}
)
_LEAST_JOINED = 5  # letters of a noun that ends compounds; shorter ones end too many other words


@dataclass(frozen=True, slots=True)
class WordLists:
    """Words, endings ("*ung") and beginnings ("lüg*") by list; `cases` are (ending, ending of the nominative)."""

    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    beginnings: Mapping[str, tuple[str, ...]]
    cases: tuple[tuple[str, str], ...]


def read_lists(data: Mapping[str, str], *, joins: bool) -> WordLists:
    """Return the lists of a language file: "*ending" stands for all words so ended, "stem*" for all so begun.

    `joins`: the language joins nouns to one word, which is of the list that its last noun is of.
    """
    words: dict[str, frozenset[str]] = defaultdict(frozenset)
    endings: dict[str, tuple[str, ...]] = defaultdict(tuple)
    beginnings: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for name, listed in data.items():
        entries = listed.split()
        words[name] = frozenset(entry for entry in entries if "*" not in entry)
        endings[name] = tuple(entry[1:] for entry in entries if entry.startswith("*"))
        if joins and name in _JOINED:
            endings[name] += tuple(word for word in words[name] if len(word) >= _LEAST_JOINED)
        beginnings[name] = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    pairs = [tuple(entry.split(">")) for entry in data.get("cases", "").split()]
    cases = tuple((ending, bare) for ending, bare in sorted(pairs, key=lambda pair: -len(pair[0])))
    return WordLists(words, endings, beginnings, cases)


def kinds_reader(lists: WordLists, beside: Callable[[str], frozenset[str]]) -> WordMemory[frozenset[str]]:
    """Return what tells the names of all lists that a lower-case word is in: one look for a word, not one a list.

    `beside` tells what else is to be known of a word.
    """
    exact = _by_entry(lists.words)
    ends, begins = _by_entry(lists.endings), _by_entry(lists.beginnings)
    end_chars, begin_chars = sorted({len(end) for end in ends}), sorted({len(begin) for begin in begins})
    none: frozenset[str] = frozenset()

    def ended(word: str) -> frozenset[str]:
        """Return the lists that hold a word or one of its endings."""
        return exact.get(word, none).union(*(ends.get(word[-size:], none) for size in end_chars if size <= len(word)))

    def kinds(word: str) -> frozenset[str]:
        found = ended(word).union(
            beside(word), *(begins.get(word[:size], none) for size in begin_chars if size <= len(word))
        )
        bases = (word[: len(word) - len(end)] + bare for end, bare in lists.cases if word.endswith(end))
        return found.union(*(ended(base) & _INFLECTED for base in bases))

    return WordMemory(kinds)


def nominatives_reader(lists: WordLists, kind: str) -> WordMemory[str | None]:
    """Return what tells the word of a list that a lower-case word is a case of, None where it is of none."""
    listed, endings = lists.words[kind], lists.endings[kind]

    def nominative(word: str) -> str | None:
        bases = (word[: len(word) - len(end)] + bare for end, bare in lists.cases if word.endswith(end))
        return next((base for base in bases if base in listed or base.endswith(endings)), None)

    return WordMemory(nominative)


def _by_entry(entries: Mapping[str, tuple[str, ...] | frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the names of the lists by each of their entries."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, listed in entries.items():
        for entry in listed:
            found[entry].add(name)
    return {entry: frozenset(names) for entry, names in found.items()}
