"""Corrections and retractions: notices of an outlet, errors admitted, claims given up, accounts that changed."""

from __future__ import annotations

import re

from bot.claims.answers.passage import Finding, FindingRule, Passage
from bot.domain.claim import DisputeKind, Polarity

# "retracted a story that said ...", "apologised for claiming that ...": the sentence tells what is taken back
_NAMES_IT = re.compile(r"\bthat\b|\bfor \w+ing\b|\bwhich\b|\bpredictions?\b", re.IGNORECASE)
_TAKEN_BACK = ("retract", "withdr", "apolog", "walk", "recant", "disavow", "took", "take")
_ERRED = re.compile(
    r"\b(?:misspoke|misspoken|erred|misstated|misremembered|exaggerated|(?:was|were|had been|had made|made) )",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(
    r"(?: (?!but\b|and\b)\w+){0,2}? (?:that|in \w+ing|when \w+ (?:sa(?:id|ys)|claim|told|stat|suggest|wrote)\w*)\b",
    re.IGNORECASE,
)
# A notice of fewer characters is a heading: what is corrected stands in the sentence after it.
_SHORTEST_NOTICE = 30


def _noted(passage: Passage) -> Finding | None:
    """Return a correction or retraction, by whom the sentence says."""
    match = passage.find("correction")
    if match is None:
        return None
    at = passage.offset(match)
    retracted = match.group().lower().startswith(_TAKEN_BACK)
    kind = DisputeKind.RETRACTION if retracted else DisputeKind.CORRECTION
    back = [one for one in passage.said if one.polarity in {Polarity.RETRACTS, Polarity.CORRECTS}]
    speaker = back[0].speaker if back else None
    if speaker is None and retracted:
        speaker = passage.subject(at)
    partly = _NAMES_IT.search(passage.text, match.start()) is not None
    return Finding(rule="correction.noted", at=at, kind=kind, speaker=speaker, partly=partly)


def _notice(passage: Passage) -> Finding | None:
    """Return an outlet's notice about its own article."""
    match = passage.find("notice")
    if match is None or len(passage.text) < _SHORTEST_NOTICE:
        return None
    at = passage.offset(match)
    partly = not match.group().lower().lstrip('"“([').startswith("update")  # it tells what is so now, not what was said
    return Finding(rule="correction.noted", at=at, kind=DisputeKind.CORRECTION, partly=partly)


def _given_up(passage: Passage) -> Finding | None:
    """Return a claim given up by the one who made it: "backtracked", "walked back his comments", "recanted"."""
    match = passage.find("backtracks")
    if match is None or passage.negated(passage.offset(match)):
        return None
    at = passage.offset(match)
    retracted = match.group().lower().startswith(_TAKEN_BACK)
    clarified = "clarif" in match.group().lower()  # what follows is the new account
    partly = not clarified and _NAMES_IT.search(passage.text, match.end()) is not None
    speaker = passage.subject(at)
    return Finding(
        rule="correction.noted",
        at=at,
        kind=DisputeKind.RETRACTION if retracted else DisputeKind.CORRECTION,
        speaker=speaker,
        owner=None if partly else speaker,
        unnamed=True,
        partly=partly,
    )


def _changed(passage: Passage) -> Finding | None:
    """Return an account that its speaker changed within the sentence."""
    match = passage.find("changed")
    if match is None:
        return None
    at = passage.offset(match)
    speaker = passage.subject(at)
    both = not match.group().lower().startswith("chang")  # "first said ... but later": both accounts stand here
    return Finding(
        rule="correction.changed",
        at=at,
        kind=DisputeKind.CORRECTION,
        speaker=speaker,
        owner=None if both else speaker,
        unnamed=True,
        inside=both,
    )


def _admitted(passage: Passage) -> Finding | None:
    """Return an error that the one who made it, or somebody for them, admits."""
    match = passage.find("admits")
    if match is None or passage.negated(passage.offset(match)):
        return None
    at = passage.offset(match)
    return Finding(
        rule="correction.admitted",
        at=at,
        kind=DisputeKind.CORRECTION,
        speaker=passage.subject(at),
        owner=_who_erred(passage, match),
        unnamed=True,
        partly=_ABOUT_IT.match(passage.text, match.end()) is not None,
    )


def _who_erred(passage: Passage, match: re.Match[str]) -> str | None:
    """Return who is said to have erred: the subject of the last verb of an admission."""
    erred = _ERRED.search(passage.text, match.start(), match.end())
    if erred is None:
        return None
    who = passage.subject(passage.sentence.start + erred.start())
    if who is None or who[:1].isupper():
        return who
    return passage.owner(
        passage.sentence.start, passage.offset(match)
    )  # "Orm's aide admitted that the candidate erred"


def _counted_anew(passage: Passage) -> Finding | None:
    """Return a figure that its speaker, or the outlet, gives anew: "three patients, not five"."""
    match = passage.find("figure_anew")
    if match is None:
        return None
    at = passage.offset(match)
    around = passage.reading.around(at)
    speaker = around[-1].speaker if around else None
    return Finding(
        rule="correction.noted", at=at, kind=DisputeKind.CORRECTION, speaker=speaker, owner=speaker, inside=True
    )


# What finds the correction or retraction of a sentence, the first one first.
CORRECTIONS: tuple[FindingRule, ...] = (
    (_noted, ("correction",)),
    (_notice, ("notice",)),
    (_given_up, ("backtracks",)),
    (_changed, ("changed",)),
    (_admitted, ("admits",)),
    (_counted_anew, ("figure_anew",)),
)
