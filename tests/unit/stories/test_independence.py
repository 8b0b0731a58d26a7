"""Publisher families, counted as EDITORIAL rule 8 wants it."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Article
from bot.stories.duplicates import copies
from bot.stories.independence import independent_families

NOW = datetime(2024, 3, 4, tzinfo=UTC)
WIRE = "The Kestrel bridge collapsed on Monday and nine people died, the fire brigade of Orlesk said in a statement."
OWN = "Our reporter met the families of those who crossed the river every morning and never came home again."


def article(number: int, family: str, wire: str | None = None) -> Article:
    return Article(
        id=f"a{number}",
        source_id="src",
        key=str(number),
        publisher=f"Paper {number}",
        family=family,
        wire=wire,
        first_seen_at=NOW,
    )


@pytest.mark.parametrize(
    ("published", "count"),
    [
        ([], 0),
        ([("north", None)], 1),
        ([("north", None), ("north", None), ("South", None), ("south ", None)], 2),
        ([("", None), ("", None)], 0),
        ([("north", "Meridian"), ("south", "Meridian"), ("", "meridian")], 1),
        ([("meridian", None), ("south", "Meridian")], 1),
        ([("north", None), ("south", "Meridian"), ("", None)], 2),
    ],
)
def test_families_count_once_wire_copy_once_and_unknown_not_at_all(
    published: list[tuple[str, str | None]], count: int
) -> None:
    assert independent_families(article(i, *row) for i, row in enumerate(published)) == count


def test_uncredited_copies_count_once_where_the_texts_are_known() -> None:
    articles = [article(0, "north"), article(1, "south"), article(2, "west")]
    bodies = {"a0": WIRE, "a1": f"{WIRE} More follows.", "a2": OWN}
    assert independent_families(articles) == 3
    assert independent_families(articles, copies(bodies)) == 2


def test_a_copy_that_joins_two_families_makes_them_one() -> None:
    articles = [article(0, "north"), article(1, "south"), article(2, "west")]
    bodies = {"a0": WIRE, "a1": OWN, "a2": f"{WIRE} {OWN}"}
    assert independent_families(articles, copies(bodies)) == 1


def test_a_shared_quotation_is_no_copy() -> None:
    quoted = '"We did all we could that morning," the fire chief said.'
    articles = [article(0, "north"), article(1, "south")]
    assert independent_families(articles, copies({"a0": f"{quoted} {OWN}", "a1": f"{WIRE} {quoted}"})) == 2


def test_texts_without_words_are_no_copies() -> None:
    assert independent_families([article(0, "north"), article(1, "south")], copies({"a0": "…", "a1": "…"})) == 2
