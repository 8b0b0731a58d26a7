"""Whatever is found and whatever editors decide, day after day: no decision is lost, doubled or taken back by itself.

Each property has a twin: the decisions ignored in one way, and the property seen to fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims.history import deciding
from bot.claims.history import reconcile as module
from bot.claims.history.arrange import arrange
from bot.claims.history.deciding import Case
from bot.claims.history.reconcile import MERGED_INTO, Evidence
from bot.claims.history.rulings import in_force, rulings
from bot.domain.article import Part, Span
from bot.domain.audience import Platform
from bot.domain.claim import Dispute, DisputeKind, Mention, Pair, StatusChange
from bot.domain.decision import Decision, DecisionKind, Editor, Order
from bot.domain.stores import DisputeIntent
from bot.errors import CommandError
from tests.property.test_reconcile_properties import NOW, Group, Store, group, groups, words_at

MARA = Editor(platform=Platform.SLACK, workspace_id="T1", user_id="U1", name="Mara Lind")
SWAPPED = {"Orm": "the guild", "the guild": "Orm"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an editor does on a day; numbers choose among the live disputes and their statements."""

    kind: DecisionKind
    which: int = 0
    other: int = 1
    statement: int = 1


@dataclass
class Newsroom(Store):
    """A store with editors."""

    decisions: list[Decision] = field(default_factory=list)
    alone: dict[str, set[object]] = field(default_factory=dict)  # what only the dispute of a decision held, by its id

    def __post_init__(self) -> None:
        Store.__init__(self)

    def decide(self, found: Sequence[Group], day: int) -> list[DisputeIntent]:
        return module.reconcile(
            list(self.stored.values()),
            found,
            story_id="sto_1",
            now=NOW + timedelta(days=day),
            mint=self.mint,
            evidence=Evidence(quote=words_at, seen_at=lambda _: NOW, holds=lambda _: True),
            decisions=self.decisions,
        )

    def wish(self, wish: Wish, day: int) -> None:
        live = sorted(self.live())
        if not live:
            return
        number = len(self.decisions) + 1
        case = Case(
            disputes=self.stored,
            decisions=self.decisions,
            quote=words_at,
            decision_id=f"dec_{number}",
            new_id=f"dsp_split_{number}",
            by=MARA,
            now=NOW + timedelta(days=day, hours=1),
        )
        order = Order(
            kind=wish.kind,
            dispute_id=live[wish.which % len(live)],
            other_id=live[wish.other % len(live)],
            statements=(wish.statement,),
            why=f"reason {number}.",
        )
        try:
            decision, saves = case.decide(order)
        except CommandError:
            return
        held = {one.id: {_places(pair) for pair in one.pairs} for one in self.live().values()}
        mine = held.pop(decision.dispute_id, set())
        self.alone[decision.id] = mine.difference(*held.values())
        if wish.kind is DecisionKind.SPLIT:
            self.minted.append(case.new_id)
        self.apply(saves)
        self.decisions.append(decision)

    def standing(self, name: str) -> Dispute:
        dispute = self.stored[name]
        while dispute.merged_into is not None:
            dispute = self.stored[dispute.merged_into]
        return dispute


def live_days(store: Newsroom, days: Sequence[tuple[Sequence[Group], Sequence[Wish]]]):
    """Yield after each analysis what was found, the editors deciding between the days."""
    for day, (found, wishes) in enumerate(days):
        store.apply(store.decide(found, day))
        yield found, day
        for wish in wishes:
            store.wish(wish, day)
        store.apply(store.decide(found, day))
        yield found, day


def check_repeats(days) -> None:
    """The same articles again, in any number of repeats, change nothing."""
    store = Newsroom()
    for found, day in live_days(store, days):
        for _ in range(2):
            assert store.decide(found, day + 1) == []


def check_kept(days) -> None:
    """Every decision stands once in the history of each dispute that it names, with who and why, ever after."""
    store = Newsroom()
    for _ in live_days(store, days):
        for decision in store.decisions:
            told = [
                line.note for one in store.stored.values() for line in one.history if line.note.endswith(decision.why)
            ]
            assert len(told) == (1 if decision.other_id is None else 2)
            assert all("by an editor (Mara Lind): " in note for note in told)


def check_dismissed(days) -> None:
    """What an editor dismissed is in no dispute that is shown until an editor says otherwise; nothing found is lost."""
    store = Newsroom()
    for found, _ in live_days(store, days):
        ruled = rulings(store.decisions)
        shown = {_places(pair) for one in store.live().values() if not ruled.dismissed(one.id) for pair in one.pairs}
        for name, judged in ruled.judged.items():
            if ruled.dismissed(name) and not reshaped(store, judged):
                assert not store.alone[judged.id] & shown
        everything = {_places(pair) for one in store.live().values() for pair in one.pairs}
        assert {_places(pair) for pairs in found for pair in pairs} <= everything


def check_merged(days) -> None:
    """A merged id redirects as long as its merge holds, and its statements are those of the other dispute."""
    store = Newsroom()
    for _ in live_days(store, days):
        for decision in in_force(store.decisions):
            if decision.kind is DecisionKind.MERGE:
                assert not store.stored[decision.dispute_id].live
                whole = store.standing(decision.other_id)
                assert store.standing(decision.dispute_id) is whole
                others = (one for one in store.live().values() if one.id != whole.id)
                elsewhere = {_places(pair) for one in others for pair in one.pairs}
                # A statement that an editor splits off anywhere goes along wherever it stands.
                taken = {said for one in store.decisions if one.kind is DecisionKind.SPLIT for said in one.mentions}
                alone = {places for places in store.alone[decision.id] if not taken & set(places)}
                assert reshaped(store, decision) or not alone & elsewhere


def reshaped(store: Newsroom, decision: Decision) -> bool:
    """Return whether an editor decided anything else about the disputes of a decision."""
    names = {decision.dispute_id, decision.other_id} - {None}
    others = (one for one in store.decisions if one is not decision)
    return any(names & {one.dispute_id, one.other_id} for one in others)


def check_split(days) -> None:
    """What an editor split stays two, whatever is found together, unless an editor merges it."""
    store = Newsroom()
    for _ in live_days(store, days):
        held = in_force(store.decisions)
        merging = any(decision.kind is DecisionKind.MERGE for decision in held)
        for decision in held:
            if decision.kind is DecisionKind.SPLIT and not merging:
                assert store.standing(decision.dispute_id).id != store.standing(decision.other_id).id


def check_undone(days) -> None:
    """No undo takes another decision along: what was judged stands, or in what a merge that holds made."""
    store = Newsroom()
    for _ in live_days(store, days):
        held = in_force(store.decisions)
        merged = {decision.dispute_id for decision in held if decision.kind is DecisionKind.MERGE}
        for name in rulings(store.decisions).judged.keys() - merged:
            dispute = store.stored[name]
            assert dispute.merged_into is None or dispute.history[-1].note.startswith(MERGED_INTO)


def check_parties(days) -> None:
    """With two parties' names swapped everywhere, everything comes out with their names swapped."""
    straight, mirrored = Newsroom(), Newsroom()
    other_days = [(swapped(found), wishes) for found, wishes in days]
    for _ in zip(live_days(straight, days), live_days(mirrored, other_days), strict=True):
        assert swapped(mirrored.decisions) == straight.decisions
        assert {name: swapped(one) for name, one in mirrored.stored.items()} == straight.stored


def check_roles(days) -> None:
    """With claims and responses swapped, what is found is cut and joined at the same seams."""
    store = Newsroom()
    for found, _ in live_days(store, days):
        known = sorted(store.live().values(), key=lambda one: one.id)
        ruled = rulings(store.decisions)
        straight = arrange(found, known, ruled, words_at)
        mirrored = arrange(turned(found), [replace(one, pairs=turned(one.pairs)) for one in known], ruled, words_at)
        assert {(one.dispute_id, frozenset(turned(one.pairs))) for one in mirrored} == {
            (one.dispute_id, frozenset(one.pairs)) for one in straight
        }


def _places(pair: Pair) -> tuple[object, ...]:
    return pair.claim, pair.response


def swapped(value):
    """Return a value with the parties' names swapped."""
    match value:
        case Mention():
            return replace(value, speaker=SWAPPED.get(value.speaker, value.speaker))
        case Pair():
            return replace(value, claim=swapped(value.claim), response=swapped(value.response))
        case Dispute():
            return replace(value, pairs=swapped(value.pairs), history=swapped(value.history))
        case StatusChange():
            return replace(value, by=tuple(sorted(SWAPPED.get(name, name) for name in value.by)))
        case Decision():
            return replace(value, mentions=swapped(value.mentions))
        case list() | tuple():
            return type(value)(map(swapped, value))
    return value


def turned(value):
    """Return pairs with their sides turned round: who claimed responds."""
    if isinstance(value, Pair):
        return replace(value, claim=value.response, response=value.claim)
    return type(value)(map(turned, value))


def each_place_once(found):
    """Return a day's groups without pairs at places of earlier ones: analysis finds a pair of statements once."""
    places, kept = set(), []
    for pairs in found:
        new = {(pair.claim.span, pair.response.span): pair for pair in reversed(pairs)}
        kept.append(tuple(pair for place, pair in new.items() if place not in places))
        places |= set(new)
    return [pairs for pairs in kept if pairs]


kinds = st.sampled_from(DecisionKind)
wishes = st.builds(Wish, kinds, st.integers(0, 3), st.integers(0, 3), st.integers(1, 4))
days = st.lists(
    st.tuples(st.lists(groups, max_size=3).map(each_place_once), st.lists(wishes, max_size=2)), min_size=1, max_size=4
)
MANY = settings(max_examples=100, deadline=None)


@MANY
@given(days)
def test_the_same_articles_in_any_number_of_repeats_change_nothing(found):
    check_repeats(found)


@MANY
@given(days)
def test_every_decision_is_told_once_with_who_and_why(found):
    check_kept(found)


@MANY
@given(days)
def test_what_was_dismissed_does_not_come_back_by_itself(found):
    check_dismissed(found)


@MANY
@given(days)
def test_merged_ids_redirect(found):
    check_merged(found)


@pytest.mark.parametrize("other", [0, 1])
def test_what_was_merged_is_of_it_also_after_a_day_on_which_only_the_rest_was_found(other):
    merge = Wish(DecisionKind.MERGE, which=1 - other, other=other)
    check_merged([(APART, [merge]), ([FIRST], []), ([SECOND], []), (APART, [])])


@MANY
@given(days)
def test_what_was_split_keeps_its_two_identities(found):
    check_split(found)


@MANY
@given(days)
def test_an_undo_takes_back_one_decision_alone(found):
    check_undone(found)


@MANY
@given(days)
def test_the_same_rules_hold_for_either_party(found):
    check_parties(found)


@MANY
@given(days)
def test_the_same_rules_hold_for_claims_and_for_responses(found):
    check_roles(found)


# The twins. Two disputes of one story, found apart and then as one.
FIRST, SECOND = group(0, "Orm"), group(2, "the guild")
TWICE_ANSWERED = (*FIRST, replace(FIRST[0], response=SECOND[0].response))
APART, AS_ONE, AGAIN = [FIRST, SECOND], [(*FIRST, *SECOND)], [FIRST, SECOND]


def wished(kind, **chosen):
    """Return three days: two disputes about which an editor decides, then found as one, then found apart again."""
    return [(APART, [Wish(kind, **chosen)]), (AS_ONE, []), (AGAIN, []), ([SECOND], [])]


SPLIT_DAYS = [([TWICE_ANSWERED], [Wish(DecisionKind.SPLIT, statement=2)]), ([TWICE_ANSWERED], [])]
UNDONE_DAYS = [
    ([TWICE_ANSWERED], [Wish(DecisionKind.SPLIT, statement=2), Wish(DecisionKind.DISMISS, which=1)]),
    ([TWICE_ANSWERED], [Wish(DecisionKind.UNDO, which=0)]),
]
CHECKS = (
    *(check_repeats, check_kept, check_dismissed, check_merged, check_split),
    *(check_undone, check_parties, check_roles),
)


def said(at, speaker="Orm", revision=1, article="a"):
    span = Span(revision_id=f"{article}@{revision}", part=Part.BODY, start=at * 10, end=at * 10 + 9)
    return Mention(article_id=article, span=span, speaker=speaker)


def answered(claim, response):
    return Pair(claim=claim, response=response, kinds=(DisputeKind.DENIAL,), rule="deny.clause", confidence=0.5)


# Found by the properties: statements of one article so alike that each could be another's.
ALIKE = (
    [([(answered(said(0, "Ilse Varn"), said(1)), answered(said(0), said(0)))], [Wish(DecisionKind.SPLIT)])],
    [
        (
            [(answered(said(0), said(2)), answered(said(0), said(0))), (answered(said(0), said(1)),)],
            [Wish(DecisionKind.CONFIRM), Wish(DecisionKind.DISMISS, which=1)],
        )
    ],
    [
        ([(answered(said(0), said(1)), answered(said(0), said(0)))], [Wish(DecisionKind.CONFIRM)]),
        ([(answered(said(0), said(0)),), (answered(said(0), said(2)), answered(said(0), said(1)))], []),
    ],
    [  # a statement that was split off stands beside one that is like the other part
        (
            [(answered(said(1), said(0)), answered(said(0), said(2)), answered(said(2, "Varn", 2), said(0)))],
            [Wish(DecisionKind.SPLIT, statement=3)],
        ),
        ([(answered(said(2), said(2)), answered(said(0), said(2, "Varn", 2)))], []),
    ],
    [  # both parts are like a third dispute
        (
            [
                (answered(said(0), said(0)),),
                (answered(said(0), said(1)), answered(said(0, "Ilse Varn"), said(0, revision=2))),
            ],
            [Wish(DecisionKind.SPLIT, which=1, statement=1)],
        ),
        ([(answered(said(0), said(0)),)], []),
    ],
    [  # of two statements that were split off one is merged into a third dispute, and that, later, with the rest
        ([(answered(said(1, revision=2), said(0, revision=2)),)], []),
        (
            [
                (answered(said(1, revision=2), said(2)), answered(said(0), said(3, revision=2, article="c"))),
                (
                    *(answered(said(0, revision=2), said(0, "Ilse Varn", 2)), answered(said(0), said(0, revision=2))),
                    answered(said(0, revision=2), said(0)),
                ),
                (answered(said(0), said(1)),),
            ],
            [Wish(DecisionKind.SPLIT, 0, 0, 4), Wish(DecisionKind.SPLIT, 0, 0, 4)],
        ),
        (
            [
                (answered(said(1, revision=2), said(2)), answered(said(2), said(3, revision=2))),
                (
                    *(answered(said(1, revision=2), said(0, revision=2)), answered(said(0), said(0, revision=2))),
                    answered(said(0, revision=2), said(0)),
                ),
                (answered(said(0), said(0)), answered(said(3, revision=2), said(0))),
            ],
            [Wish(DecisionKind.CONFIRM, 0, 0, 1), Wish(DecisionKind.DISMISS, 0, 0, 1)],
        ),
        (
            [
                (answered(said(0), said(2)), answered(said(0, revision=2), said(0, "the guild"))),
                (answered(said(0), said(0)), answered(said(2), said(0))),
            ],
            [Wish(DecisionKind.DISMISS, 1, 0, 1)],
        ),
    ],
)


@pytest.mark.parametrize("days", ALIKE)
@pytest.mark.parametrize("check", CHECKS)
def test_the_properties_hold_for_statements_that_are_alike(check, days):
    check(days)


@pytest.mark.parametrize("check", CHECKS)
def test_the_properties_hold_for_the_twins_story(check):
    for kind in DecisionKind:
        check(wished(kind))


@pytest.mark.parametrize(
    ("check", "days"),
    [
        (check_dismissed, wished(DecisionKind.DISMISS, which=1)),
        (check_merged, wished(DecisionKind.MERGE, which=1, other=0)),
        (check_split, SPLIT_DAYS),
    ],
)
def test_twin_that_ignores_decisions_is_seen(monkeypatch, check, days):
    check(days)
    honest = module.reconcile
    monkeypatch.setattr(
        module, "reconcile", lambda stored, found, **named: honest(stored, found, **named | {"decisions": ()})
    )
    with pytest.raises(AssertionError):
        check(days)


def test_twin_that_undoes_a_split_whose_part_is_dismissed_is_seen(monkeypatch):
    check_undone(UNDONE_DAYS)
    monkeypatch.setattr(deciding, "_depends", lambda later, _: later.other_id is not None)
    with pytest.raises(AssertionError):
        check_undone(UNDONE_DAYS)


def test_twin_that_tells_no_decision_is_seen(monkeypatch):
    monkeypatch.setattr(Case, "_told", lambda _self, dispute, _made, _what: deciding.SaveDispute(dispute=dispute))
    with pytest.raises(AssertionError):
        check_kept(wished(DecisionKind.CONFIRM))


def test_twin_that_looks_at_the_claimant_is_seen(monkeypatch):
    honest = module.rulings

    def partial(decisions):
        mine = [one for one in decisions if any(said.speaker == "Orm" for said in one.mentions)]
        return honest(mine)

    monkeypatch.setattr(module, "rulings", partial)
    with pytest.raises(AssertionError):
        check_parties(wished(DecisionKind.MERGE))
