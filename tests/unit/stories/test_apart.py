"""Whose own reporting stands apart from those that carry a claim (EDITORIAL rules 5 and 8)."""

from __future__ import annotations

import pytest

from bot.stories.independence import is_apart
from tests.builders.articles import stored

CLAIM = stored("claim", "The guild said so.", family="harbour").article
UNKNOWN = stored("unknown", "The guild said so.", family="").article
WIRED = stored("wired", "The guild said so.", family="", wire="Quay").article


@pytest.mark.parametrize(
    ("family", "wire", "others", "apart"),
    [
        ("quay", None, [CLAIM], True),
        ("Harbour ", None, [CLAIM], False),  # one owner
        ("", None, [CLAIM], False),  # unknown is not independent
        ("quay", "Northwire", [CLAIM], False),  # the agency's words, not its own
        ("quay", None, [CLAIM, UNKNOWN], False),  # nobody knows whose claim it is
        ("quay", None, [WIRED], False),  # the agency that carries the claim
    ],
)
def test_apart_is_who_reports_itself_and_shares_no_owner(family, wire, others, apart):
    article = stored("finding", "The Quay has confirmed it.", family=family, wire=wire).article
    assert is_apart(article, others) is apart
