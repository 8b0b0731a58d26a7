"""How fast a slash command is acknowledged while 200 articles are taken in: DESIGN's goal is p99 < 300 ms.

    python benchmarks/ack.py [--commands 100] [--articles 200]

Starts the real program against a Slack fake and a feed server on real sockets, types commands at a steady pace while
the articles are fetched, parsed, analysed and stored, and prints percentiles beside a bare slack_bolt app that does
nothing but acknowledge: the baseline of this machine. The fakes run in this process and share its CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.e2e.newsroom import COMMON_SETTINGS, feed, slack_settings  # noqa: E402 - the path comes first
from tests.e2e.program import Program  # noqa: E402 - as above
from tests.fakes.feeds import Answer, FeedServer  # noqa: E402 - as above
from tests.fakes.slack import FakeSlack  # noqa: E402 - as above

OUTLETS = 10
PACE_SECONDS = 0.1
GOAL_MS = 300
BARE = """
import asyncio, sys
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

async def authorize():
    return AuthorizeResult(enterprise_id=None, team_id="T0TEAM", bot_user_id="U0BOT", bot_token="xoxb-fake")

async def main(url):
    app = AsyncApp(client=AsyncWebClient(base_url=url), authorize=authorize)

    @app.command("/brief")
    async def acknowledge(ack):
        await ack()

    await AsyncSocketModeHandler(app, "xapp-fake").start_async()

asyncio.run(main(sys.argv[1]))
"""


def articles(outlet: int, count: int) -> bytes:
    """Return a feed of invented reports, each long enough to be read as it stands."""
    items = []
    for number in range(count):
        town = f"Vell{chr(97 + number % 26)}{chr(97 + outlet)}"
        text = [
            f"The mayor of {town} said on Monday that bridge {number} would reopen after {outlet + 2} weeks.",
            f"The engineers' union denied that the bridge in {town} is safe, and asked for another inspection.",
            f"Traffic on route {outlet}{number} was led across the old ford, {number} inches under water.",
        ] * 8
        items.append((f"{outlet}-{number}", f"Bridge {number} in {town} to reopen", text))
    return feed(f"outlet{outlet}", *items)


def write(folder: Path, feeds: FeedServer, slack: FakeSlack) -> Path:
    sources = [
        f'[[source]]\nname = "Outlet {n}"\nkind = "feed"\nurl = "{feeds.url(f"/{n}.xml")}"\n' for n in range(OUTLETS)
    ]
    (folder / "sources.toml").write_text("".join(sources))
    path = folder / "counterpoint.toml"
    path.write_text(COMMON_SETTINGS + slack_settings(slack.api_url))
    return path


async def type_commands(slack: FakeSlack, count: int) -> list[float]:
    """Type commands at a steady pace, whatever the answers take; return the milliseconds of each acknowledgement."""
    typed = []
    for number in range(count):
        typed.append(asyncio.create_task(slack.slash("/brief", ("list", "disputes", "help")[number % 3])))
        await asyncio.sleep(PACE_SECONDS)
    return [used.ack.seconds * 1000 for used in await asyncio.gather(*typed)]


@asynccontextmanager
async def bare(slack: FakeSlack):
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", BARE, slack.api_url, cwd=os.sep)
    try:
        await slack.world.until(lambda: bool(slack.sockets.connections), seconds=60)
        yield
    finally:
        process.terminate()
        await process.wait()


async def measure_bare(count: int) -> list[float]:
    async with FakeSlack() as slack, bare(slack):
        return await type_commands(slack, count)


async def measure_program(count: int, total: int, folder: Path) -> tuple[list[float], int, float]:
    """Return the acknowledgements, how many articles were taken in meanwhile, and for how long we typed."""
    async with FakeSlack() as slack, FeedServer() as feeds:
        for outlet in range(OUTLETS):
            feeds.paths[f"/{outlet}.xml"] = Answer(body=articles(outlet, total // OUTLETS))
        config = write(folder, feeds, slack)
        async with Program(config) as program:
            await slack.world.until(lambda: bool(slack.sockets.connections), seconds=60)
            started = time.perf_counter()
            milliseconds = await type_commands(slack, count)
            seconds = time.perf_counter() - started
            log = program.log
        taken_in = sum(int(line.split("new=")[1].split()[0]) for line in log.splitlines() if "new=" in line)
        analysed = sum(int(line.split("articles=")[1].split()[0]) for line in log.splitlines() if "analysed" in line)
        return milliseconds, min(taken_in, analysed), seconds


def show(name: str, milliseconds: list[float]) -> None:
    p99 = statistics.quantiles(milliseconds, n=100, method="inclusive")[98]
    p50, most = statistics.median(milliseconds), max(milliseconds)
    print(f"{name:38} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms   max {most:6.1f} ms   n = {len(milliseconds)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=100)
    parser.add_argument("--articles", type=int, default=200)
    wanted = parser.parse_args()
    show("bare slack_bolt, idle", asyncio.run(measure_bare(wanted.commands)))
    with tempfile.TemporaryDirectory() as folder:
        milliseconds, done, seconds = asyncio.run(measure_program(wanted.commands, wanted.articles, Path(folder)))
    show("counterpoint run, taking articles in", milliseconds)
    print(f"{done} of {wanted.articles} articles stored and analysed in the {seconds:.0f} s of typing")
    print(f"goal: p99 < {GOAL_MS} ms")


if __name__ == "__main__":
    main()
