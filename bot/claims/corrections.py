"""Corrections and retractions: notices of an outlet, errors admitted, claims given up, accounts that changed."""

from __future__ import annotations

import re

from bot.claims.passage import Finding, Passage
from bot.domain.claim import DisputeKind, Polarity

# "retracted a story that said ...", "apologised for claiming that ...": the sentence tells what is taken back
_NAMES_IT = re.compile(r"\bthat\b|\bfor \w+ing\b|\bwhich\b|\bpredictions?\b", re.IGNORECASE)
_TAKEN_BACK = ("retract", "withdr", "apolog", "walk", "recant", "disavow", "took", "take")
# A notice of fewer characters is a heading: what is corrected stands in the sentence after it.
_SHORTEST_NOTICE = 30


def correction(passage: Passage) -> Finding | None:
    """Return the correction or retraction of a sentence, or None."""
    return _noted(passage) or _notice(passage) or _given_up(passage) or _changed(passage) or _admitted(passage)


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
    return Finding(rule="correction.noted", at=at, kind=DisputeKind.CORRECTION, partly=True)


def _given_up(passage: Passage) -> Finding | None:
    """Return a claim given up by the one who made it: "backtracked", "walked back his comments", "recanted"."""
    match = passage.find("backtracks")
    if match is None or passage.negated(passage.offset(match)):
        return None
    at = passage.offset(match)
    retracted = match.group().lower().startswith(_TAKEN_BACK)
    return Finding(
        rule="correction.noted",
        at=at,
        kind=DisputeKind.RETRACTION if retracted else DisputeKind.CORRECTION,
        speaker=passage.subject(at),
        unnamed=True,
        partly=_NAMES_IT.search(passage.text, match.start()) is not None,
    )


def _changed(passage: Passage) -> Finding | None:
    """Return an account that its speaker changed within the sentence."""
    match = passage.find("changed")
    if match is None:
        return None
    at = passage.offset(match)
    speaker = passage.subject(at)
    return Finding(
        rule="correction.changed", at=at, kind=DisputeKind.CORRECTION, speaker=speaker, unnamed=True, inside=True
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
        unnamed=True,
        partly=_NAMES_IT.search(passage.text, match.end()) is not None,
    )
