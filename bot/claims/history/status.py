"""Where a claim stands (EDITORIAL rules 4 and 5). Labels only, never a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.claims.parties import is_among
from bot.domain.claim import DisputeKind, Pair, Status

_CONFIRMING = frozenset({DisputeKind.CONFIRMATION, DisputeKind.PARTIAL_CONFIRMATION})
_WITHDRAWING = frozenset({DisputeKind.CORRECTION, DisputeKind.RETRACTION})
# Kinds whose responder is a party; what a body finds makes none of it.
_BY_PARTIES = frozenset({DisputeKind.DENIAL, DisputeKind.COUNTERCLAIM, DisputeKind.FIGURES})
_DENYING = frozenset({DisputeKind.DENIAL, DisputeKind.COUNTERCLAIM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A status, who confirmed where it says so, and the pairs that decide it, best first."""

    status: Status
    by: tuple[str, ...] = ()
    deciding: tuple[Pair, ...] = ()


def standing(pairs: Sequence[Pair]) -> Standing:
    """Return where a claim stands by what was said against and for it. The order of the pairs decides nothing.

    What the claim's own side withdrew is retracted or corrected. A confirmation counts as `confirms` says: of the
    whole claim it confirms, unless a finding of somebody independent stands against it; of a part, or by one of
    several that denied, it confirms partly. Denials alone leave a claim denied; a counterclaim, a finding or another
    figure leaves it disputed. A denial that its own speaker took back leaves it neither confirmed nor denied.
    """
    answering = [pair for pair in pairs if not set(pair.kinds) & _CONFIRMING]
    if not answering:
        return Standing(status=unanswered(pairs[0].claim.speaker if pairs else None), deciding=tuple(pairs))
    takers_back = _speakers(pair for pair in answering if DisputeKind.RETRACTION in pair.kinds)
    return _withdrawn(answering) or _confirmed(pairs, answering, takers_back) or _contested(answering, takers_back)


def status_of(pairs: Sequence[Pair]) -> Status:
    """Return the status alone."""
    return standing(pairs).status


def unanswered(speaker: str | None, *, declined: bool = False) -> Status:
    """Return the status of a claim without a response: alleged by somebody named, else only reported.

    `declined`: the one whom it is about was asked and would not say.
    """
    if declined:
        return Status.NEITHER
    return Status.REPORTED if speaker is None else Status.ALLEGED


def confirms(speaker: str | None, pairs: Sequence[Pair], *, independent: bool) -> bool:
    """Return whether a confirmation by `speaker` counts (rule 5): from the denying party, or independent of both.

    `independent` tells whether the speaker is a body of neither side by its kind; a name shared with a party shows
    that it is not. An unnamed speaker never counts.
    """
    if speaker is None or is_among(speaker, (pair.claim.speaker for pair in pairs)):
        return False
    if is_among(speaker, _speakers(pair for pair in pairs if set(pair.kinds) & _DENYING)):
        return True  # an admission by the denying party
    return independent and not is_among(speaker, parties(pairs))


def parties(pairs: Iterable[Pair]) -> set[str]:
    """Return the named parties of a dispute: who claims, and who denies or counts otherwise."""
    held = list(pairs)
    return _speakers(pair for pair in held if set(pair.kinds) & _BY_PARTIES) | {
        pair.claim.speaker for pair in held if pair.claim.speaker is not None
    }


def _withdrawn(answering: Sequence[Pair]) -> Standing | None:
    """Return the standing of a claim that its own side took back; a denier's word cannot do that."""
    for kind, status in ((DisputeKind.RETRACTION, Status.RETRACTED), (DisputeKind.CORRECTION, Status.CORRECTED)):
        deniers = _speakers(pair for pair in answering if set(pair.kinds) & _DENYING)
        deciding = tuple(
            pair for pair in answering if kind in pair.kinds and not is_among(pair.response.speaker, deniers)
        )
        if deciding:
            return Standing(status=status, deciding=deciding)
    return None


def _confirmed(pairs: Sequence[Pair], answering: Sequence[Pair], takers_back: set[str]) -> Standing | None:
    counted = [
        pair
        for pair in pairs
        if set(pair.kinds) & _CONFIRMING and confirms(pair.response.speaker, answering, independent=True)
    ]
    if not counted:
        return None
    deniers = _speakers(pair for pair in answering if set(pair.kinds) & _DENYING)
    admitting = [pair for pair in counted if is_among(pair.response.speaker, deniers)]
    silent = [name for name in deniers if not is_among(name, _speakers(admitting) | takers_back)]
    whole = [pair for pair in counted if DisputeKind.CONFIRMATION in pair.kinds]
    found = [pair for pair in whole if pair not in admitting]
    admitted = [pair for pair in whole if pair in admitting]
    against = [pair for pair in answering if DisputeKind.INDEPENDENT in pair.kinds]
    if found and against:
        return Standing(status=Status.DISPUTED, deciding=(*found, *against))
    if found or (admitted and not silent):
        return _by(Status.CONFIRMED, whole)
    return _by(Status.PARTLY_CONFIRMED, counted)


def _contested(answering: Sequence[Pair], takers_back: set[str]) -> Standing:
    standing_pairs = tuple(
        pair
        for pair in answering
        if not set(pair.kinds) & _WITHDRAWING and not is_among(pair.response.speaker, takers_back)
    )
    if not standing_pairs:
        return Standing(status=Status.NEITHER, deciding=tuple(p for p in answering if set(p.kinds) & _WITHDRAWING))
    only_denied = all(set(pair.kinds) == {DisputeKind.DENIAL} for pair in standing_pairs)
    return Standing(status=Status.DENIED if only_denied else Status.DISPUTED, deciding=standing_pairs)


def _by(status: Status, confirming: Sequence[Pair]) -> Standing:
    """Return a standing with the names of who confirmed, each voice once under its fullest name."""
    names: list[str] = []
    for name in sorted(_speakers(confirming), key=lambda name: (-len(name), name)):
        if not is_among(name, names):
            names.append(name)
    return Standing(status=status, by=tuple(sorted(names)), deciding=tuple(confirming))


def _speakers(pairs: Iterable[Pair]) -> set[str]:
    return {pair.response.speaker for pair in pairs if pair.response.speaker is not None}
