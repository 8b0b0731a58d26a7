from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.article import DateDoubt
from bot.ingest.dates import parse_day_or_instant, parse_instant, read_date, surest_date

MOMENT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 04 Mar 2026 09:30:00 GMT",
        "Wed, 04 Mar 2026 10:30:00 +0100",
        "04 Mar 26 09:30 UT",
        "Wed, 4 March 2026 04:30:00 EST",
        "Wed, 04 Mar 2026 09:30:00 +0000 (UTC)",
        "2026-03-04T09:30:00Z",
        "2026-03-04t10:30:00.123+01:00",
        "2026-03-04 09:30 UTC",
        " 2026-03-04T02:30:00-07:00 ",
    ],
)
def test_stated_instants_become_utc(text: str) -> None:
    assert parse_instant(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "yesterday",
        "Mi, 04. Maerz 2026 09:30:00 +0100",
        "04/03/2026 09:30 GMT",
        "2026-03-04",
        "2026-03-04T09:30:00",
        "Wed, 04 Mar 2026 09:30:00",
        "2026-02-30T09:30:00Z",
        "2026-03-04T25:00:00Z",
        "2026-03-04T09:30:00+25:00",
        "Wed, 04 Mar 2026 09:30:00 XYZ",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "9999-12-31T23:59:00-14:00",
        "2026",
        "9" * 5000,
    ],
)
def test_what_names_no_instant_is_no_date(text: str | None) -> None:
    assert parse_instant(text) is None


@pytest.mark.parametrize(
    ("text", "moment", "doubt"),
    [
        ("2026-03-04T09:30:00", MOMENT, DateDoubt.ZONE),
        ("2026-03-04 09:30", MOMENT, DateDoubt.ZONE),
        ("Wed, 04 Mar 2026 09:30:00", MOMENT, DateDoubt.ZONE),
        ("Wed, 04 Mar 2026 09:30:00 CET", MOMENT, DateDoubt.ZONE),
        ("4 March 2026 09:30 IST", MOMENT, DateDoubt.ZONE),
        ("2026-03-04", datetime(2026, 3, 4, tzinfo=UTC), DateDoubt.DAY),
        ("Wed, 04 Mar 2026", datetime(2026, 3, 4, tzinfo=UTC), DateDoubt.DAY),
        ("2026-03-04T10:30:00+01:00", MOMENT, DateDoubt.EXACT),
    ],
)
def test_what_a_date_leaves_open_is_kept_with_it(text: str, moment: datetime, doubt: DateDoubt) -> None:
    assert read_date(text) == (moment, doubt)


@pytest.mark.parametrize(
    "text",
    ["2026-03", "March 2026", "04/03/2026", "Wed, 04 Mar 2026 09:30 PM", "2026-02-30", "1970-01-01", "31 Jun 2026",
     "2026-03-04T09:30:00+25:00", "Wed, 04 Mar 2026 9 h"],
)  # fmt: skip
def test_no_day_is_made_of_words_that_name_none(text: str) -> None:
    assert read_date(text).at is None


def test_the_surest_date_goes_first() -> None:
    assert surest_date("2026-03-04", None, "2026-03-04T09:30:00", "x") == (MOMENT, DateDoubt.ZONE)
    assert surest_date("2026-03-04T09:30:00", "2026-03-05T09:30:00Z", "2026-03-06T09:30:00Z").doubt is DateDoubt.EXACT
    assert surest_date("2026-03-04T09:30:00Z", "2026-03-05T09:30:00Z").at == MOMENT
    assert surest_date(None, "") == (None, DateDoubt.EXACT)


def test_an_operator_may_give_a_day() -> None:
    assert parse_day_or_instant("2026-03-04") == datetime(2026, 3, 4, tzinfo=UTC)
    assert parse_day_or_instant("2026-03-04T09:30:00Z") == MOMENT
    assert parse_day_or_instant("2026-13-04") is None
