"""Where a claim stands (EDITORIAL rules 4 and 5). Labels only, never a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.claim import DisputeKind, Pair, Status

# What the latest word from the claimant's own side does to a claim; nothing said against it can undo that.
_WITHDRAWN = ((DisputeKind.RETRACTION, Status.RETRACTED), (DisputeKind.CORRECTION, Status.CORRECTED))


def status_of(pairs: Sequence[Pair]) -> Status:
    """Return the status of a dispute from its pairs.

    A retraction or correction decides. Denials alone leave a claim denied; a counterclaim, an independent finding or
    another figure, or a denial by somebody besides, leaves it disputed. No pair: the claim is only reported.

    `confirmed` is never derived from pairs: a party's word about itself confirms nothing (rule 5); see `confirms`.
    """
    if not pairs:
        return Status.REPORTED
    kinds = {kind for pair in pairs for kind in pair.kinds}
    for kind, status in _WITHDRAWN:
        if kind in kinds:
            return status
    return Status.DENIED if kinds == {DisputeKind.DENIAL} else Status.DISPUTED


def confirms(speaker: str | None, pairs: Sequence[Pair], *, independent: bool) -> bool:
    """Return whether a confirmation by `speaker` counts (rule 5): from the denying party, or independent of both.

    `independent` tells whether the speaker is a body of neither side; an unnamed speaker never counts.
    """
    if speaker is None:
        return False
    claimants = {pair.claim.speaker for pair in pairs}
    responders = {pair.response.speaker for pair in pairs}
    if speaker in responders:
        return True  # an admission by the denying party
    return independent and speaker not in claimants
