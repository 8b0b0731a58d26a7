"""Words of one language that attribute, deny and name: data files read once, with the forms of their verbs made."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, reduce
from importlib import resources
from operator import or_

from bot.claims.grammar.patterns import AnyOf, Hints, Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A form of a verb that may attribute: its lemma (particles joined by "_") and the shape of the form.

    `form` is "base", "s", "ed" (past and participle) or "ing". `particles` follow the verb ("back", "against").
    """

    lemma: str
    form: str
    frames: frozenset[str]
    particles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one language. `cues` maps a lower-case form to the verbs it may be, longest particles first.

    `numbers` are the values of number words, `scales` those of the words that multiply a number before them.
    `triggers` maps a word to the bits of the patterns that are worth trying where it stands
    (`bot.claims.grammar.patterns`), `untriggered` are the bits of those that always are.
    """

    cues: dict[str, tuple[Cue, ...]]
    polarity: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    metonyms: dict[str, str]
    patterns: dict[str, Pattern]
    numbers: dict[str, float]
    scales: dict[str, float]
    triggers: dict[str, int] = field(default_factory=dict)
    untriggered: int = 0
    lemmas: dict[str, str] = field(default_factory=dict)

    def likely(self, words: frozenset[str]) -> int:
        """Return the bits of the patterns that are worth trying among lower-case words."""
        return reduce(or_, [self.triggers[word] for word in words if word in self.triggers], self.untriggered)

    def bits(self, names: Iterable[str]) -> int:
        """Return the bits of the patterns of these names."""
        return reduce(or_, [self.patterns[name].bits for name in names], 0)

    def any_of(self, *names: str) -> AnyOf:
        """Return the patterns of these names as one, to ask whether a text may match any of them."""
        return AnyOf([self.patterns[name] for name in names])

    def has(self, kind: str, word: str) -> bool:
        """Return whether a lower-case word is in the list of that name."""
        return word in self.words[kind]


_SLOT = re.compile(r"%\{(\w+)\}")


def compile_patterns(
    patterns: Mapping[str, list[str]],
    slots: Mapping[str, str],
    words: Mapping[str, frozenset[str]],
    hints: Hints | None = None,
) -> dict[str, Pattern]:
    """Return the patterns of a language file compiled, without regard to case.

    Args:
        patterns: Alternatives by pattern name; `%{name}` stands for a slot or a word list.
        slots: Parts of patterns by name.
        words: Word lists by name; a list becomes an alternation, longest words first.
        hints: What tells which of them a text may match; new ones where none are given.

    Raises:
        KeyError: A pattern names a slot or word list that is not there.
    """

    def part(match: re.Match[str]) -> str:
        name = match[1]
        if name in slots:
            return slots[name]
        return "|".join(re.escape(word) for word in sorted(words[name], key=lambda word: (-len(word), word)))

    shared = hints if hints is not None else Hints()
    return {
        name: Pattern([_SLOT.sub(part, one) for one in alternatives], hints=shared)
        for name, alternatives in patterns.items()
    }


def _by_trigger(triggers: Mapping[str, str], patterns: Mapping[str, Pattern]) -> dict[str, int]:
    """Return the bits of the patterns that a word makes worth trying."""
    found: dict[str, int] = {}
    for name, listed in triggers.items():
        for word in listed.split():
            found[word] = found.get(word, 0) | patterns[name].bits
    return found


ENGLISH = "en"
VOWELS = frozenset("aeiou")


def inflect(lemma: str) -> dict[str, str]:
    """Return the regular forms of an English verb, keyed by form name."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        past, gerund = lemma + "d", (lemma if lemma.endswith("ee") else stem) + "ing"
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        past, gerund = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, gerund = lemma + "ed", lemma + "ing"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return {"base": lemma, "s": third, "ed": past, "ing": gerund}


def _forms(verb: str, irregular: dict[str, str]) -> list[tuple[str, str]]:
    """Return (form word, form name) of a verb, irregular ones from the table "third past participle gerund"."""
    if verb not in irregular:
        return [(word, name) for name, word in inflect(verb).items()]
    third, past, participle, gerund = irregular[verb].split()
    pairs = [(verb, "base"), (third, "s"), (past, "ed"), (participle, "ed"), (gerund, "ing")]
    return list(dict.fromkeys(pairs))


def _cues(verbs: dict[str, str], irregular: dict[str, str]) -> dict[str, tuple[Cue, ...]]:
    frames: dict[str, set[str]] = {}
    for frame, listed in verbs.items():
        for lemma in listed.split():
            frames.setdefault(lemma, set()).add(frame)
    found: dict[str, dict[str, Cue]] = {}
    for lemma, kinds in frames.items():
        verb, *particles = lemma.split("_")
        forms = _forms(verb, irregular)
        if particles and (verb, "ed") in forms:
            forms = [(word, name) for word, name in forms if name != "base"]  # "she hit back at" is told of the past
        for word, name in forms:
            cue = Cue(lemma=lemma, form=name, frames=frozenset(kinds), particles=tuple(particles))
            found.setdefault(word, {}).setdefault(lemma, cue)
    return {
        word: tuple(sorted(by_lemma.values(), key=lambda cue: -len(cue.particles))) for word, by_lemma in found.items()
    }


@cache
def load(lang: str) -> Lexicon | None:
    """Return the lexicon of an ISO 639-1 language code, or None when there is none: then nothing is flagged."""
    return read_lexicon(lang, Hints())


def read_lexicon(lang: str, hints: Hints) -> Lexicon | None:
    """Return the lexicon of a language code read anew, its patterns tried where hints let them."""
    folder = resources.files("bot.claims") / "lexicons"
    file = folder / f"{lang}.toml"
    if not lang.isalpha() or not file.is_file():
        return None
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    shapes = tomllib.loads((folder / f"{lang}.patterns.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(listed.split()) for name, listed in data["words"].items()}
    patterns = compile_patterns(shapes["patterns"], shapes["slots"], words, hints)
    return Lexicon(
        cues=_cues(data["verbs"], data["irregular"]),
        polarity={name: frozenset(listed.split()) for name, listed in data["polarity"].items()},
        words=words,
        metonyms=data["metonyms"],
        numbers=data["numbers"],
        scales=data["scales"],
        patterns=patterns,
        triggers=_by_trigger(shapes["triggers"], patterns),
        untriggered=reduce(or_, [patterns[name].bits for name in patterns.keys() - shapes["triggers"].keys()], 0),
        lemmas={form: lemma for lemma, forms in data.get("lemmas", {}).items() for form in forms.split()},
    )
