"""Responses: every place in an article that speaks against a claim, before it is known which claim."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.claims.clauses import Range
from bot.claims.compare import content_words, stem
from bot.claims.falsity import echoed, false_rule
from bot.claims.lexicon import Lexicon
from bot.claims.patterns import CORRECTION, IN_FACT, NO_EVIDENCE
from bot.claims.polarity import is_clause, low_words
from bot.claims.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Something said against a claim. `inside`: the words that deny also state what is denied.

    `span` is the sentence, `target` the words denied, `owner` who made the claim where the response names them.
    """

    reading: Reading
    sentence: int
    at: int
    span: Range
    speaker: str | None
    rule: str
    kind: DisputeKind
    target: frozenset[str]
    inside: bool
    noun: str = ""
    owner: str | None = None
    said: Said | None = None
    echo: str = ""
    pointer: bool = False


def sentence_span(reading: Reading, number: int) -> Range:
    """Return the offsets of a sentence."""
    sentence = reading.text.sentences[number]
    return (sentence.start, sentence.end)


def responses(lexicon: Lexicon, reading: Reading) -> list[Response]:
    """Return all responses of an article, at most one a sentence and speaker, strongest rule first."""
    found = [
        _denial(lexicon, reading, said)
        for said in reading.said
        if said.polarity is Polarity.DENIES and said.speaker is not None and _speaks_for_itself(said)
    ]
    taken = {response.sentence for response in found}
    for said in reading.said:
        more = _falsity(lexicon, reading, said)
        if more is not None and more.sentence not in taken:
            found.append(more)
            taken.add(more.sentence)
    for number in range(len(reading.text.sentences)):
        more = _own_voice(lexicon, reading, number)
        if more is not None and number not in taken:
            found.append(more)
            taken.add(number)
    return found


def _speaks_for_itself(said: Said) -> bool:
    """Return whether a denial is the act of its subject: not "a report disputing ...", "to deny"."""
    group = said.item.group
    return group is not None and (
        group.cue.form != "ing" or group.progressive or group.start == 0 or said.item.source is not None
    )


def _object(lexicon: Lexicon, content: str) -> tuple[str, bool]:
    """Return (the claim noun of an object or "", whether the object says what is denied)."""
    if is_clause(content):
        return "", True
    words = low_words(content, 60)
    for at, word in enumerate(words[:9]):
        base = word.removesuffix("'s")
        if base in lexicon.words["claim_nouns"]:
            rest = words[at + 1 :]
            return base, bool(rest) and (
                rest[0] in {"that", "of", "about", "as", "against", "by", "from", "on", "he", "she", "they"}
            ) and len(rest) >= 3
    return "", any(word in lexicon.words["wrong_nouns"] for word in words[:6]) and len(words) >= 3


def _owner(reading: Reading, said: Said) -> str | None:
    """Return who made the denied claim when the object names them: "Smith's claim", "criticism from Smith"."""
    start, end = said.item.contents[0]
    sentence = reading.text.sentence_at(start)
    for name in reading.voices.names[sentence.number]:
        if not start <= name.start < min(end, start + 60):
            continue
        after = reading.slice(name.end - 2, name.end + 2)
        before = reading.slice(max(start, name.start - 22), name.start).lower()
        lead = before.rstrip().rsplit(" ", 1)[-1]
        if "'s" in after or "’s" in after or lead in {"by", "from"} or (name.start - start < 12):
            return reading.voices.best(name)
    return None


def _denial(lexicon: Lexicon, reading: Reading, said: Said) -> Response:
    start, end = said.item.contents[0]
    content = reading.slice(start, end)
    noun, inside = _object(lexicon, content)
    number = reading.text.sentence_at(said.item.cue[0]).number
    relative = said.item.rule == "relative"
    target = reading.words[number] if relative else content_words(content)
    return Response(
        reading=reading,
        sentence=number,
        at=said.item.cue[0],
        span=sentence_span(reading, number),
        speaker=said.speaker,
        rule="deny.relative" if relative else "deny.clause" if inside else "deny.anaphor",
        kind=DisputeKind.DENIAL,
        target=target,
        inside=inside,
        noun=noun,
        owner=_owner(reading, said),
        said=said,
        pointer=not inside and noun == "",
    )


def _falsity(lexicon: Lexicon, reading: Reading, said: Said) -> Response | None:
    """Return a response when a statement calls a claim false, answers "No", or negates what was said."""
    if said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS}:
        return None
    for start, end in said.item.contents:
        content = reading.slice(start, end)
        rule, at = false_rule(lexicon, said.item, content)
        if rule:
            number = reading.text.sentence_at(start + at).number
            target = content_words(reading.slice(*sentence_span(reading, number)))
            inside = (
                rule == "false.predicate"
                and re.match(r"[\"“]?(?:that )?(?:the |any |these |those )?\w+ (?:that|of)\b", content) is not None
                and _object(lexicon, content)[1]
            )
            return Response(
                reading=reading,
                sentence=number,
                at=start + at,
                span=sentence_span(reading, number),
                speaker=said.speaker,
                rule=rule,
                kind=DisputeKind.DENIAL,
                target=target,
                inside=inside,
                noun=_object(lexicon, content)[0],
                owner=_owner(reading, said),
                said=said,
                echo=stem(echoed(content)) if rule == "negated.echo" else "",
                pointer=rule in {"false.named", "no.answer", "false.predicate"} and not _object(lexicon, content)[0],
            )
    return None


def _own_voice(lexicon: Lexicon, reading: Reading, number: int) -> Response | None:
    sentence = reading.text.sentences[number]
    text = reading.slice(sentence.start, sentence.end)
    rule, at = "", 0
    kind = DisputeKind.INDEPENDENT
    for index, token in enumerate(sentence.tokens):
        if token.low in lexicon.words["own_voice"] and any(
            cue.form in {"ed", "s", "ing"}
            for near in sentence.tokens[index + 1 : index + 2]
            for cue in lexicon.cues.get(near.low, ())
        ):
            rule, at = "own.falsely", token.start - sentence.start
            break
        if (
            token.low in lexicon.words["own_voice"]
            and index
            and any(cue.form in {"ed", "s"} for cue in lexicon.cues.get(sentence.tokens[index - 1].low, ()))
        ):
            rule, at = "own.falsely", token.start - sentence.start
            break
    if not rule and (match := CORRECTION.search(text)):
        rule, at, kind = "correction.noted", match.start(), DisputeKind.CORRECTION
        if match.group().lower().startswith(("retract", "has retract", "withdrew", "apolog", "walk")):
            kind = DisputeKind.RETRACTION
    if not rule and (match := IN_FACT.search(text)):
        rule, at = "own.infact", match.start()
    if not rule and (match := NO_EVIDENCE.search(text)):
        rule, at = "no.evidence", match.start()
    if not rule:
        return None
    return Response(
        reading=reading,
        sentence=number,
        at=sentence.start + at,
        span=(sentence.start, sentence.end),
        speaker=_voice_at(reading, sentence.start + at),
        rule=rule,
        kind=kind,
        target=reading.words[number],
        inside=rule == "own.falsely",
    )


def _voice_at(reading: Reading, offset: int) -> str | None:
    """Return who says the words at an offset: the innermost statement around it, else the outlet."""
    around = [said for said in reading.said if any(start <= offset < end for start, end in said.item.contents)]
    if around:
        return around[-1].speaker
    return reading.article.source or None
