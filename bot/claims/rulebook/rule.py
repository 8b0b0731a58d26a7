"""What a rule tells of itself: for `why`, for docs/reference/rules.md, and for the test that runs its examples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, in the words that readers are shown (EDITORIAL rules 14 and 20). A test runs both examples.

    Attributes:
        id: What `rule` says in every result; it is stored, so it never changes its meaning.
        finds: "statement", "dispute", or "side": it joins a dispute that others found.
        pattern: What the rule looks for, in words.
        example: A text of its own that the rule fires on. People and places are invented.
        not_matched: What looks alike and is passed over, in words.
        counter_example: A text that looks alike and that the rule does not fire on.
        prior: The share of its flags that is right, 0 to 1: a flag's confidence starts from it; 1 for the
            others, which have none.
        measured: Whether `prior` was measured on the development texts; else it is set by hand, and readers are told.
    """

    id: str
    finds: str
    pattern: str
    example: str
    not_matched: str
    counter_example: str
    prior: float = 1.0
    measured: bool = False

    @property
    def record(self) -> str:
        """Return how often its flags were right, in words."""
        percent = f"{self.prior * 100:.0f}"
        if self.measured:
            return f"{percent} of 100 such flags were right on the development texts"
        return f"not measured yet; flags start from {percent} of 100"
