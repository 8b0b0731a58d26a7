"""What is found, arranged as editors decided: what they hold apart is cut, what they hold together is joined. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.claims.history.identity import SAME_WORDS, Pairs, Quote, alike, pair_key
from bot.claims.history.rulings import Rulings
from bot.domain.claim import Dispute, Mention, Pair

_VERY = 2  # the very pair or statement, not one like it


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """Pairs that are one dispute; `dispute_id` is which one, where editors' decisions leave no choice."""

    pairs: Pairs
    dispute_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owner:
    """The stored dispute that a found pair is nearest to.

    `same`: both of its sides are sides of one of its pairs; `taken`: one of its sides was split off to that dispute.
    """

    dispute_id: str
    same: bool
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some pairs of a found group, with their owners; `of` is the dispute that they were cut out for."""

    owned: tuple[tuple[Pair, _Owner | None], ...]
    of: str | None = None

    def same(self) -> set[str]:
        """Return the disputes of which a whole pair is here."""
        return {owner.dispute_id for _, owner in self.owned if owner and owner.same}


def arrange(groups: Sequence[Pairs], known: Sequence[Dispute], ruled: Rulings, quote: Quote | None) -> list[Arranged]:
    """Return found groups cut and joined as editors decided; every pair stays.

    Args:
        groups: Found groups in an order that follows from what they hold.
        known: The stored disputes that a group can be, elder first.
        ruled: What editors decided about them.
        quote: Returns the words of a span; without it only places tell that two statements are one.
    """
    if not ruled:
        return [Arranged(pairs=group) for group in groups]
    owners = _Owners(known=known, ruled=ruled, quote=quote)
    whole = [_Part(owned=tuple((pair, owners.of(pair)) for pair in group)) for group in groups]
    return _joined([part for group in whole for part in _cut(group, ruled)], ruled)


def together(*groups: Pairs) -> tuple[Pair, ...]:
    """Return the pairs of groups as one, best first, none twice."""
    pairs = {pair_key(pair): pair for group in reversed(groups) for pair in group}
    return tuple(sorted(pairs.values(), key=lambda pair: (-pair.confidence, pair_key(pair))))


def _cut(group: _Part, ruled: Rulings) -> list[_Part]:
    """Return the parts of a group that belong to disputes held apart; what is nobody's stays with what is shown."""
    names = list(dict.fromkeys(owner.dispute_id for _, owner in group.owned if owner))
    contested = [name for name in names if any(ruled.apart(name, other) for other in names)]
    if not contested:
        taken = {owner.dispute_id for _, owner in group.owned if owner and owner.taken}
        return [replace(group, of=taken.pop() if len(taken) == 1 else None)]
    rest = min(contested, key=lambda name: (ruled.dismissed(name), name in ruled.judged, contested.index(name)))
    parts: dict[str, list[tuple[Pair, _Owner | None]]] = {name: [] for name in contested}
    for pair, owner in group.owned:
        parts[owner.dispute_id if owner and owner.dispute_id in parts else rest].append((pair, owner))
    return [_Part(owned=tuple(owned), of=name) for name, owned in parts.items()]


def _joined(parts: Sequence[_Part], ruled: Rulings) -> list[Arranged]:
    """Return the parts, those as one that were cut out for one dispute or hold pairs of one that stays together."""
    kept_whole = ruled.whole | {part.of for part in parts if part.of}
    joined: list[list[_Part]] = []
    for part in sorted(parts, key=lambda part: part.of is None):
        wholes = part.same() & kept_whole if part.of is None else {part.of, *(part.same() & ruled.whole)}
        meeting = [one for one in joined if wholes & {name for held in one for name in (*held.same(), held.of) if name}]
        of = part.of or next(filter(None, map(_of, meeting)), None)
        meeting = [one for one in meeting if _of(one) in {None, of}]
        joined = [one for one in joined if one not in meeting]
        joined.append([*(held for one in meeting for held in one), part])
    return [_arranged(one, ruled) for one in joined]


def _of(parts: Sequence[_Part]) -> str | None:
    return next((part.of for part in parts if part.of), None)


def _arranged(parts: Sequence[_Part], ruled: Rulings) -> Arranged:
    groups = [tuple(pair for pair, _ in part.owned) for part in parts]
    wholes = sorted(set().union(*(part.same() for part in parts)) & ruled.whole)
    return Arranged(
        pairs=groups[0] if len(groups) == 1 else together(*groups),
        dispute_id=_of(parts) or next(iter(wholes), None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owners:
    """Tells whose a found pair is."""

    known: Sequence[Dispute]
    ruled: Rulings
    quote: Quote | None

    def of(self, pair: Pair) -> _Owner | None:
        """Return whose pair this is, or None where no dispute says anything like it.

        First comes a dismissed dispute that holds this very pair; then the one that one of its statements was split
        off to; then the one that holds it; then the one that such a statement, edited, was split off to; then the one
        that says most alike. Of equals it is the live one's, then the eldest's.
        """
        best: tuple[tuple[bool, bool, bool, bool, int, float, bool], _Owner] | None = None
        for dispute in self.known:
            taken = self._taken(pair, dispute)
            for claim, response, exact in self._compared(pair, dispute):
                held = exact == _VERY
                hidden = held and self.ruled.dismissed(dispute.id)
                rank = (hidden, taken == _VERY, held, taken > 0, exact, claim + response, dispute.live)
                if (claim or response) and (best is None or rank > best[0]):
                    same = claim >= SAME_WORDS and response >= SAME_WORDS
                    best = rank, _Owner(dispute_id=dispute.id, same=same, taken=taken == _VERY)
        return best[1] if best else None

    def _compared(self, pair: Pair, dispute: Dispute) -> Iterator[tuple[float, float, int]]:
        """Yield how near both sides are to those of each pair, and to the statements that an editor's decision named.

        The third is _VERY for this very pair, 1 where both sides are statements so named, else 0.
        """
        for other in dispute.pairs:
            sides = self._near(pair.claim, other.claim), self._near(pair.response, other.response)
            yield *sides, _VERY * ((pair.claim, pair.response) == (other.claim, other.response))
        mentions = self.ruled.remembered(dispute.id)
        claim, response = (
            max((self._near(side, known) for known in mentions), default=0.0) for side in (pair.claim, pair.response)
        )
        if claim and response:
            yield claim, response, int({pair.claim, pair.response} <= set(mentions))
        for known in self.ruled.taken.get(dispute.id, ()):  # split off to it, whatever it is now said beside
            if known in {pair.claim, pair.response}:
                yield self._near(pair.claim, known), self._near(pair.response, known), 0

    def _taken(self, pair: Pair, dispute: Dispute) -> int:
        """Return _VERY where a side of a pair is a statement split off to a dispute, 1 for one edited, else 0."""
        taken = self.ruled.taken.get(dispute.id, ())
        if pair.claim in taken or pair.response in taken:
            return _VERY
        return int(any(self._near(side, known) > 1 for known in taken for side in (pair.claim, pair.response)))

    def _near(self, one: Mention, other: Mention) -> float:
        """Return how alike two mentions are; above 1 in one article, where formulas of denial are no doubt."""
        likeness = alike(one, other, self.quote)
        return likeness + 1 if likeness and one.article_id == other.article_id else likeness
