"""The nearest thing somebody may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nearest import nearest, nearest_zone, require_zone, zone_names


@pytest.mark.parametrize(
    ("typed", "found"), [("stroy", "Story"), ("STORY", "Story"), ("xyzzy", None), ("", None), ("lits", "list")]
)
def test_the_most_similar_word_is_found_whatever_its_case(typed: str, found: str | None) -> None:
    assert nearest(typed, ["Story", "list"]) == found


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Belin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("qqqq", None),
    ],
)
def test_zones_are_found_by_name_or_by_city(typed: str, zone: str | None) -> None:
    assert nearest_zone(typed) == zone


def test_a_known_zone_is_returned_as_the_database_spells_it() -> None:
    assert [require_zone(name) for name in ("europe/BERLIN", "utc", "UTC")] == ["Europe/Berlin", "UTC", "UTC"]


@pytest.mark.parametrize("typed", ["", "../etc/passwd", "/etc/localtime", "Europe", "x" * 5000, "\x00", "PST"])
def test_what_is_no_zone_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(ValueError, match=r"did you mean|use an IANA name"):
        require_zone(typed)


def test_every_zone_on_offer_is_a_zone() -> None:
    assert [name for name in zone_names() if require_zone(name) != name] == []


@given(st.text(max_size=30))
def test_any_text_is_a_zone_or_refused(typed: str) -> None:
    try:
        require_zone(typed)
    except ValueError as error:
        assert str(error)  # noqa: PT017 - either outcome is right; a refusal has words
