"""A bounded part of benchmarks/fuzz.py: the same damage, a few hundred documents, the same ones each time."""

from __future__ import annotations

import random

import pytest

from bot.errors import ParseError
from bot.ingest.extract import extract_page
from bot.ingest.normalise import clean_text
from bot.ingest.parse import parse_feed
from tests.builders.mutations import mutate
from tests.builders.samples import FEEDS, PAGES


@pytest.mark.parametrize("seed", range(4))
def test_damaged_feeds_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(100):
        try:
            reading = parse_feed(mutate(chance, FEEDS), "https://a.example/feed", "")
        except ParseError:
            continue
        read += 1
        assert all(clean_text(entry.body) == entry.body and entry.key for entry in reading.entries)
    assert 30 < read < 100, "damage that is always or never fatal tests nothing"


@pytest.mark.parametrize("seed", range(2))
def test_damaged_pages_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(60):
        try:
            page = extract_page(mutate(chance, PAGES), "https://a.example/1", "text/html")
        except ParseError:
            continue
        read += 1
        assert clean_text(page.body) == page.body
    assert 10 < read <= 60
