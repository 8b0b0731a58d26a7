"""Answers of those accused: verbs of denial, claims called false by name, innocence, plain negations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.response import Response
from bot.claims.grammar.clauses import Range
from bot.claims.light.answers.answered import is_negated
from bot.claims.light.answers.marking import is_open, make_response, said_at, speaker_by
from bot.claims.light.answers.parties import is_accuser
from bot.claims.light.answers.silence import tells_nothing
from bot.claims.light.grammar.clauses import Clauses
from bot.claims.light.speech.contents import spoken_contents
from bot.claims.light.speech.objects import Denied, denied, owner_at
from bot.claims.light.speech.reading import Heard, LightReading
from bot.domain.claim import DisputeKind, Polarity

_PLANS = frozenset({"proposals", "comments"})

_LONGEST_WORD = 30


def denials(reading: LightReading) -> Iterator[Response]:
    """Yield verbs of denial that have something to deny."""
    for heard in reading.heard:
        number = heard.place.sentence.number
        if heard.said.polarity is not Polarity.DENIES or is_open(reading, number, heard.said.item.cue[0]):
            continue
        if _is_unreal(heard) or _is_negated_late(heard):
            continue
        what = denied(heard)
        if what is not None:
            yield _denial(reading, heard, what)


def _is_unreal(heard: Heard) -> bool:
    """Return whether a verb stands under a modal, is refused, or grants: "should deny", "would not deny"."""
    place = heard.place
    if heard.cue.kind == "agree" and any(place.has("agreed_to", at) for at in range(*heard.clause)):
        return True  # "to that we did not agree"
    if place.has("infinitives", heard.at) and any(place.has(kind, heard.at - 1) for kind in ("genitives", "purposes")):
        return True  # "will have an occasion to deny it"
    return any(place.has("modals", at) for at in range(heard.clause[0], heard.clause[1]))


def _is_negated_late(heard: Heard) -> bool:
    """Return whether the negation of a verb follows a clause within its own: "contradicted that, if mildly, not"."""
    place, end = heard.place, heard.clause[1]
    if "negation_last" not in place.words.traits:
        return False
    marks = (at for at in range(end, len(place.tokens)) if place.low(at) in {",", ";", ":", "–", "—"})
    return any(place.low(at) == "," and place.low(at + 1) == "nicht" for at in marks)


def _denial(reading: LightReading, heard: Heard, what: Denied) -> Response:
    said = heard.said
    number = heard.place.sentence.number
    owner = _named(reading, heard, what.owner)
    rule = "deny.relative" if what.relative else "deny.clause" if what.inside else "deny.anaphor"
    content = None if what.relative else " ".join(words for _, words in spoken_contents(said, reading.article.text))
    return make_response(
        reading,
        number,
        at=said.item.cue[0],
        rule=rule,
        speaker=said.speaker,
        target=content,
        inside=what.inside,
        noun=what.noun,
        owner=owner,
        said=said,
        pointer=what.points,
        shown=what.shown,
    )


def named_false(reading: LightReading) -> Iterator[Response]:
    """Yield "called the claim a lie": a verb of naming, a claim or pronoun, and a false word."""
    words = reading.vocabulary
    for heard in reading.heard:
        place = heard.place
        number = place.sentence.number
        names = heard.cue.kind == "name" or words.has("denouncing", heard.cue.lemma)
        if not names or heard.negated or is_open(reading, number, heard.said.item.cue[0]):
            continue
        told = heard.clause if place.has("relatives", heard.clause[0] - 1) else (0, len(place.tokens))
        places = [at for at in range(*told) if not _of_subject(heard, at)]
        false = any(place.has("false_words", at) and not _judges(place, at) for at in places)
        nouns = (at for at in places if place.has("claim_nouns", at) and not place.has("false_words", at))
        claim = next(nouns, None)
        named = heard.cue.kind == "name"
        about = (
            claim is not None
            or bool(heard.cue.particle)
            or any(place.has("objects", at) or place.has("clitics", at) for at in places if at < heard.clause[1])
        )
        lies = named and any(place.has("lies", at) for at in places) and bool(heard.said.speaker)
        refuses = claim is None and not lies and any(place.has("proposals", at) for at in places)
        if false and (about or lies) and (named or claim is not None) and not refuses:
            yield make_response(
                reading,
                number,
                at=heard.said.item.cue[0],
                rule="false.named",
                speaker=heard.said.speaker,
                noun=place.low(claim) if claim is not None else "",
                owner=_owner_of(reading, heard, claim) if claim is not None else None,
                said=heard.said,
                pointer=claim is None,
            )


def _judges(place: Clauses, at: int) -> bool:
    """Return whether a false word is said of a way or a decision, and of no claim: "the wrong way", an opinion."""
    return any(place.has("opinion_nouns", beside) for beside in (at - 1, at + 1))


def _owner_of(reading: LightReading, heard: Heard, at: int) -> str | None:
    """Return whose claim a word for a claim names: "called the charges of the singer a lie"."""
    return _named(reading, heard, owner_at(heard, at))


def _named(reading: LightReading, heard: Heard, phrase: Range | None) -> str | None:
    """Return who a noun phrase that is no subject is."""
    if phrase is None:
        return None
    voice = reading.voices.resolve(heard.place, phrase, oblique="cases" in reading.vocabulary.traits)
    return voice.name if voice is not None else None


def refuted(reading: LightReading) -> Iterator[Response]:
    """Yield "the inspection did not confirm this account": a finding, no person, that speaks against a claim."""
    for heard in reading.heard:
        place, subject = heard.place, heard.subject
        number = place.sentence.number
        against = heard.negated if heard.cue.kind == "confirm" else heard.cue.kind in {"deny", "reject"}
        if subject is None or not against or not any(place.has("findings", at) for at in range(*subject)):
            continue
        start, end = heard.clause
        noun = next((place.low(at) for at in range(start, end) if _is_claim(heard, at)), "")
        if (
            not noun
            or (heard.negated and heard.cue.kind != "confirm")
            or is_open(reading, number, place.tokens[heard.at].start)
        ):
            continue
        yield make_response(
            reading,
            number,
            at=heard.said.item.cue[0],
            rule="no.evidence",
            speaker=heard.said.speaker,
            kind=DisputeKind.INDEPENDENT,
            said=heard.said,
            noun=noun,
        )


def _is_claim(heard: Heard, at: int) -> bool:
    """Return whether a token beside the subject is a word for a claim or a pronoun for one."""
    place = heard.place
    return not _of_subject(heard, at) and at != heard.at and (place.has("claim_nouns", at) or place.has("objects", at))


def _of_subject(heard: Heard, at: int) -> bool:
    return heard.subject is not None and heard.subject[0] <= at < heard.subject[1]


def innocence(reading: LightReading) -> Iterator[Response]:
    """Yield "protests his innocence", "pleads not guilty"."""
    pattern = reading.vocabulary.patterns["innocence"]
    for number in reading.sentences_for("innocence"):
        sentence = reading.text.sentences[number]
        match = pattern.search(reading.article.text, sentence.start, sentence.end)
        if match is None or is_open(reading, number, match.start()):
            continue
        if "proposals" in reading.lists_in(
            reading.slice(match.start(), match.end()) + _word_after(reading, match.end())
        ):
            continue  # "with this ruling we do not agree"
        said = said_at(reading, number, match.start())
        speaker = said.speaker if said is not None else speaker_by(reading, number, match.start())
        if speaker is not None or said is not None:
            yield make_response(
                reading, number, at=match.start(), rule="deny.anaphor", speaker=speaker, said=said, noun=match.group()
            )


def _word_after(reading: LightReading, offset: int) -> str:
    """Return the first word after an offset, with the blank before it."""
    found = re.match(r" \w+", reading.article.text[offset : offset + _LONGEST_WORD])
    return found.group() if found is not None else ""


def negations(reading: LightReading) -> Iterator[Response]:
    """Yield statements that negate or retort: the answer of an accused who uses no word of denial."""
    own = reading.vocabulary.patterns["denies_self"]
    for said in reading.said:
        if said.polarity is not Polarity.ASSERTS or said.speaker is None or said.item.rule == "object":
            continue
        told = " ".join(words for _, words in spoken_contents(said, reading.article.text))
        start = said.item.contents[0][0]
        number = reading.text.sentence_at(start).number
        negates = is_negated(reading, told)
        retorts = said.item.verb in reading.vocabulary.words["retorting"]
        if not (negates or retorts) or is_open(reading, number, start):
            continue
        if tells_nothing(reading, said) or is_accuser(reading, said):
            continue
        yield make_response(
            reading,
            number,
            at=max(said.item.cue[0], start),
            rule="counter.contrast" if not negates else "counter.innocence" if own.search(told) else "counter.negation",
            speaker=said.speaker,
            target=told,
            kind=DisputeKind.DENIAL if negates else DisputeKind.COUNTERCLAIM,
            said=said,
        )


def speaks_of_plans(reading: LightReading, words: str) -> bool:
    """Return whether what is said is about a plan or is no comment: "there will be no resignation" answers no claim."""
    return not _PLANS.isdisjoint(reading.vocabulary.wide_lists_in(words))
