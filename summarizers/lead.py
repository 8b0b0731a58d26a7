"""The opening sentences: the yardstick every other method has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizers.candidates import Candidate


def rank(candidates: Sequence[Candidate]) -> list[int]:
    """Return candidates' indexes by place in their document: every first sentence, then every second one."""
    place: dict[int, int] = {}
    keys = []
    for i, candidate in enumerate(candidates):
        document = candidate.sentence.document_index
        place[document] = place.get(document, -1) + 1
        keys.append((place[document], document, i))
    return [i for *_, i in sorted(keys)]
