"""What is said to be untrue, by a speaker or by the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.answers.response import Inside, Response
from bot.claims.light.answers.marking import is_open, make_response, speaker_by
from bot.claims.light.answers.silence import goes_beyond
from bot.claims.light.speech.contents import spoken_contents
from bot.claims.light.speech.reading import LightReading
from bot.claims.parties import same_voice
from bot.domain.claim import DisputeKind, Polarity

_CLAUSE_TOKENS = 3  # of a clause that says something of somebody
_SHORT = 8  # tokens of a sentence that says no more than that something is false
_POINTING = frozenset({"objects", "claim_nouns", "demonstratives"})
_OPENING_CHARS = 600  # of an article, which tell what it is about
_MAKER_CHARS = 40  # between a false word and the name of who made it up


def called_false(reading: LightReading) -> Iterator[Response]:
    """Yield statements that say of a claim that it is not true, or answer it with "No"."""
    patterns = reading.vocabulary.patterns
    for said in reading.said:
        if said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS}:
            continue
        for start, words in spoken_contents(said, reading.article.text):
            match = patterns["not_true"].search(words)
            rule = "false.predicate"
            if match is None:
                match, rule = patterns["answers_no"].match(words), "no.answer"
            if match is None or patterns["doubted"].search(words, 0, match.start()) or goes_beyond(reading, words):
                continue
            number = reading.text.sentence_at(start + match.start()).number
            if is_open(reading, number, start + match.start()) or said.speaker is None:
                continue
            told = _tells_clause(reading, number, start + match.start())
            noun = "" if told else _noun(reading, number, words)
            maker = _maker(reading, number, start + match.start())
            if same_voice(maker, said.speaker):
                maker = None
            yield make_response(
                reading,
                number,
                at=start + match.start(),
                rule=rule,
                speaker=said.speaker,
                said=said,
                noun=noun,
                owner=maker,
                inside=Inside.FULLY if told else Inside.NOT,
                pointer=not noun and maker is None and not told,
            )
            break


def _tells_clause(reading: LightReading, number: int, at: int) -> bool:
    """Return whether a sentence opens with the clause that is said to be untrue: "That she knew of it is not true"."""
    place = reading.places[number]
    comma = max((i for i in range(place.token_from(at)) if place.low(i) == ","), default=0)
    return comma > _CLAUSE_TOKENS and place.has("clause_openers", 0)


def _noun(reading: LightReading, number: int, words: str) -> str:
    """Return the word for a claim in what is said to be untrue, else in its sentence."""
    sentence = reading.text.sentences[number]
    outside = (token.low for token in sentence.tokens if token.quote < 0)
    told = (*(word.lower() for word in re.findall(r"\w+", words)), *outside)
    has = reading.vocabulary.has
    return next((word for word in told if has("claim_nouns", word) and not has("false_words", word)), "")


def _maker(reading: LightReading, number: int, offset: int) -> str | None:
    """Return whose words are called false where a name follows: "this is an invention of Mr Orm"."""
    names = reading.voices.names[number]
    near = [n for n in names if offset < n.start <= offset + _MAKER_CHARS and reading.voices.is_person(n)]
    return reading.voices.best(near[0]) if near else None


def own_voice(reading: LightReading) -> Iterator[Response]:
    """Yield what the article itself says against a claim: "falsely", "contrary to", "no evidence", "That is false."."""
    for number in reading.sentences_for(
        "falsely", "contrary", "no_evidence", "not_true", "refuted_by", "in_fact", "pictured"
    ):
        response = (
            _falsely(reading, number)
            or _no_evidence(reading, number)
            or _own_false(reading, number)
            or _refuted_by(reading, number)
            or _otherwise(reading, number)
            or _pictured(reading, number)
        )
        if response is not None and not is_open(reading, number, response.at):
            yield response


def _found(reading: LightReading, number: int, pattern: str) -> int | None:
    """Return the offset of a pattern in a sentence, or None."""
    match = reading.find(pattern, number)
    return None if match is None else reading.text.sentences[number].start + match.start()


def _finder(reading: LightReading, number: int) -> str | None:
    """Return according to whom a sentence tells what it finds: a voice it names, else the outlet."""
    voices = (said.speaker for said in reading.said_in(number) if said.item.rule == "according")
    return next(voices, reading.article.source or None)


def _falsely(reading: LightReading, number: int) -> Response | None:
    """Return "she falsely claimed", "contrary to what she claims": the sentence tells the claim too."""
    at = next((at for name in ("falsely", "contrary") if (at := _found(reading, number, name)) is not None), None)
    if at is None:
        return None
    here = reading.said_in(number)
    comma = _comma_after(reading, number, at)
    finders = [said.speaker for said in here if said.item.rule == "according" or said.item.cue[0] > comma > 0]
    spoken = [said.speaker for said in here if said.item.rule != "according" and not said.item.cue[0] > comma > 0]
    return make_response(
        reading,
        number,
        at=at,
        rule="own.falsely",
        speaker=finders[0] if finders else reading.article.source or None,
        inside=Inside.FULLY,
        kind=DisputeKind.INDEPENDENT,
        owner=spoken[0] if spoken else None,
    )


def _comma_after(reading: LightReading, number: int, at: int) -> int:
    """Return the offset of the first comma after an offset in a sentence: who speaks after it contradicts; else -1."""
    return reading.article.text.find(",", at, reading.text.sentences[number].end)


def _no_evidence(reading: LightReading, number: int) -> Response | None:
    """Return "there is no evidence for it"."""
    at = _found(reading, number, "no_evidence")
    if at is None or _found(reading, number, "guessed") is not None:
        return None
    here = reading.said_in(number)
    by = (here[0].speaker if here else speaker_by(reading, number, at)) or reading.article.source or None
    return make_response(reading, number, at=at, rule="no.evidence", speaker=by, kind=DisputeKind.INDEPENDENT)


def _own_false(reading: LightReading, number: int) -> Response | None:
    """Return "That is false." where nobody says so but the article."""
    at = _found(reading, number, "not_true")
    if at is None or any(said.item.rule != "according" for said in reading.said_in(number)):
        return None
    if not _points(reading, number):
        return None  # "a wrongly set clock"
    by = _finder(reading, number)
    return make_response(
        reading, number, at=at, rule="own.false", speaker=by, kind=DisputeKind.INDEPENDENT, pointer=True
    )


def _points(reading: LightReading, number: int) -> bool:
    """Return whether a sentence is short or has a word for a claim: then it is about what was said before it."""
    place = reading.places[number]
    return len(place.tokens) <= _SHORT or not _POINTING.isdisjoint(place.held)


def _refuted_by(reading: LightReading, number: int) -> Response | None:
    """Return "the records show otherwise": writings, records or tests that speak against a claim."""
    at = _found(reading, number, "refuted_by")
    if at is None:
        return None
    place = reading.places[number]
    kinds = ("documents", "findings", "records")
    phrases = (phrase for phrase, _ in place.phrases(0, len(place.tokens)))
    found = next((p for p in phrases if any(place.has(kind, i) for kind in kinds for i in range(*p))), None)
    if found is None:
        return None
    voice = reading.voices.resolve(place, found)
    by = voice.name if voice is not None else reading.article.source or None
    return make_response(
        reading, number, at=at, rule="own.false", speaker=by, kind=DisputeKind.INDEPENDENT, pointer=True
    )


def _pictured(reading: LightReading, number: int) -> Response | None:
    """Return "The picture was taken in 2017" in an article about one that goes round with other words."""
    article = reading.article
    if not reading.tells("pictured", number) or any(
        said.item.rule.startswith("quote") for said in reading.said_in(number)
    ):
        return None
    opening = f"{article.title}\n{article.text[:_OPENING_CHARS]}"
    if reading.vocabulary.patterns["goes_round"].search(opening) is None:
        return None
    by = article.source or None
    at = reading.text.sentences[number].start
    return make_response(
        reading, number, at=at, rule="own.false", speaker=by, kind=DisputeKind.INDEPENDENT, pointer=True
    )


def _otherwise(reading: LightReading, number: int) -> Response | None:
    """Return "In reality there is no such decision" where nobody says so but the article."""
    sentence, place = reading.text.sentences[number], reading.places[number]
    if not place.may_match("in_fact"):
        return None
    match = reading.vocabulary.patterns["in_fact"].match(reading.article.text, sentence.start, sentence.end)
    if match is None or not place.holds("negations"):
        return None
    if any(said.item.rule != "according" for said in reading.said_in(number)):
        return None
    return make_response(
        reading,
        number,
        at=sentence.start,
        rule="own.false",
        speaker=_finder(reading, number),
        kind=DisputeKind.INDEPENDENT,
        pointer=True,
    )
