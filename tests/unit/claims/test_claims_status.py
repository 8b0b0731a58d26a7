"""Every status of EDITORIAL rule 4 follows from what was said, and what counts as a confirmation (rule 5)."""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.claims.history.status import confirms, standing, status_of, unanswered
from bot.domain.article import Part, Span
from bot.domain.claim import DisputeKind, Mention, Pair, Status

DENIAL, COUNTERCLAIM, FIGURES = DisputeKind.DENIAL, DisputeKind.COUNTERCLAIM, DisputeKind.FIGURES
INDEPENDENT, CORRECTION, RETRACTION = DisputeKind.INDEPENDENT, DisputeKind.CORRECTION, DisputeKind.RETRACTION
WHOLE, PART = DisputeKind.CONFIRMATION, DisputeKind.PARTIAL_CONFIRMATION


def said(kind: DisputeKind, who: str | None, claimant: str | None = "Vestria") -> Pair:
    """Return a pair of the one claim and something said about it."""
    at = list(DisputeKind).index(kind) * 10
    claim = Mention(article_id="a", span=Span(revision_id="r", part=Part.BODY, start=0, end=5), speaker=claimant)
    response = Mention(
        article_id="a", span=Span(revision_id="r", part=Part.BODY, start=10 + at, end=15 + at), speaker=who
    )
    return Pair(claim=claim, response=response, kinds=(kind,), rule="r", confidence=0.5)


STANDINGS = [
    ("nobody answers what nobody is named for", [], Status.REPORTED, ()),
    ("the accused denies", [said(DENIAL, "Orlandia")], Status.DENIED, ()),
    ("two deny", [said(DENIAL, "Orlandia"), said(DENIAL, "navy")], Status.DENIED, ()),
    ("another version", [said(COUNTERCLAIM, "Orlandia")], Status.DISPUTED, ()),
    ("a denial and a finding against", [said(DENIAL, "Orlandia"), said(INDEPENDENT, None)], Status.DISPUTED, ()),
    ("another figure", [said(FIGURES, "union")], Status.DISPUTED, ()),
    ("a court confirms", [said(DENIAL, "Orlandia"), said(WHOLE, "court")], Status.CONFIRMED, ("court",)),
    ("the denier admits", [said(DENIAL, "Orlandia"), said(WHOLE, "Orlandia")], Status.CONFIRMED, ("Orlandia",)),
    (
        "the denier admits a part",
        [said(DENIAL, "Orlandia"), said(PART, "Orlandia")],
        Status.PARTLY_CONFIRMED,
        ("Orlandia",),
    ),
    (
        "one of two deniers admits for itself",
        [said(DENIAL, "Orlandia"), said(DENIAL, "navy"), said(WHOLE, "navy")],
        Status.PARTLY_CONFIRMED,
        ("navy",),
    ),
    (
        "an inspector confirms a part and the denier another",
        [said(DENIAL, "Orlandia"), said(PART, "inspectors"), said(PART, "Orlandia")],
        Status.PARTLY_CONFIRMED,
        ("Orlandia", "inspectors"),
    ),
    (
        "one finds it and another finds nothing",
        [said(DENIAL, "Orlandia"), said(WHOLE, "court"), said(INDEPENDENT, "panel")],
        Status.DISPUTED,
        (),
    ),
    (
        "an admission stands against a finding",
        [said(DENIAL, "Orlandia"), said(WHOLE, "Orlandia"), said(INDEPENDENT, "panel")],
        Status.CONFIRMED,
        ("Orlandia",),
    ),
    ("the claimant confirms itself", [said(DENIAL, "Orlandia"), said(WHOLE, "Vestria")], Status.DENIED, ()),
    (
        "the claimant's own inspectors",
        [said(DENIAL, "Orlandia"), said(WHOLE, "Vestria's inspectors")],
        Status.DENIED,
        (),
    ),
    (
        "the denier's own court",
        [said(COUNTERCLAIM, "Orlandia"), said(PART, "court")],
        Status.PARTLY_CONFIRMED,
        ("court",),
    ),
    ("somebody unnamed confirms", [said(DENIAL, "Orlandia"), said(WHOLE, None)], Status.DENIED, ()),
    ("a party to the figures confirms", [said(FIGURES, "union"), said(WHOLE, "union")], Status.DISPUTED, ()),
    ("the claimant corrects", [said(DENIAL, "Orlandia"), said(CORRECTION, "Vestria")], Status.CORRECTED, ()),
    ("an outlet corrects in its own voice", [said(CORRECTION, None, None)], Status.CORRECTED, ()),
    ("the claimant retracts", [said(DENIAL, "Orlandia"), said(RETRACTION, "Vestria")], Status.RETRACTED, ()),
    ("a retraction weighs more", [said(CORRECTION, "Vestria"), said(RETRACTION, "Vestria")], Status.RETRACTED, ()),
    (
        "a retraction weighs more than a court's word",
        [said(DENIAL, "Orlandia"), said(WHOLE, "court"), said(RETRACTION, "Vestria")],
        Status.RETRACTED,
        (),
    ),
    (
        "a denier's correction undoes no claim",
        [said(DENIAL, "Orlandia"), said(CORRECTION, "Orlandia")],
        Status.DENIED,
        (),
    ),
    ("the denier takes the denial back", [said(DENIAL, "Orlandia"), said(RETRACTION, "Orlandia")], Status.NEITHER, ()),
    (
        "one of two deniers takes it back",
        [said(DENIAL, "Orlandia"), said(DENIAL, "navy"), said(RETRACTION, "navy")],
        Status.DENIED,
        (),
    ),
    (
        "a full name and a short one are one voice",
        [said(DENIAL, "Varn"), said(WHOLE, "Ilse Varn")],
        Status.CONFIRMED,
        ("Ilse Varn",),
    ),
    (
        "a confirmer under two names is named once",
        [said(DENIAL, "Orlandia"), said(WHOLE, "county court"), said(PART, "court"), said(WHOLE, "court")],
        Status.CONFIRMED,
        ("county court",),
    ),
]


@pytest.mark.parametrize(("pairs", "status", "by"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS])
def test_where_a_claim_stands_whatever_the_order_of_what_was_said(pairs, status, by):
    for order in permutations(pairs):
        found = standing(order)
        assert (found.status, found.by) == (status, by)
        assert bool(found.deciding) == bool(pairs)


def test_every_status_is_given_by_some_rule():
    given = {status_of(pairs) for _, pairs, _, _ in STANDINGS}
    assert given | {unanswered("Vestria")} == set(Status)


@pytest.mark.parametrize(
    ("speaker", "declined", "status"),
    [
        ("Vestria", False, Status.ALLEGED),
        (None, False, Status.REPORTED),
        ("Vestria", True, Status.NEITHER),
    ],
)
def test_a_claim_without_a_response_stands_by_who_makes_it(speaker, declined, status):
    assert unanswered(speaker, declined=declined) is status


@pytest.mark.parametrize(
    ("speaker", "independent", "counts"),
    [
        ("Orlandia", False, True),  # the denying party admits it
        ("Vestria", True, False),  # the claimant about its own claim
        ("the inspectors", True, True),
        ("Orlandia's inspectors", True, True),  # an admission, whoever speaks for the denier
        ("Vestria's inspectors", True, False),
        ("the inspectors", False, False),
        (None, True, False),
    ],
)
def test_what_confirms(speaker, independent, counts):
    assert confirms(speaker, [said(DENIAL, "Orlandia")], independent=independent) is counts


def test_twin_that_lets_a_party_confirm_itself_is_seen(monkeypatch):
    monkeypatch.setattr("bot.claims.history.status.is_among", lambda *_: False)
    assert standing([said(DENIAL, "Orlandia"), said(WHOLE, "Vestria")]).status is Status.CONFIRMED
