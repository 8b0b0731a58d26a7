"""How the engine fares on the written cases: which are right, and a table of it by group.

A case is right when each dispute expected of it is found by its spans and nothing else is flagged. Of the kept cases
only totals are ever told: rules are written by people who read what fails among the open ones.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.eval.scoring import judge_flags

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.eval.corpus.casebook import Case

    Record = Mapping[str, Any]

HEADING = f"{'written cases':<14}{'right':>9}{'found':>9}{'named':>7}{'none':>6}{'flagged':>9}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case fared: disputes expected, found by their spans, found with both names; flags that match nothing."""

    id: str
    expected: int
    found: int
    named: int
    wrong: int

    @property
    def group(self) -> str:
        """Return the group, which begins the id."""
        return self.id.split("/", maxsplit=1)[0]

    @property
    def right(self) -> bool:
        """Tell whether all that was expected was found, and nothing else."""
        return self.found == self.expected and not self.wrong


def judge_case(case: Record, flags: Sequence[Record]) -> Outcome:
    """Compare the flags of one case with what is expected of it."""
    count: Counter[str] = Counter()
    judge_flags(count, case, flags)
    expected = sum(dispute["core"] for dispute in case["disputes"])
    named = min(count["claimant"], count["responder"])
    return Outcome(case["story"], expected, count["right"], named, count["wrong"])


def judge_cases(cases: Sequence[Record], found: Sequence[Record]) -> list[Outcome]:
    """Compare the flags of every case with what is expected of it."""
    flags = {record["story"]: record["disputes"] for record in found}
    return [judge_case(case, flags[case["story"]]) for case in cases]


def score_cases(cases: Sequence[Record], found: Sequence[Record]) -> dict[str, float]:
    """Return the share of cases that are right, by group."""
    outcomes = judge_cases(cases, found)
    total, right = (
        Counter(one.group for one in outcomes),
        Counter(one.group for one in outcomes if one.right),
    )
    return {group: right[group] / total[group] for group in sorted(total)}


def tell_outcomes(label: str, outcomes: Sequence[Outcome]) -> str:
    """Return one line of the table."""
    right = f"{sum(one.right for one in outcomes)}/{len(outcomes)}"
    found = f"{sum(one.found for one in outcomes)}/{sum(one.expected for one in outcomes)}"
    silent = [one for one in outcomes if not one.expected]
    flagged = sum(bool(one.wrong) for one in silent)
    named = sum(one.named for one in outcomes)
    return f"{label:<14}{right:>9}{found:>9}{named:>7}{len(silent):>6}{flagged:>9}"


def tell_groups(cases: Sequence[Case], outcomes: Sequence[Outcome], *, errors: bool) -> Iterator[str]:
    """Yield the table by group, the totals of the open and the kept cases, and the open ones that fail if asked."""
    kept = {case.id for case in cases if case.kept}
    yield HEADING
    for group in dict.fromkeys(one.group for one in outcomes):
        yield tell_outcomes(group, [one for one in outcomes if one.group == group])
    yield tell_outcomes("open", [one for one in outcomes if one.id not in kept])
    yield tell_outcomes("kept", [one for one in outcomes if one.id in kept])
    yield tell_outcomes("all", outcomes)
    if errors:
        for one in outcomes:
            if not one.right and one.id not in kept:
                yield f"{one.id}: {one.found} of {one.expected} found, {one.wrong} wrong"
