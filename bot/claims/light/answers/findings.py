"""Findings that speak against what somebody claimed: of laboratories, inspections, studies, records, the outlet itself.

No verb of denial tells them: "Our honey is pure, says the firm. ... The laboratory found syrup in four of five jars."
What tells is who found something (a list), that it was found (a list of verbs), that it speaks of the same matter, and
that the one is said to be so in every case, or not so, where the other is not, or the reverse.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import NamedTuple

from bot.claims.answers.response import Response, sentence_span
from bot.claims.grammar.clauses import Range
from bot.claims.grammar.compare import Rarity
from bot.claims.light.answers.marking import is_open, make_claim, make_response, sums_up
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.speech.reading import LightReading
from bot.claims.linking.link import Claim
from bot.claims.parties import same_voice
from bot.claims.speech.statements import Said
from bot.domain.claim import DisputeKind, Polarity

_BEFORE = 24  # statements before a finding that are looked at: keeps the work linear
_LOOKED_BEFORE = 4  # sentences after "we have looked" in which the outlet tells what it found
_SCORE = 2.8
_ENOUGH = 1.5
_AGAINST = 0.9  # "however"; "came to another result"
_NOTHING_FOUND = 0.9  # no effect, no link found where an effect was claimed
_NOT_FOUND = 0.4  # something else is not so
_FOUND_AFTER_ALL = 0.5  # found where it was said that there is none
_NOT_SO = 0.4  # found where it was said that all is well
_NOT_WELL = 0.3  # and all was said to be well
_FAULTY = 0.3  # found too much of it, broken, mixed
_OPENS = 3  # tokens before a noun phrase that opens a sentence
_SHORT = 14  # tokens of a sentence that only sums up
_ASIDE = 3  # words
_SHARED, _MOST_SHARED = 2.5, 0.8
_ASSURES = 0.2  # who claims it vouches for it
_NAMES = -0.8  # a verb of saying with a noun: it names a matter and states nothing
_LEAD, _LEADS = 0.3, 4  # an article that opens with the claim is about it
_BESIDE = 0.3  # the finding follows the claim
_CHECKED = 0.3  # the outlet has looked
_FOUND = 0.3  # a verb of finding, and no mere saying
_VOUCHING = frozenset({"without", "absolutes"})
_COMPOUND = 6  # letters of a word that compounds share


class Earlier:
    """Statements in text order, asked for the last ones that stand before a sentence."""

    def __init__(self, told: list[Said]) -> None:
        """Note from which statement on all stand in a sentence or after it: a quotation may begin before its verb."""
        self._told = told
        sentences = accumulate((said.item.sentence for said in reversed(told)), min)
        self._least_after = list(sentences)[::-1]

    def before(self, number: int) -> list[Said]:
        """Return the last statements whose verbs stand before a sentence, in text order."""
        end = bisect_left(self._least_after, number)
        earlier = (self._told[at] for at in range(end - 1, -1, -1) if self._told[at].item.sentence < number)
        return list(islice(earlier, _BEFORE))[::-1]


class Finding(NamedTuple):
    """A sentence that tells what was found: its number, who found it, what speaks for it being a finding."""

    sentence: int
    voice: str
    weight: float
    said: Said | None


def light_findings(
    rarity: Rarity, reading: LightReading, taken: frozenset[int], *, corrected: bool
) -> Iterator[tuple[Claim, Response]]:
    """Yield (claim, response) for findings against a claim; `taken` are the sentences that answer something already.

    `corrected`: the outlet corrects itself in the article; then what it finds is told there.
    """
    claims = Earlier([said for said in reading.said if _may_be_claimed(reading, said)])
    for finding in _findings(reading):
        number = finding.sentence
        own = same_voice(finding.voice, reading.article.source or None)
        if number in taken or (own and corrected) or is_open(reading, number, reading.text.sentences[number].start):
            continue
        before = claims.before(number)
        form = _form_of(reading, finding) if before else None
        if form is None:
            continue
        rated = [(_evidence(rarity, reading, said, finding, form), -at) for at, said in enumerate(before)]
        value, at = max(rated, default=(0.0, 0))
        if value >= _ENOUGH:
            yield _pair(reading, before[-at], finding)


def _may_be_claimed(reading: LightReading, said: Said) -> bool:
    """Return whether a statement claims that something is so."""
    number = said.item.sentence
    if said.polarity is not Polarity.ASSERTS or said.speaker is None or reading.asks(number):
        return False
    short = len(reading.places[number].tokens) <= _SHORT
    return not (short and sums_up(reading, number))


def _findings(reading: LightReading) -> Iterator[Finding]:
    """Yield the sentences that tell what somebody found out."""
    looked = -_LOOKED_BEFORE - 1
    for number in range(len(reading.text.sentences)):
        own = _own_look(reading, number) is not None
        looked = number if own else looked
        found = _said_found(reading, number) or _told_found(reading, number)
        found = found or (_shown_to(reading, number) if own else None)
        checked = _CHECKED * (number - looked <= _LOOKED_BEFORE)
        if found is not None:
            yield found._replace(weight=found.weight + checked)
        elif checked and not reading.said_in(number) and reading.article.source:
            yield Finding(number, reading.article.source, 0.0, None)


def _own_look(reading: LightReading, number: int) -> re.Match[str] | None:
    """Return where a sentence tells that the outlet has looked itself; offsets are into the article."""
    if not reading.places[number].may_match("own_look"):
        return None
    return reading.vocabulary.patterns["own_look"].search(reading.article.text, *sentence_span(reading, number))


def _said_found(reading: LightReading, number: int) -> Finding | None:
    """Return a statement of somebody who finds things out."""
    place = reading.places[number]
    for said in reading.said_in(number):
        source = said.item.source
        if source is None or said.speaker is None or said.polarity is not Polarity.ASSERTS:
            continue
        tokens = range(place.token_from(source[0]), place.token_from(source[1]))
        finder = place.within("finders", tokens.start, tokens.stop)
        outlets = same_voice(said.speaker, reading.article.source or None)
        if finder or outlets or _we_found(reading, number):
            sure = outlets or not finder or said.item.rule == "according" or _finds(place) or _by_finding(place, tokens)
            return Finding(number, said.speaker, _FOUND * sure, said)
    return None


def _by_finding(place: Clauses, source: range) -> bool:
    """Return whether a sentence names what was found besides who found it: "the office writes in its report"."""
    found = (at for at in place.spots("finders") if not place.spoken[at])
    return any(at not in source for at in found)


def _is_told(reading: LightReading, number: int) -> bool:
    """Return whether somebody says what a sentence tells."""
    looks = _own_look(reading, number)
    here = [said for said in reading.said_in(number) if said.speaker is not None and said.item.rule != "object"]
    return any(looks is None or not looks.start() <= said.item.cue[0] < looks.end() for said in here)


def _before_verb(place: Clauses, phrase: Range) -> Range:
    """Return a noun phrase as far as a verb of finding that follows its first words."""
    start, end = phrase
    return start, next(
        (at for at in range(start + 1, end) if place.has("finds", at) and not place.has("finders", at)), end
    )


def _we_found(reading: LightReading, number: int) -> bool:
    """Return whether somebody tells that they looked for an effect and there is none: "we found no difference"."""
    return reading.tells("we_found", number) and reading.tells("no_effect", number)


def _told_found(reading: LightReading, number: int) -> Finding | None:
    """Return what a sentence tells to have been found without a verb that says so: "the inspection saw ..."."""
    place = reading.places[number]
    if not place.holds("finders") or _is_told(reading, number):
        return None
    for phrase, led in place.phrases(0, len(place.tokens)):
        if (
            not _is_finder(place, phrase)
            or (led and phrase[0] > _OPENS)
            or any(place.spoken[at] for at in range(*phrase))
        ):
            continue
        if _finds(place) or place.within("by_records", 0, min(phrase[0], _OPENS)):
            own = _before_verb(place, phrase)
            if not _is_finder(place, own) or place.has("finds", own[0]):
                continue
            voice = reading.voices.resolve(place, own)
            return Finding(number, voice.name, _FOUND, None) if voice is not None else None
    return None


def _shown_to(reading: LightReading, number: int) -> Finding | None:
    """Return what writings tell that the outlet has seen: "the shift plans, which this paper has seen, list ..."."""
    place = reading.places[number]
    if _is_told(reading, number):
        return None
    phrase = next((phrase for phrase, led in place.each_phrase() if not led), None)
    if phrase is None or phrase[0] > _OPENS or any(place.spoken[at] for at in range(*phrase)):
        return None
    if place.low(phrase[1]) != "," and not place.has("relatives", phrase[1]):
        return None
    if "capital_nouns" in place.words.traits and not any(place.tokens[at].capital for at in range(*phrase)):
        return None
    voice = reading.voices.resolve(place, phrase)
    return Finding(number, voice.name, _FOUND, None) if voice is not None else None


def _is_finder(place: Clauses, phrase: Range) -> bool:
    return place.within("finders", *phrase)


def _finds(place: Clauses) -> bool:
    """Return whether a sentence has a verb of finding outside of speech."""
    return any(not place.has("finders", at) and not place.spoken[at] for at in place.spots("finds"))


def _evidence(rarity: Rarity, reading: LightReading, said: Said, finding: Finding, form: _Form) -> float:
    """Return how much speaks for a finding contradicting a statement, 0 where nothing does."""
    if same_voice(said.speaker, finding.voice):
        return 0.0
    against = _opposition(reading, said, form)
    if not against or not (finding.weight or against >= _NOTHING_FOUND):
        return 0.0
    shared = _likeness(rarity, reading, said, finding)
    if not shared and against <= _NOT_FOUND:
        return 0.0  # something else is not so
    words, verb = reading.vocabulary.linking.words, said.item.verb
    claims = verb in words["own_claims"]
    assures = said.item.rule.startswith("quote") or claims or verb in reading.vocabulary.words["insisting"]
    names = said.item.rule == "object" and not claims and verb not in words["accuse_strong"]
    near = _LEAD * (said.item.sentence <= _LEADS) + _BESIDE * (finding.sentence - said.item.sentence == 1)
    return (
        against
        + finding.weight
        + min(_MOST_SHARED, _SHARED * shared)
        + _ASSURES * assures
        + near
        + _NAMES * (names and against < _AGAINST)
    )


class _Form(NamedTuple):
    """What the form of a finding tells, whatever it is held against."""

    against: bool  # it says that it contradicts
    nothing: bool  # no effect, no link
    negated: bool
    faulty: bool


def _form_of(reading: LightReading, finding: Finding) -> _Form | None:
    """Return what the form of a finding tells, None where it finds nothing: a forecast, undecided, of another year."""
    patterns, place = reading.vocabulary.patterns, reading.places[finding.sentence]
    if place.holds("planned"):
        return None  # a forecast, or what is asked for
    told = reading.slice(*sentence_span(reading, finding.sentence))
    if finding.sentence + 1 < len(reading.text.sentences) and not reading.said_in(finding.sentence + 1):
        told += " " + reading.slice(*sentence_span(reading, finding.sentence + 1))
    if any(patterns[name].search(told) is not None for name in ("undecided", "other_year")):
        return None
    nothing = patterns["no_effect"].search(told) is not None
    negated = nothing or place.holds("negations")
    too_much = patterns["exceeds"].search(told) is not None
    faulty = not negated and (too_much or place.holds("faults"))
    return _Form(patterns["against"].search(told) is not None, nothing, negated, faulty)


def _opposition(reading: LightReading, said: Said, form: _Form) -> float:
    """Return how much the form of a finding and of a statement tell that both cannot be so."""
    value = _FAULTY * form.faulty
    if form.against:
        return value + _AGAINST
    claimed = reading.places[said.item.sentence]
    tokens = () if _VOUCHING.isdisjoint(claimed.held) else _told_in(reading, said)
    denies, vouches = _has(claimed, "without", tokens), _has(claimed, "absolutes", tokens)
    if form.negated:
        return value + (not denies) * ((_NOTHING_FOUND if form.nothing else _NOT_FOUND) + _NOT_WELL * vouches)
    faulty = form.faulty and (denies or vouches)
    return value + (_FOUND_AFTER_ALL if denies else _NOT_SO * vouches) + _FAULTY * faulty


def _has(place: Clauses, kind: str, tokens: Iterable[int]) -> bool:
    return place.holds(kind) and any(place.has(kind, at) for at in tokens)


def _told_in(reading: LightReading, said: Said) -> list[int]:
    """Return the tokens of what a statement says, of its sentence where that is a mere aside."""
    place, spans = reading.places[said.item.sentence], said.item.contents
    inside = [at for at, token in enumerate(place.tokens) if any(start <= token.start < end for start, end in spans)]
    return inside if len(inside) > _ASIDE else list(range(len(place.tokens)))


def _likeness(rarity: Rarity, reading: LightReading, said: Said, finding: Finding) -> float:
    """Return the share of content words of a statement and a finding, with what goes on with each."""
    first = _matter(reading, said.item.sentence, said.speaker)
    second = _matter(reading, finding.sentence, finding.voice)
    voice = " ".join(word for word in finding.voice.split() if reading.vocabulary.has("finders", word.lower()))
    own = reading.vocabulary.content_words(f"{said.speaker} {voice}")
    shared = rarity.shared(first - own, second - own)
    return shared or _compounds(first - own, second - own)


def _compounds(first: frozenset[str], second: frozenset[str]) -> float:
    """Return a small likeness where two words share their beginning or end: "groundwater", "waterworks"."""
    for one in first:
        for other in second:
            if len(one) >= _COMPOUND <= len(other) and (one[:_COMPOUND] in other or other[:_COMPOUND] in one):
                return 0.1
    return 0.0


def _matter(reading: LightReading, number: int, speaker: str | None) -> frozenset[str]:
    """Return the content words of a sentence and of the next where the same voice, or none, goes on in it."""
    words = reading.words[number]
    after = number + 1
    if after < len(reading.words) and all(same_voice(said.speaker, speaker) for said in reading.said_in(after)):
        words |= reading.words[after] if reading.said_in(after) else frozenset()
    return words


def _pair(reading: LightReading, said: Said, finding: Finding) -> tuple[Claim, Response]:
    response = make_response(
        reading,
        finding.sentence,
        at=reading.text.sentences[finding.sentence].start,
        rule="finding.contradicts",
        speaker=finding.voice,
        kind=DisputeKind.INDEPENDENT,
        said=finding.said,
    )
    return make_claim(reading, said, score=_SCORE), response
