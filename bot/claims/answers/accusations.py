"""Accusations of an article: who is accused, by whom, in which sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.patterns import AnyOf
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import Polarity

# The accused is named within so many characters of the verb ("accused Deputy Mayor Runa Dahl of ...").
_REACH = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Accusation:
    """One accusation.

    `whom` is the stretch of the sentence that tells who is accused, `accused` the name in it, in full, or None;
    `accuser` is None when nobody in particular accuses, `said` when no statement makes the accusation; `sure`: of a
    deed, and not mere criticism.
    """

    sentence: int
    whom: str
    accused: str | None = None
    accuser: str | None = None
    said: Said | None = None
    sure: bool = False


def accusations(lexicon: Lexicon, reading: Reading) -> list[Accusation]:
    """Return the accusations of an article in text order, at most one a statement or sentence."""
    found = [one for said in reading.said if (one := _stated(lexicon, reading, said)) is not None]
    told = {one.sentence for one in found}
    for number in range(len(reading.text.sentences)):
        one = _narrated(lexicon, reading, number) if number not in told else None
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.sentence)


def _stated(lexicon: Lexicon, reading: Reading, said: Said) -> Accusation | None:
    """Return the accusation of a statement: "Prosecutors accuse Dahl of ...", "Orm alleged that Varn ..."."""
    if said.polarity is not Polarity.ASSERTS or said.item.verb not in lexicon.words["blaming"]:
        return None
    start, end = said.item.contents[0]
    return _accusation(reading, start, min(end, start + _REACH), said=said)


def _narrated(lexicon: Lexicon, reading: Reading, number: int) -> Accusation | None:
    """Return the accusation that a sentence tells of: "Dahl was charged with ...", "allegations against Dahl"."""
    sentence = reading.text.sentences[number]
    text = reading.sentences[number]
    if not _accusing(lexicon).may_match(text):
        return None
    if lexicon.patterns["alleged"].search(text):
        return _accusation(reading, sentence.start, sentence.end, sure=True)
    for name in ("accused_of", "blamed_for"):
        if (match := lexicon.patterns[name].search(text)) is not None:
            at = sentence.start + match.start()
            return _accusation(reading, max(sentence.start, at - _REACH), at, sure=name == "accused_of")
    if (match := lexicon.patterns["accused_by_noun"].search(text)) is not None:
        at = sentence.start + match.end()
        return _accusation(reading, at, min(sentence.end, at + _REACH))
    return None


@cache
def _accusing(lexicon: Lexicon) -> AnyOf:
    """Return the patterns of which a sentence that tells of an accusation matches one."""
    return lexicon.any_of("alleged", "accused_of", "blamed_for", "accused_by_noun")


def _teller(reading: Reading, offset: int, inner: Said | None) -> str | None:
    """Return who says the words at an offset, or None: "police said Dahl was charged"."""
    return next((said.speaker for said in reading.around(offset) if said is not inner), None)


def _accusation(reading: Reading, start: int, end: int, *, said: Said | None = None, sure: bool = False) -> Accusation:
    number = reading.text.sentence_at(start).number
    named = [reading.voices.best(name) for name in reading.voices.names[number] if start <= name.start < end]
    return Accusation(
        sentence=number,
        whom=reading.slice(start, end),
        accused=named[0] if named else None,
        accuser=(said.speaker if said is not None else None) or _teller(reading, start, said),
        said=said,
        sure=sure or said is not None,
    )
