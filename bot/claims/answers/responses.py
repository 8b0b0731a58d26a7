"""Responses: every place in an article that speaks against a claim, before it is known which claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from bot.claims.answers.beside import claim_beside
from bot.claims.answers.doubt import doubt
from bot.claims.answers.errant import ERRANT_PATTERNS, errant
from bot.claims.answers.falsity import FALSE_PATTERNS, echoed, false_rule, points_back, undone, undone_at
from bot.claims.answers.findings import finding
from bot.claims.answers.owners import owner_of, possessor
from bot.claims.answers.passage import Finding
from bot.claims.answers.quoted import QUOTED_PATTERNS, quoted_denial
from bot.claims.answers.response import Inside, Response, sentence_span
from bot.claims.answers.told import told_denial
from bot.claims.grammar.compare import content_words, stem
from bot.claims.grammar.lexicon import Lexicon
from bot.claims.grammar.patterns import AnyOf
from bot.claims.speech.polarity import is_clause, is_definite, low_words, names_accuser, names_doubt, opens_clause
from bot.claims.speech.statements import Reading, Said
from bot.domain.claim import DisputeKind, Polarity

# "accusations that she lied were false": the sentence states the claim that it calls false
_CLAIM_WITH_CONTENT = re.compile(
    r"[\"“'‘]*(?:(?:that )?(?:the |any |these |those )?\w+ (?:that|of)\b"
    r"|(?:any(?:one|body)|whoever|everyone|those|people) (?:who )?(?:claim|say|suggest|argu|believ|tell)\w* )",
    re.IGNORECASE,
)
_UNNAMED = frozenset({"he", "she", "they", "who", "which", "it", "we", "i", "those", "others", "some", "many", "both"})
_DEMONSTRATIVES = ("that ", "this ", "these ", "those ", "such ", "both ")


def responses(lexicon: Lexicon, reading: Reading) -> list[Response]:
    """Return all responses of an article, at most one a sentence and speaker, strongest rule first."""
    found = [
        _denial(lexicon, reading, said)
        for said in reading.said
        if said.polarity is Polarity.DENIES and _is_said(lexicon, reading, said) and _speaks_for_itself(reading, said)
    ]
    taken = {response.sentence for response in found}
    numbers = range(len(reading.text.sentences))
    _add(found, taken, (_falsity(lexicon, reading, said) for said in reading.said))
    _add(found, taken, (_told(lexicon, reading, number) for number in numbers if number not in taken))
    _add(found, taken, (_own_voice(lexicon, reading, number) for number in numbers if number not in taken))
    _add(found, taken, (_undone(lexicon, reading, said) for said in reading.said))
    return [_beside(lexicon, one) for one in found]


def _add(found: list[Response], taken: set[int], more: Iterable[Response | None]) -> None:
    """Add the responses of sentences that hold none yet."""
    for one in more:
        if one is not None and one.sentence not in taken:
            found.append(one)
            taken.add(one.sentence)


def _undone(lexicon: Lexicon, reading: Reading, said: Said) -> Response | None:
    """Return a response where somebody says that something was not done: it answers only who says that it was."""
    if said.polarity is not Polarity.ASSERTS or said.item.rule in {"nominal", "infinitive"}:
        return None
    for start, end in said.item.contents:
        content = reading.slice(start, end)
        not_so = lexicon.patterns["not_so"]
        at = undone_at(lexicon, content) if not_so.may_match(content) and not_so.match(content) else None
        if at is not None:
            return _false_response(lexicon, reading, said, "negated.verb", start, start + at)
    return None


def _beside(lexicon: Lexicon, response: Response) -> Response:
    """Return a response with the claimant that its own sentence names: "..., he said after Orm accused him of it"."""
    if response.inside is not Inside.NOT or response.kind is not DisputeKind.DENIAL or response.echo:
        return response
    claim = claim_beside(lexicon, response.reading, response.sentence, response.at, response.speaker)
    if claim is None:
        return response
    return replace(response, inside=Inside.FULLY, owner=claim.speaker)


def _is_somebody(reading: Reading, said: Said) -> bool:
    """Return whether the denial has a subject: a named one, or a pronoun whose name is not known."""
    source = said.item.source
    if said.speaker is None and said.item.verb == "contradict":
        return False  # "it contradicted what he had said": a thing, not a party
    return said.speaker is not None or (source is not None and reading.slice(*source).lower() in _UNNAMED)


def _is_said(lexicon: Lexicon, reading: Reading, said: Said) -> bool:
    """Return whether a denial was made, and by somebody: no hypothesis, no question."""
    start = reading.text.sentence_at(said.item.cue[0]).start
    before = reading.slice(start, said.item.cue[0])
    return _is_somebody(reading, said) and lexicon.patterns["hypothetical"].search(before) is None


def _speaks_for_itself(reading: Reading, said: Said) -> bool:
    """Return whether a denial is the act of its subject: not "a statement disputing ..."."""
    group = said.item.group
    if group is None or group.cue.form != "ing" or group.progressive:
        return group is not None
    start = said.item.cue[0]
    before = reading.slice(max(0, start - 5), start).rstrip()
    return bool(group.control) or before[-1:] in {"", ",", "—", "–", "-"} or before.endswith((" and", " but"))


def _object(lexicon: Lexicon, content: str) -> tuple[str, Inside]:
    """Return (the claim noun of an object or "", how far the object says what is denied)."""
    if is_clause(content):
        return "", Inside.FULLY
    words = low_words(content, 60)
    if names_accuser(lexicon, content) or (names_doubt(lexicon, content) and "that" in words[:9]):
        return words[0], Inside.FULLY
    for at, word in enumerate(words[:9]):
        base = word.removesuffix("'s")
        if base in lexicon.words["claim_nouns"]:
            return base, _inside(words, at)
        if word in lexicon.words["wrong_nouns"] and len(words) > at + 2:
            return "", Inside.PARTLY  # "any role in the attacks"
    if opens_clause(words[:8]):
        return "", Inside.FULLY
    wrong = any(word in lexicon.words["wrong_nouns"] for word in words[:6]) and len(words) >= 3
    return "", Inside.PARTLY if wrong else Inside.NOT


def _inside(words: list[str], at: int) -> Inside:
    """Return how far an object with its claim noun at a word says what is denied."""
    rest = words[at + 1 :]
    if len(rest) < 3:
        return Inside.NOT
    if "that" in rest[:12] or rest[0] in {"he", "she", "they"} or {"who", "whom"} & set(rest[:6]):
        return Inside.FULLY
    if rest[0] == "to" and words[at] == "claim":
        return Inside.FULLY  # "Varn's claim to have climbed it alone"
    pointed = words[0] in {"these", "those", "such", "that", "this", "the"}
    about = rest[0] in {"of", "about", "by", "from", "against", "in"} or words[at].endswith("'s")
    return Inside.PARTLY if about and not pointed else Inside.NOT


def _is_subordinate(reading: Reading, said: Said) -> bool:
    """Return whether a denial stands in a time clause: "after the company denied it"."""
    source = said.item.source
    before = reading.slice(max(0, source[0] - 8), source[0]).lower().split() if source else []
    return bool(before) and before[-1] in {"after", "before", "when", "since", "until", "once", "as"}


def _voice(lexicon: Lexicon, reading: Reading, said: Said) -> str | None:
    """Return who denies: of evidence the one who presents it ("lawyers say that tests cast doubt on ...")."""
    words = (said.speaker or "").lower().split()
    if words and not lexicon.words["exhibits"].isdisjoint((words[0], words[-1])):
        teller = next((one.speaker for one in reversed(reading.around(said.item.cue[0])) if one is not said), None)
        return teller or said.speaker
    return said.speaker


def _denial(lexicon: Lexicon, reading: Reading, said: Said) -> Response:
    start, end = said.item.contents[0]
    content = reading.slice(start, end)
    noun, inside = _object(lexicon, content)
    owner = owner_of(lexicon, reading, said)
    if owner is not None and noun in lexicon.words["critics"]:
        noun = ""  # "critics like Orm who say ...": what Orm says stands elsewhere
    number = reading.text.sentence_at(said.item.cue[0]).number
    relative = said.item.rule == "relative"
    if relative and not is_definite(lexicon, content):
        inside = Inside.FULLY  # "..., a charge he denies": what it is about stands right before it
    target = reading.words[number] if relative else content_words(content)
    return Response(
        reading=reading,
        sentence=number,
        at=said.item.cue[0],
        span=sentence_span(reading, number),
        speaker=_voice(lexicon, reading, said),
        rule="deny.relative" if relative else "deny.clause" if inside else "deny.anaphor",
        kind=DisputeKind.DENIAL,
        target=target,
        inside=inside,
        noun=noun,
        owner=owner,
        said=said,
        pointer=not inside and noun == "",
        shown=content.lower().startswith(_DEMONSTRATIVES),
        subordinate=_is_subordinate(reading, said),
    )


def _falsity(lexicon: Lexicon, reading: Reading, said: Said) -> Response | None:
    """Return a response when a statement calls a claim false, answers "No", or negates what was said."""
    if said.polarity not in {Polarity.ASSERTS, Polarity.CONFIRMS} or said.item.rule == "nominal":
        return None  # "Orm's claim that all had sailed is false": Orm does not say so
    for start, end in said.item.contents:
        content = reading.slice(start, end)
        if not _falsifying(lexicon).may_match(content):
            continue
        quoted = quoted_denial(lexicon, content, said.item.cue[0] - start)
        if quoted is not None:
            return _quoted(lexicon, reading, said, start + quoted.at, quoted.denied)
        rule, at = false_rule(lexicon, said.item, content)
        if rule:
            return _false_response(lexicon, reading, said, rule, start, start + at)
        erring = errant(lexicon, reading, said, content)
        if erring is not None:
            return _false_response(lexicon, reading, said, "false.claimant", start, start + erring[0], erring[1])
    return None


@cache
def _falsifying(lexicon: Lexicon) -> AnyOf:
    """Return the patterns without which a statement denies nothing: of `quoted_denial`, `false_rule` and `errant`."""
    return lexicon.any_of(*QUOTED_PATTERNS, *FALSE_PATTERNS, *ERRANT_PATTERNS)


def _quoted(lexicon: Lexicon, reading: Reading, said: Said, offset: int, denied: str) -> Response:
    """Return the response of a denial inside what somebody says."""
    number = reading.text.sentence_at(offset).number
    noun, inside = _object(lexicon, denied)
    return Response(
        reading=reading,
        sentence=number,
        at=offset,
        span=sentence_span(reading, number),
        speaker=said.speaker,
        rule="deny.quoted",
        kind=DisputeKind.DENIAL,
        target=content_words(denied) or reading.words[number],
        inside=inside,
        noun=noun,
        owner=owner_of(lexicon, reading, said),
        said=said,
        pointer=not inside and not noun,
        shown=denied.lower().startswith(_DEMONSTRATIVES),
    )


def _false_response(
    lexicon: Lexicon, reading: Reading, said: Said, rule: str, start: int, offset: int, claimant: str | None = None
) -> Response:
    content = next(reading.slice(*span) for span in said.item.contents if span[0] == start)
    number = reading.text.sentence_at(offset).number
    noun, inside = _object(lexicon, content)
    owner = claimant or owner_of(lexicon, reading, said)
    states = rule == "false.predicate" and _CLAIM_WITH_CONTENT.match(content) is not None
    if rule == "false.predicate" and lexicon.patterns["states_it"].search(content, offset - start):
        inside, states = Inside.FULLY, True
    return Response(
        reading=reading,
        sentence=number,
        at=offset,
        span=sentence_span(reading, number),
        speaker=said.speaker,
        rule=rule,
        kind=DisputeKind.DENIAL,
        target=reading.words[number],
        inside=inside if states else Inside.NOT,
        noun=noun,
        owner=owner,
        said=said,
        echo=stem(_turned(lexicon, rule, content)),
        pointer=owner is None and not noun and not rule.startswith("negated") and points_back(content, offset - start),
    )


def _turned(lexicon: Lexicon, rule: str, content: str) -> str:
    """Return the word that a negation turns round, or ""."""
    if rule == "negated.echo":
        return echoed(lexicon, content)
    return undone(lexicon, content) if rule == "negated.verb" else ""


def _told(lexicon: Lexicon, reading: Reading, number: int) -> Response | None:
    """Return the response of a denial, or a doubt about a claim, that the article tells of."""
    if _denying_or_doubting(lexicon).isdisjoint(reading.text.sentences[number].words):
        return None
    denied = told_denial(lexicon, reading, number)
    doubted = denied or doubt(lexicon, reading, number)
    if doubted is None:
        return None
    sentence = reading.text.sentences[number]
    what = reading.slice(*doubted.doubted)
    noun, inside = _object(lexicon, what)
    if denied is not None and not noun:
        inside = Inside.NOT  # "is adamant that she never did": somebody else must have said that she did
    return Response(
        reading=reading,
        sentence=number,
        at=doubted.at,
        span=sentence_span(reading, number),
        speaker=doubted.speaker,
        rule="deny.told" if denied is not None else "deny.doubt",
        kind=DisputeKind.DENIAL,
        target=content_words(what),
        inside=inside,
        noun=noun,
        owner=possessor(lexicon, reading, sentence, *doubted.doubted),
        pointer=not inside and not noun,
        shown=what.lower().startswith(_DEMONSTRATIVES),
    )


@cache
def _denying_or_doubting(lexicon: Lexicon) -> frozenset[str]:
    """Return the words without which `told_denial` and `doubt` find nothing in a sentence."""
    return lexicon.words["denying"] | lexicon.words["doubting"]


def _own_voice(lexicon: Lexicon, reading: Reading, number: int) -> Response | None:
    found = finding(lexicon, reading, number)
    if found is None:
        return None
    around = None if found.speaker or found.unnamed else _statement_around(reading, found.at, found.claim)
    voice = around.speaker if around is not None else None if found.unnamed else reading.article.source or None
    return Response(
        reading=reading,
        sentence=number,
        at=found.at,
        span=sentence_span(reading, number),
        speaker=found.speaker or voice,
        rule=found.rule,
        kind=_kind(lexicon, reading, found, around),
        target=reading.words[number],
        inside=Inside.FULLY if found.inside else Inside.PARTLY if found.partly else Inside.NOT,
        owner=found.owner or (found.claim.speaker if found.claim is not None else None),
        pointer=found.pointer,
    )


def _kind(lexicon: Lexicon, reading: Reading, found: Finding, around: Said | None) -> DisputeKind:
    """Return the kind of a finding: what a party says in a statement is its denial, no independent finding."""
    if found.kind is not DisputeKind.INDEPENDENT or around is None or found.rule == "no.evidence":
        return found.kind
    source = around.item.source
    words = set(re.findall(r"\w+", reading.slice(*source).lower())) if source is not None else set()
    return DisputeKind.DENIAL if words.isdisjoint(lexicon.words["evidence_nouns"]) else found.kind


def _statement_around(reading: Reading, offset: int, claim: Said | None) -> Said | None:
    """Return the innermost statement around an offset, or None where the article itself speaks."""
    around = [said for said in reading.around(offset) if said is not claim]
    return around[-1] if around else None
