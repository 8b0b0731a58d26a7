from __future__ import annotations

import pytest

from bot.ingest.wire import find_wire


@pytest.mark.parametrize(
    ("author", "body", "agency"),
    [
        ("", "OSLO, March 3 (Reuters) - A ferry ran aground.", "Reuters"),
        ("", "OSLO (AP) — A ferry ran aground.", "AP"),
        ("", "(dpa) – A ferry ran aground.", "dpa"),
        ("", "PORT CALLOW (Harbour News Agency) — A ferry ran aground.", "Harbour News Agency"),
        ("", "By Agence France-Presse\nA ferry ran aground.", "AFP"),
        ("Agence France-Presse in Oslo", "A ferry ran aground.", "AFP"),
        ("Jo Doe, Associated Press", "A ferry ran aground.", "AP"),
        ("By Jo Doe and Reuters", "A ferry ran aground.", "Reuters"),
        ("", "A ferry ran aground.\n(Reporting by Jo Doe; Editing by Ann Roe)", "Reuters"),
        ("", "A ferry ran aground.\n© 2026 AFP", "AFP"),
    ],
)
def test_an_agency_credit_is_found(author: str, body: str, agency: str) -> None:
    assert find_wire(author=author, body=body, publisher="Evening Post") == agency


@pytest.mark.parametrize(
    ("author", "body"),
    [
        ("Jo Doe", "A witness told Reuters that the ferry ran aground."),
        ("", "The ferry (AP1) ran aground - again."),
        ("", "The minister (Labour) - who resigned - said so."),
        ("", "PITTSBURGH (PA) — A ferry ran aground."),
        ("", "OSLO (March 3) — A ferry ran aground."),
        ("Reuterswaard", "A ferry ran aground."),
        ("", "Photos © 2026 Jo Doe"),
    ],
)
def test_a_mention_is_no_credit(author: str, body: str) -> None:
    assert find_wire(author=author, body=body, publisher="Evening Post") is None


def test_an_agency_and_its_copies_bear_the_same_credit() -> None:
    assert find_wire(author="", body="A ferry ran aground.", publisher="Reuters") == "Reuters"
    assert find_wire(author="", body="OSLO (Reuters) - A ferry.", publisher="Evening Post") == "Reuters"
