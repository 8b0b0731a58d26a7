from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ports import FetchRequest, FetchResponse
from bot.errors import FetchError
from bot.ingest.robots import Robots

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
RULES = b"User-agent: *\nDisallow: /private\n\nUser-agent: counterpoint\nDisallow: /*.pdf$\nAllow: /private\n"


class Sites:
    """Implements the Fetcher port over robots files by origin; an error stands for an answer that is none."""

    def __init__(self, files: dict[str, bytes | FetchError]) -> None:
        self.files = files
        self.asked: list[str] = []

    async def get(self, request: FetchRequest) -> FetchResponse:
        self.asked.append(request.url)
        await asyncio.sleep(0)
        answer = self.files[request.url.removesuffix("/robots.txt")]
        if isinstance(answer, FetchError):
            raise answer
        return FetchResponse(status=200, url=request.url, body=answer, content_type="text/plain")


async def refusal(robots: Robots, url: str, now: datetime = NOW) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await robots.require(url, now)
    return caught.value


async def test_the_rules_for_our_product_token_count_wildcards_included() -> None:
    ours = Robots(fetcher=Sites({"https://a.example": RULES}), user_agent="Counterpoint/0.1 (+mail@us.example)")
    other = Robots(fetcher=Sites({"https://a.example": RULES}), user_agent="Other/1")
    await ours.require("https://a.example/private", NOW)
    assert (await refusal(ours, "https://a.example/report.pdf")).lasting
    assert (await refusal(other, "https://a.example/private")).lasting


async def test_an_origin_is_asked_once_a_day_even_by_many_at_once() -> None:
    sites = Sites({"https://a.example": RULES, "https://a.example:8443": b""})
    robots = Robots(fetcher=sites, user_agent="Other/1")
    await asyncio.gather(*(robots.require(f"https://a.example/{n}", NOW) for n in range(9)))
    await robots.require("https://a.example:8443/private", NOW + timedelta(hours=23))
    assert len(sites.asked) == 2
    await robots.require("https://a.example/1", NOW + timedelta(hours=25))
    assert len(sites.asked) == 3


async def test_no_robots_file_allows_everything_and_an_unreachable_one_nothing_for_a_while() -> None:
    sites = Sites({"https://a.example": FetchError("404", lasting=True), "https://b.example": FetchError("down")})
    robots = Robots(fetcher=sites, user_agent="Other/1")
    await robots.require("https://a.example/private", NOW)
    assert not (await refusal(robots, "https://b.example/")).lasting
    assert not (await refusal(robots, "https://b.example/", NOW + timedelta(minutes=9))).lasting
    sites.files["https://b.example"] = b""
    await robots.require("https://b.example/", NOW + timedelta(minutes=11))
    assert len(sites.asked) == 3


@pytest.mark.parametrize(("line", "seconds"), [("", 0.0), ("Crawl-delay: 2.5", 2.5), ("Crawl-delay: 99999", 30.0)])
async def test_the_pause_a_site_asks_for_is_known_and_bounded(line: str, seconds: float) -> None:
    sites = Sites({"https://a.example": f"User-agent: *\n{line}\nAllow: /\n".encode()})
    assert await Robots(fetcher=sites, user_agent="Test/1.0").require("https://a.example/one", NOW) == seconds
