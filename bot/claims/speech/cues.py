"""Cues that are not a verb with its subject: passives, "according to", and nouns with a that-clause."""

from __future__ import annotations

from bot.claims.grammar.clauses import Range
from bot.claims.grammar.place import Attribution
from bot.claims.grammar.verbs import DASHES, VerbGroup
from bot.claims.speech.contents import Contents

# A source after "according to" is at most this many tokens long.
_LONGEST_SOURCE = 66
# "by ..." stands this close behind a passive.
_AGENT_REACH = 8
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})


def passive(place: Contents, group: VerbGroup) -> Attribution | None:
    """Return the statement of a passive: "is accused of ...", "was criticized by ...", or None."""
    cue = group.cue
    quoted = _as_saying(place, group.end)
    if quoted and cue.lemma in place.words["quoting"]:
        said = place.grammar.subject_left(place.tokens, group.start)
        if said is None:
            return None
        content = place.span(quoted, place.content_end(quoted, group))
        return place.attribution(said, place.cue_span(group), [content], verb="say", rule="indirect", group=group)
    agent = _agent(place, group.end)
    charge = _charge(place, agent) if agent is not None and cue.lemma in place.words["accuse_strong"] else 0
    if agent is not None and charge:
        agent = (agent[0], charge)
    opens = place.low(group.end) in {"to", "of", "as", "that", "with"} and "passive" in cue.frames
    patient = place.grammar.subject_left(place.tokens, group.start)
    if opens:
        end = place.content_end(group.end, group)
        if patient is not None and patient[1] >= group.start - 1:
            contents = [place.span(patient[0], end)]
        else:
            contents = [place.span(group.end, end)]
    elif agent is not None and patient is not None and "weak" not in cue.frames:
        contents = [place.span(*patient)]
        if charge:
            contents.append(place.span(charge, place.content_end(charge, group)))
    else:
        return None
    return place.attribution(agent, place.cue_span(group), contents, verb=cue.lemma, rule="passive", group=group)


def quoting(place: Contents, group: VerbGroup) -> Attribution | None:
    """Return the statement of "The paper quoted an officer as saying that ...": the officer's, or None."""
    for at in range(group.end + 1, min(len(place.tokens), group.end + _AGENT_REACH * 2)):
        start = _as_saying(place, at)
        if start:
            said = place.grammar.trim(place.tokens, group.end, at)
            content = place.span(start, place.content_end(start, group))
            cue = (place.tokens[at].start, place.tokens[at + 1].end)
            return place.attribution(said, cue, [content], verb="say", rule="indirect") if said else None
    return None


def _as_saying(place: Contents, at: int) -> int:
    """Return where what was said begins after "as saying" at a token, 0 where these words do not stand there."""
    told = place.low(at) == "as" and place.low(at + 1) in {"saying", "telling", "adding"}
    return at + 2 if told and at + 2 < len(place.tokens) else 0


def apposed(place: Contents, group: VerbGroup) -> Attribution | None:
    """Return the denial of "..., an allegation rejected by the board": the claim stands before its verb, or None."""
    cue, at = group.cue, group.start - 1
    if cue.form != "ed" or place.low(group.end) != "by" or group.end - group.start > 1:
        return None
    while at > 0 and place.grammar.is_adverb(place.low(at)):
        at -= 1
    opens = at - 1 if place.low(at - 1) in {"a", "an"} else at
    if place.low(at) not in place.words["claim_nouns"] or place.low(opens - 1) not in {",", *DASHES}:
        return None
    agent, content = _agent(place, group.end), place.span(opens, at + 1)
    return place.attribution(agent, place.cue_span(group), [content], verb=cue.lemma, rule="relative", group=group)


def _agent(place: Contents, at: int) -> Range | None:
    for i in range(at, min(len(place.tokens), at + _AGENT_REACH)):
        if place.tokens[i].low == "by" and place.tokens[i].quote < 0:
            return place.grammar.subject_right(place.tokens, i + 1)
        if place.tokens[i].low in {",", ";", "."}:
            return None
    return None


def _charge(place: Contents, agent: Range) -> int:
    """Return where the charge begins within "by three swimmers of weighing them", 0 where it does not."""
    for at in range(agent[0] + 1, agent[1] - 1):
        if place.low(at) in {"of", "with"} and place.low(at + 1).endswith("ing"):
            return at
    return 0


def according(place: Contents, at: int) -> Attribution | None:
    """Return the statement of "according to ..." at a token: the clause beside it, or None."""
    tokens, start = place.tokens, at + 2
    leading = at <= 1 or place.low(at - 1) in {"but", "and", "that", "because"}
    end = _source_end(place, start, leading=leading)
    source = place.grammar.trim(tokens, start, end)
    if leading and end + 1 < len(tokens):
        contents = [place.span(end + 1, place.strip_end(len(tokens)))]
    else:
        first = place.clause_start(at)
        last = at - 1 if at and place.low(at - 1) in {",", *DASHES} else at
        contents = [place.span(first, last)] if last > first else []
        if end + 3 < len(tokens) and tokens[end].low == ",":
            contents.append(place.span(end + 1, place.strip_end(len(tokens))))
    if source is None or not contents:
        return None
    cue = (tokens[at].start, tokens[at + 1].end)
    return place.attribution(source, cue, contents, verb="according", rule="according")


def _source_end(place: Contents, start: int, *, leading: bool) -> int:
    """Return the token after the source of "according to": its comma, or the end of the sentence."""
    tokens, end = place.tokens, start
    while end < min(len(tokens), start + _LONGEST_SOURCE):
        low = tokens[end].low
        apposition = place.low(end + 1) in {"a", "an", "the", "who", "which", "inc"}
        if low == "," and tokens[end].quote < 0 and (leading or not apposition):
            break
        if low in {";", "and"} and not leading and place.grammar.has_finite(tokens, end, min(len(tokens), end + 4)):
            break
        end += 1
    return end


def _last_phrase(place: Contents, phrase: Range | None) -> Range | None:
    """Return a noun phrase without what stands before its last article: "contradict the firm's" is "the firm's"."""
    if phrase is None:
        return None
    start, end = phrase
    words = place.grammar.lexicon.words
    opens = (
        at
        for at in range(end - 1, start, -1)
        if place.low(at) in words["openers"] and place.low(at - 1) not in words["prepositions"]
    )
    return next(opens, start), end


def _is_answered(place: Contents, at: int) -> bool:
    """Return whether a clause opens with a subject and a verb of denial without an object of its own."""
    polarity = place.grammar.lexicon.polarity
    for i in range(at + 1, len(place.tokens)):
        if place.tokens[i].quote >= 0 or place.low(i) in {",", ";", *DASHES}:
            return False
        cue = place.grammar.match_cue(place.tokens, i)
        if cue is not None and cue.lemma in polarity["deny"] | polarity["deny_claim"]:
            return place.ends_here(i + 1)
    return False


def nominal(place: Contents, at: int) -> Attribution | None:
    """Return the statement of a claim noun with a that-clause at a token: "his claim that ...", or None."""
    tokens = place.tokens
    if place.low(at - 1) in {"a", "an"} and place.low(at - 2) in {",", *DASHES}:
        return None  # "..., a claim that his lawyer disputes": "that" is the object, not a conjunction
    if at and place.low(at - 1) in {",", *DASHES} and _is_answered(place, at + 2):
        return None  # "..., claims that his lawyer has dismissed as politics"
    source: Range | None = None
    for i in range(at - 1, max(-1, at - 4), -1):
        low = tokens[i].low
        if low in _POSSESSIVES:
            source = (i, i + 1)
            break
        if low.endswith(("'s", "s'")):
            source = _last_phrase(place, place.grammar.noun_phrase_left(tokens, i + 1))
            break
    end = at + 2
    while end < len(tokens) and not (tokens[end].quote < 0 and tokens[end].low in {",", ";", *DASHES}):
        end += 1
    end = place.strip_end(end)
    if end <= at + 3:
        return None
    cue = (tokens[at].start, tokens[at].end)
    return place.attribution(source, cue, [place.span(at + 1, end)], verb=tokens[at].low, rule="nominal")
