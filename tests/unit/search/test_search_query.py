"""The language of searches: what is read, and what is refused with its fix."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.search import Query, parse_query
from bot.errors import CommandError


def day(number):
    return datetime(2026, 3, number, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Bridge  closed", Query(phrases=(("bridge",), ("closed",)))),
        ('"New York" “the Mayor”', Query(phrases=(("new", "york"), ("the", "mayor")))),
        ('"new york', Query(phrases=(("new",), ("york",)))),
        ("don't 12:30", Query(phrases=(("don", "t"), ("12", "30")))),
        ('"topics: a"', Query(phrases=(("topics", "a"),))),
        ("https://a.example", Query(phrases=(("https", "a", "example"),))),
        ("source:Gazette SOURCE:“Harbour Post”", Query(sources=(("gazette",), ("harbour", "post")))),
        ('topic:"climate change" flood', Query(topics=(("climate", "change"),), phrases=(("flood",),))),
        ("lang:EN lang:de", Query(langs=("en", "de"))),
        ("date:2026-03-02", Query(since=day(2), until=day(3))),
        ("date:2026-03-02..2026-03-05", Query(since=day(2), until=day(6))),
        ("date:2026-03-02..", Query(since=day(2))),
        ("date:..2026-03-02", Query(until=day(3))),
        ("bridge page:2", Query(phrases=(("bridge",),), page=2)),
        ("bridge * ( ) ^", Query(phrases=(("bridge",),))),
    ],
)
def test_a_search_is_read(text, query):
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("", "type words"),
        ("*** ()", "type words"),
        ("source:", "source:gazette"),
        ('topic:""', 'topic:"climate change"'),
        ("lang:english", "write two letters, such as lang:en"),
        ("date:yesterday", "write date:2026-03-02, or date:2026-03-01..2026-03-05"),
        ("date:2026-02-30", "date:2026-02-30 is no day: write"),
        ("date:", "write date:2026-03-02"),
        ("date:..", "write date:2026-03-02"),
        ("date:9999-12-31", "is no day"),
        ("date:2026-03-05..2026-03-02", "write date:2026-03-02..2026-03-05"),
        ("date:2026-03-01 date:2026-03-02", "write one range"),
        ("page:2", "type words"),
        ("bridge page:0", "such as page:2"),
        ("bridge page:two", "such as page:2"),
        ("topics:world", "did you mean topic:?"),
        ("word " * 33, "at most 32 words"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_fix(text, fix):
    with pytest.raises(CommandError) as caught:
        parse_query(text)
    assert fix in caught.value.reader
