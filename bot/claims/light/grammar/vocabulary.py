"""The words of one language as the light reader needs them: forms of cue verbs, word lists, patterns, traits."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

import Stemmer

from bot.claims.grammar.lexicon import Lexicon, compile_patterns
from bot.claims.grammar.memory import WordMemory
from bot.claims.grammar.patterns import Hints, Pattern
from bot.claims.light.grammar.counting import values_reader
from bot.claims.light.grammar.wordlists import kinds_reader, nominatives_reader, read_lists

# What a language has no pattern for matches nothing.
_NEVER = "(?!)§"
# What is told of words beside their lists: forms of verbs that say something; numbers, and parts in words.
CUE, COUNTS = "cue", "counts"
RUMOUR = "rumour"  # the verb of what nobody in particular says
_WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")
_WIDE = re.compile(r"\w+")
_NO_LISTS: frozenset[str] = frozenset()
# Letters that a stem keeps where the project has no stemmer for a language.
_PLAIN_STEM_CHARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A form of a verb that says something. `kind` is its list; `particle` stands elsewhere in its clause."""

    lemma: str
    kind: str
    particle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words of one language. `linking` is what the shared linking asks for, under its own names.

    `numbers` are the values of number words; those that multiply what stands before them begin with "*".
    """

    code: str
    cues: dict[str, tuple[Cue, ...]]
    words: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    cases: tuple[tuple[str, str], ...]
    patterns: dict[str, Pattern]
    hints: Hints  # of all patterns: which of them a text may match
    traits: frozenset[str]
    numbers: dict[str, float]
    values: WordMemory[float | None]  # of number words, joined ones too
    durations: dict[str, float]  # minutes
    measures: dict[str, tuple[str, float]]  # words for weight, length, area: (unit, how many of it)
    parts: dict[str, float]  # "half", "third" in per cent
    same_office: dict[str, str]  # stem of a word for an office -> that of its plainest word
    linking: Lexicon
    stem: Callable[[str], str]
    kinds_of: WordMemory[frozenset[str]]  # the names of the lists that a lower-case word is in, CUE, COUNTS
    nominatives: dict[str, WordMemory[str | None]]  # of the words that are a case of one of a list
    # Of a piece of text without blanks: the stems of content, the lists that hold one of its words. Words are letters
    # in `lists_of`, and digits too in `wide_lists_of`.
    stems_of: WordMemory[tuple[str, ...]]
    lists_of: WordMemory[frozenset[str]]
    wide_lists_of: WordMemory[frozenset[str]]

    def has(self, kind: str, word: str) -> bool:
        """Return whether a lower-case word is in a list, or begins or ends as its entries with "*" say."""
        return kind in self.kinds_of[word]

    def lists_in(self, text: str) -> frozenset[str]:
        """Return the names of the lists that hold a word of a text."""
        return _NO_LISTS.union(*map(self.lists_of.__getitem__, text.split()))

    def wide_lists_in(self, text: str) -> frozenset[str]:
        """Return the names of the lists that hold a word of a text, where a word may have digits."""
        return _NO_LISTS.union(*map(self.wide_lists_of.__getitem__, text.split()))

    def nominative(self, word: str, kind: str) -> str | None:
        """Return the word of a list that a lower-case word is a case of, or None."""
        return self.nominatives[kind][word]

    def content_words(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text that carry content."""
        return frozenset(chain.from_iterable(map(self.stems_of.__getitem__, text.split())))


def _stemmer(data: dict[str, Any]) -> Callable[[str], str]:
    """Return the stemmer a language names, or one that keeps the first letters of a word."""
    name = data.get("stemmer", "")
    if not name:
        return lambda word: word[:_PLAIN_STEM_CHARS]
    stem_word = Stemmer.Stemmer(name).stemWord

    @lru_cache(maxsize=65536)
    def stem(word: str) -> str:
        return str(stem_word(word)) if word.isprintable() else word  # half a surrogate pair is no UTF-8

    return stem


def _stems_reader(function: frozenset[str], stem: Callable[[str], str]) -> WordMemory[tuple[str, ...]]:
    """Return what tells the stems of the words that carry content in a piece of text without blanks."""

    def stems(piece: str) -> tuple[str, ...]:
        words = _WORD.findall(piece.lower())
        return tuple(stem(word) for word in words if word not in function and len(word) > 1)

    return WordMemory(stems)


def _lists_reader(kinds_of: WordMemory[frozenset[str]], word: re.Pattern[str]) -> WordMemory[frozenset[str]]:
    """Return what tells the lists that hold one of the words in a piece of text without blanks."""
    return WordMemory(lambda piece: _NO_LISTS.union(*map(kinds_of.__getitem__, word.findall(piece.lower()))))


def _forms(entry: str, tables: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (form, particle) of one entry: "form", "form~particle", or "stem:table" for stem + each ending."""
    for part in entry.split(","):
        word, _, particle = part.partition("~")
        stem, _, table = word.partition(":")
        for ending in tables[table].split() if table else [""]:
            yield stem + ending.replace("0", ""), particle


def _cues(verbs: dict[str, str], tables: dict[str, str]) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for kind, listed in verbs.items():
        for verb in listed.split():
            lemma, _, entry = verb.partition("=")
            for form, particle in _forms(entry, tables):
                found.setdefault(form, []).append(Cue(lemma=lemma, kind=kind, particle=particle))
    return {form: tuple(sorted(cues, key=lambda cue: not cue.particle)) for form, cues in found.items()}


def _linking(
    cues: dict[str, tuple[Cue, ...]], words: Mapping[str, frozenset[str]], patterns: dict[str, Pattern]
) -> Lexicon:
    """Return the lists by which the shared linking weighs verbs, from the kinds of the cues."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for forms in cues.values():
        for cue in forms:
            by_kind[cue.kind].add(cue.lemma)
    lists: dict[str, frozenset[str]] = defaultdict(frozenset)
    lists["accuse_strong"] = frozenset(by_kind["accuse"] | by_kind["accused"])
    lists["own_claims"] = frozenset(by_kind["claim"] | words["speaking_of"] | {RUMOUR})
    lists["function"] = words["function"]
    lists["accusing"] = lists["accuse_strong"] | by_kind["claim"] | by_kind["say"]
    lists["claiming"] = lists["accusing"] | {"according"}
    lists["object_claims"] = lists["accusing"]
    lists["accusations"] = words["accusations"]
    lists["naming"] = frozenset(by_kind["name"])
    lists["rejecting"] = frozenset(by_kind["reject"])
    return Lexicon(
        cues={},
        polarity=defaultdict(frozenset),
        words=lists,
        metonyms={},
        patterns=patterns,
        numbers={},
        scales={},
    )


def _told_beside(
    word: str, cues: Mapping[str, object], values: WordMemory[float | None], parts: Mapping[str, float]
) -> frozenset[str]:
    """Return what is told of a word beside the lists that hold it."""
    counts = word[:1].isdecimal() or values[word] is not None or word in parts
    return frozenset(name for name, told in ((CUE, word in cues), (COUNTS, counts)) if told)


def _values(listed: str, mark: str = "") -> dict[str, float]:
    """Return the values of words listed as "word=value", each word after a mark."""
    pairs = (entry.split("=") for entry in listed.split())
    return {mark + word: float(value) for word, value in pairs}


def _measures(listed: str) -> dict[str, tuple[str, float]]:
    """Return the words for a measure, listed as "kg*1000=tonne,tonnes", each with (unit, how many of it)."""
    found: dict[str, tuple[str, float]] = {}
    for entry in listed.split():
        measure, _, forms = entry.partition("=")
        unit, _, many = measure.partition("*")
        found |= dict.fromkeys(forms.split(","), (unit, float(many or 1)))
    return found


def _same_office(listed: frozenset[str], stem: Callable[[str], str]) -> dict[str, str]:
    """Return the words for one office, listed as "other>plainest", by their stems."""
    pairs = (entry.split(">") for entry in listed)
    return {stem(other): stem(plain) for other, plain in pairs}


@cache
def load_vocabulary(lang: str) -> Vocabulary | None:
    """Return the vocabulary of an ISO 639-1 code, None where the language brings none."""
    return read_vocabulary(lang, Hints())


def read_vocabulary(lang: str, hints: Hints) -> Vocabulary | None:
    """Return the vocabulary of a language code read anew, its patterns tried where hints let them."""
    folder = resources.files("bot.claims") / "lexicons"
    file = folder / f"{lang}.toml"
    if not lang.isalpha() or not file.is_file():
        return None
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if "traits" not in data:
        return None  # a language with a grammar of its own
    shapes = tomllib.loads((folder / f"{lang}.patterns.toml").read_text(encoding="utf-8"))
    lists = read_lists(data["words"], joins="capital_nouns" in data["traits"].split())
    compiled = compile_patterns({**shapes["patterns"], "never": [_NEVER]}, shapes["slots"], lists.words, hints)
    patterns: dict[str, Pattern] = defaultdict(lambda: compiled["never"], compiled)
    stem = _stemmer(data)
    cues = _cues(data["verbs"], data["tables"])
    numbers = _values(data["figures"]["numbers"]) | _values(data["figures"]["scales"], "*")
    parts = _values(data["figures"]["parts"])
    values = values_reader(numbers, joins="capital_nouns" in data["traits"].split())
    kinds_of = kinds_reader(lists, lambda word: _told_beside(word, cues, values, parts))
    return Vocabulary(
        code=lang,
        cues=cues,
        words=lists.words,
        endings=lists.endings,
        cases=lists.cases,
        patterns=patterns,
        hints=hints,
        traits=frozenset(data["traits"].split()),
        numbers=numbers,
        values=values,
        durations=_values(data["figures"]["durations"]),
        measures=_measures(data["figures"].get("measures", "")),
        parts=parts,
        same_office=_same_office(lists.words["same_office"], stem),
        linking=_linking(cues, lists.words, patterns),
        stem=stem,
        kinds_of=kinds_of,
        lists_of=_lists_reader(kinds_of, LETTERS),
        wide_lists_of=_lists_reader(kinds_of, _WIDE),
        nominatives={kind: nominatives_reader(lists, kind) for kind in ("titles", "bodies")},
        stems_of=_stems_reader(lists.words["function"], stem),
    )
