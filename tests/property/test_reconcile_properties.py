"""Whatever is found day after day: the same input changes nothing, order decides nothing, ids and history only grow.

Each property has a twin: reconcile broken in one way, and the property seen to fail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.history import identity
from bot.claims.history import reconcile as module
from bot.claims.history.reconcile import Evidence, reconcile
from bot.domain.article import Part, Span
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair
from bot.domain.stores import DisputeIntent, RetireDispute, SaveDispute
from bot.errors import StoreError
from bot.store.rules import added_history, retired

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
WORDS = (
    "harbour crane fell on monday",
    "ferry sank near the mole",
    "tax rose for every baker",
    "the dam leaks at night",
)
SPEAKERS = ("Orm", "Ilse Varn", "Varn", "the guild", None)
Group = tuple[Pair, ...]

mentions = st.builds(
    lambda article, revision, at, speaker: Mention(
        article_id=article,
        span=Span(revision_id=f"{article}@{revision}", part=Part.BODY, start=at * 10, end=at * 10 + 9),
        speaker=speaker,
    ),
    st.sampled_from("abc"),
    st.integers(1, 2),
    st.integers(0, 3),
    st.sampled_from(SPEAKERS),
)
pairs = st.builds(
    lambda claim, response, kind, confidence: Pair(
        claim=claim, response=response, kinds=(kind,), rule="deny.clause", confidence=confidence
    ),
    mentions,
    mentions,
    st.sampled_from(DisputeKind),
    st.sampled_from((0.5, 0.7, 0.9)),
)
groups = st.lists(pairs, min_size=1, max_size=3, unique=True).map(tuple)
days = st.lists(st.lists(groups, max_size=4), min_size=1, max_size=4)


def words_at(span: Span) -> str:
    """Return the words of a span: of the same place in every revision of an article nearly the same."""
    return f"{WORDS[span.start // 10 % 4]} {span.revision_id}"


class Store:
    """Keeps disputes as a real store does, and counts the ids minted."""

    def __init__(self) -> None:
        self.stored: dict[str, Dispute] = {}
        self.minted: list[str] = []

    def mint(self) -> str:
        self.minted.append(f"dsp_{len(self.minted) + 1}")
        return self.minted[-1]

    def live(self) -> dict[str, Dispute]:
        return {name: one for name, one in self.stored.items() if one.live and one.merged_into is None}

    def decide(self, found: Sequence[Group], day: int) -> list[DisputeIntent]:
        return module.reconcile(
            list(self.stored.values()),
            found,
            story_id="sto_1",
            now=NOW + timedelta(days=day),
            mint=self.mint,
            evidence=Evidence(quote=words_at, seen_at=lambda _: NOW, holds=lambda _: True),
        )

    def apply(self, intents: Sequence[DisputeIntent]) -> None:
        for intent in intents:
            if isinstance(intent, RetireDispute):
                self.stored[intent.dispute_id] = retired(self.stored[intent.dispute_id], intent)
            else:
                former = self.stored.get(intent.dispute.id)
                added_history(former.history if former else (), intent.dispute.history, intent.dispute.id)
                self.stored[intent.dispute.id] = intent.dispute


def check_idempotent(found: Sequence[Sequence[Group]]) -> None:
    store = Store()
    for day, groups_found in enumerate(found):
        store.apply(store.decide(groups_found, day))
        assert store.decide(groups_found, day + 1) == []


def check_order(found: Sequence[Sequence[Group]], shuffle: Callable[[Sequence[Group]], Sequence[Group]]) -> None:
    straight, shuffled = Store(), Store()
    for day, groups_found in enumerate(found):
        straight.apply(straight.decide(groups_found, day))
        shuffled.apply(shuffled.decide(shuffle(groups_found), day))
        shuffled.stored = dict(reversed(shuffled.stored.items()))  # the order a database answers in
        assert shuffled.stored == straight.stored


def check_ids(found: Sequence[Sequence[Group]]) -> None:
    """No id twice among the live, none minted twice, none given up: each is there or leads on to one that is."""
    store = Store()
    for day, groups_found in enumerate(found):
        before = set(store.stored)
        intents = store.decide(groups_found, day)
        saved = [intent.dispute.id for intent in intents if isinstance(intent, SaveDispute)]
        assert len(saved) == len(set(saved))
        store.apply(intents)
        assert len(store.minted) == len(set(store.minted))
        assert set(store.stored) == before | set(saved) == set(store.minted)
        assert len(store.live()) == len(groups_found)
        for dispute in store.stored.values():
            assert dispute.merged_into is None or dispute.merged_into in store.stored
            assert dispute.merged_into is None or not dispute.live


def check_history(found: Sequence[Sequence[Group]]) -> None:
    store = Store()
    for day, groups_found in enumerate(found):
        before = dict(store.stored)
        store.apply(store.decide(groups_found, day))  # the store refuses a history that was shortened or rewritten
        for name, dispute in store.stored.items():
            former = before.get(name)
            assert dispute.history
            assert dispute.history[-1].status is dispute.status
            if former is not None:
                assert dispute.first_seen_at == former.first_seen_at
                assert dispute.status is former.status or len(dispute.history) > len(former.history)
                moments = [line.at for line in dispute.history]
                assert moments == sorted(moments)


MANY = settings(max_examples=120, deadline=None)


@MANY
@given(days)
def test_the_same_input_yields_no_intents(found):
    check_idempotent(found)


@MANY
@given(days, st.randoms(use_true_random=False))
def test_the_order_of_what_is_found_and_stored_decides_nothing(found, random):
    check_order(found, lambda given: random.sample(given, len(given)))


@MANY
@given(days)
def test_ids_are_minted_once_and_never_given_up(found):
    check_ids(found)


@MANY
@given(days)
def test_history_only_grows_and_tells_every_status(found):
    check_history(found)


# The twins. Two groups of one story, the second one on both days: enough for each property to fail where it should.
def group(at: int, speaker: str, *kinds: DisputeKind) -> Group:
    def mention(place: int) -> Mention:
        where = Span(revision_id="a@1", part=Part.BODY, start=place * 10, end=place * 10 + 9)
        return Mention(article_id="a", span=where, speaker=speaker)

    return (
        Pair(
            claim=mention(at), response=mention(at + 1), kinds=kinds or (DisputeKind.DENIAL,), rule="r", confidence=0.7
        ),
    )


FIRST, SECOND = group(0, "Orm"), group(2, "Varn")
COUNTERED = (*SECOND, *group(2, "Varn", DisputeKind.COUNTERCLAIM))
TWO_DAYS = [[FIRST, SECOND], [FIRST, COUNTERED]]


def test_the_properties_hold_for_the_twins_story():
    for check in (check_idempotent, check_ids, check_history):
        check(TWO_DAYS)
    check_order(TWO_DAYS, lambda given: given[::-1])


def test_twin_that_always_writes_is_not_idempotent(monkeypatch):
    def restless(stored, found, **named):
        return [*reconcile(stored, found, **named), *(SaveDispute(dispute=one) for one in stored[:1])]

    monkeypatch.setattr(module, "reconcile", restless)
    with pytest.raises(AssertionError):
        check_idempotent(TWO_DAYS)


def test_twin_that_takes_groups_as_they_come_depends_on_order(monkeypatch):
    monkeypatch.setattr(module, "group_key", lambda _: 0)
    with pytest.raises(AssertionError):
        check_order(TWO_DAYS, lambda given: given[::-1])


def test_twin_that_knows_nothing_again_gives_ids_up(monkeypatch):
    monkeypatch.setattr(identity, "_likeness", lambda *_: identity.Likeness.NONE)
    with pytest.raises(AssertionError):
        check_idempotent(TWO_DAYS)


def test_twin_that_uses_an_id_twice_is_seen(monkeypatch):
    def doubling(stored, found, **named):
        named["mint"] = lambda: "dsp_1"
        return reconcile(stored, found, **named)

    monkeypatch.setattr(module, "reconcile", doubling)
    with pytest.raises(AssertionError):
        check_ids(TWO_DAYS)


def test_twin_that_rewrites_history_is_refused_and_one_that_skips_a_line_is_seen(monkeypatch):
    def changed(change):
        def broken(stored, found, **named):
            intents = reconcile(stored, found, **named)
            return [
                replace(one, dispute=change(one.dispute)) if isinstance(one, SaveDispute) else one for one in intents
            ]

        return broken

    monkeypatch.setattr(module, "reconcile", changed(lambda one: replace(one, history=one.history[-1:])))
    with pytest.raises(StoreError, match="history only grows"):
        check_history(TWO_DAYS)
    monkeypatch.setattr(module, "reconcile", changed(lambda one: replace(one, history=one.history[:1])))
    with pytest.raises(AssertionError):
        check_history(TWO_DAYS)
