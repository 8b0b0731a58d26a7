"""What is said to be untrue, by a speaker or by the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.claims.light.contents import spoken_contents
from bot.claims.light.marking import is_open, make_response, speaker_by
from bot.claims.light.statements import LightReading
from bot.claims.responses import Inside, Response
from bot.domain.claim import DisputeKind, Polarity

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
            if match is None or patterns["doubted"].search(words, 0, match.start()):
                continue
            number = reading.text.sentence_at(start + match.start()).number
            if is_open(reading, number, start + match.start()) or said.speaker is None:
                continue
            noun = next(
                (w.lower() for w in re.findall(r"\w+", words) if reading.vocabulary.has("claim_nouns", w.lower())), ""
            )
            yield make_response(
                reading,
                number,
                at=start + match.start(),
                rule=rule,
                speaker=said.speaker,
                said=said,
                noun=noun,
                owner=_maker(reading, number, start + match.start()),
                pointer=not noun,
            )
            break


def _maker(reading: LightReading, number: int, offset: int) -> str | None:
    """Return whose words are called false where a name follows: "this is an invention of Mr Orm"."""
    names = reading.voices.names[number]
    near = [name for name in names if offset < name.start <= offset + _MAKER_CHARS and name.person]
    return reading.voices.best(near[0]) if near else None


def _after_comma(text: str, start: int, end: int) -> int:
    """Return the offset of the first comma between two offsets: who speaks after it contradicts; -1 for none."""
    return text.find(",", start, end)


def own_voice(reading: LightReading) -> Iterator[Response]:
    """Yield what the article itself says against a claim: "falsely", "contrary to", "no evidence", "That is false."."""
    patterns = reading.vocabulary.patterns
    text = reading.article.text
    for number, sentence in enumerate(reading.text.sentences):
        bounds = (sentence.start, sentence.end)
        here = reading.said_in(number)
        spoken = [said for said in here if said.item.rule != "according"]
        outlet = reading.article.source or None
        if (match := patterns["falsely"].search(text, *bounds)) is not None or (
            match := patterns["contrary"].search(text, *bounds)
        ) is not None:
            if not is_open(reading, number, match.start()):
                after = _after_comma(text, match.end(), sentence.end)
                late = [said for said in spoken if said.item.cue[0] > after > 0]
                claim = next((said.speaker for said in spoken if said not in late), None)
                by = next((said.speaker for said in here if said.item.rule == "according" or said in late), outlet)
                yield make_response(
                    reading,
                    number,
                    at=match.start(),
                    rule="own.falsely",
                    speaker=by,
                    inside=Inside.FULLY,
                    kind=DisputeKind.INDEPENDENT,
                    owner=claim,
                )
        elif (match := patterns["no_evidence"].search(text, *bounds)) is not None:
            if not is_open(reading, number, match.start()):
                by = here[0].speaker if here else speaker_by(reading, number, match)
                yield make_response(
                    reading,
                    number,
                    at=match.start(),
                    rule="no.evidence",
                    speaker=by or outlet,
                    kind=DisputeKind.INDEPENDENT,
                )
        elif not spoken and (match := patterns["not_true"].search(text, *bounds)) is not None:
            by = next((said.speaker for said in here), outlet)
            if not is_open(reading, number, match.start()):
                yield make_response(
                    reading,
                    number,
                    at=match.start(),
                    rule="own.false",
                    speaker=by,
                    kind=DisputeKind.INDEPENDENT,
                    pointer=True,
                )
