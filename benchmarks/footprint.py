"""DESIGN's figures: start to ready, idle memory of the main process and of the tree, and the demo's time.

    python benchmarks/footprint.py [--runs 5]

Runs the real program (`python -m bot run`) from this checkout on a migrated database with compiled bytecode, its web
pages on, and Slack and Discord connected to the test suite's fakes on 127.0.0.1. Prints medians beside the goals.
Seconds are also given as multiples of a bare import of the vendors, timed in the same rounds: machines differ, and a
busy machine slows both alike. CPU seconds, those of the main process, depend least on who else uses the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests.fakes import discord_server  # noqa: E402 - the checkout is on the path only now
from tests.fakes.slack import FakeSlack  # noqa: E402 - as above

VENDORS = "slack_bolt.async_app, discord.ext.commands, fastapi, uvicorn, sqlalchemy.ext.asyncio, aiosqlite, apscheduler"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("COUNTERPOINT_")},
    "PYTHONPATH": str(ROOT),
}
TOWNS = ("Arden", "Bexley", "Corran", "Dunmore", "Elstow", "Farley", "Garrow", "Hexton", "Inver", "Jarrow")
ARTICLES = 3 * len(TOWNS)
WORKERS = 2
LIMIT_SECONDS = 60
SETTLE_SECONDS = 3.0  # start-up garbage goes, the first heartbeat passes
POLL_SECONDS = 0.01

SETTINGS = """
data_dir = "data"
[sources]
catalogue = "{catalogue}"
[web]
port = {port}
[log]
level = "error"
[pool]
workers = {workers}
[slack]
enabled = true
bot_token = "{slack_token}"
app_token = "{slack_app_token}"
base_url = "{slack_url}"
[discord]
enabled = true
token = "{discord_token}"
api_url = "{discord_url}"
gateway_url = "{gateway_url}"
[[audience]]
name = "Desk"
platform = "slack"
workspace = "{workspace}"
channel = "C0NEWS"
schedule = "daily 00:00"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder with settings for the program, and the platforms it connects to."""

    folder: Path
    slack: FakeSlack
    discord: discord_server.DiscordServer

    def write_settings(self, catalogue: str) -> int:
        """Write counterpoint.toml and return the port its web pages will have."""
        port = free_port()
        text = SETTINGS.format(
            catalogue=catalogue,
            port=port,
            workers=WORKERS,
            slack_token=self.slack.world.bot_token,
            slack_app_token=self.slack.world.app_token,
            slack_url=self.slack.api_url,
            discord_token=self.discord.token,
            discord_url=self.discord.api_url,
            gateway_url=self.discord.gateway_url,
            workspace=self.slack.world.team_id,
        )
        (self.folder / "counterpoint.toml").write_text(text, "utf-8")
        return port

    def write_articles(self) -> None:
        """Write a folder of web pages on ten events, and both catalogues: with and without that folder."""
        (self.folder / "empty.toml").write_text("", "utf-8")
        (self.folder / "full.toml").write_text(
            '[[source]]\nname = "Desk"\nkind = "folder"\npath = "articles"\n', "utf-8"
        )
        articles = self.folder / "articles"
        articles.mkdir()
        for number in range(ARTICLES):
            (articles / f"{number}.html").write_text(page(number), "utf-8")


def page(number: int) -> str:
    """Return one article; three tell of one event, of which one denies what another alleges."""
    town = TOWNS[number // 3]
    said = (
        f"The union alleges that the port of {town} dumped {number + 40} barrels of solvent into the estuary in May.",
        f"The port of {town} denies the union's allegation about solvent, saying each barrel is in its register.",
        f"Inspectors collected samples at five points of the {town} estuary on Monday, the water board said.",
    )
    rest = (
        f"The estuary of {town} supplies drinking water to three districts and shelters a colony of herons.",
        f"Results for {town} are expected within ten days, according to a notice of the regional water board.",
        f"Fishing boats stayed in the harbour of {town} while divers photographed drums on the river bed.",
    )
    text = "".join(f"<p>{said[(number + turn) % 3]} {rest[turn]}</p>" for turn in range(3))
    return f"<!doctype html><html lang='en'><title>Solvent in {town}</title><article><h1>Solvent in {town}</h1>{text}"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock on the wall, and of the CPU."""

    wall: float
    cpu: float


@dataclass(slots=True)
class Figures:
    """What was measured: seconds of each round, megabytes once."""

    bare: list[Took] = field(default_factory=list)
    ready: list[Took] = field(default_factory=list)
    connected: list[Took] = field(default_factory=list)
    demo: list[Took] = field(default_factory=list)
    help: list[Took] = field(default_factory=list)
    idle: dict[str, float] = field(default_factory=dict)
    warm: dict[str, float] = field(default_factory=dict)


async def measure(site: Site, rounds: int) -> Figures:
    """Take every figure; what compares with the bare import is timed in the same round."""
    figures = Figures()
    port = site.write_settings("empty.toml")
    for number in range(rounds + 1):
        bare = await time_command(site.folder, "-c", f"import {VENDORS}")
        shown = await time_command(site.folder, "-m", "bot", "--help")
        demo = await time_command(site.folder, "-m", "bot", "demo")
        async with program(site.folder) as process:
            started = time.perf_counter()
            await until_ready(process, port, ())
            ready = took_since(started, process.pid)
            await until_ready(process, port, ("slack", "discord"))
            connected = took_since(started, process.pid)
        if number:  # the round before the first migrated the database and compiled the bytecode
            figures.bare.append(bare)
            figures.help.append(shown)
            figures.demo.append(demo)
            figures.ready.append(ready)
            figures.connected.append(connected)
    figures.idle = await measure_idle(site)
    figures.warm = await measure_warm(site)
    return figures


async def measure_idle(site: Site) -> dict[str, float]:
    """Return the memory of the program with web, Slack and Discord on and nothing to do."""
    port = site.write_settings("empty.toml")
    async with program(site.folder) as process:
        await until_ready(process, port, ("slack", "discord"))
        await asyncio.sleep(SETTLE_SECONDS)
        return memory(process.pid)


async def measure_warm(site: Site) -> dict[str, float]:
    """Return the memory once the pool's children have extracted, analysed and summarized a folder of articles."""
    port = site.write_settings("full.toml")
    async with program(site.folder) as process:
        await until_ready(process, port, ("slack", "discord"))
        async with asyncio.timeout(LIMIT_SECONDS):
            while count_analysed(site.folder) < ARTICLES:  # noqa: ASYNC110 - another process does the work
                await asyncio.sleep(0.2)
        asked = [await site.slack.slash("/brief", "now") for _ in range(WORKERS)]
        await site.slack.world.until(lambda: all(one.answers for one in asked), seconds=LIMIT_SECONDS)
        await asyncio.sleep(SETTLE_SECONDS)
        return memory(process.pid)


def count_analysed(folder: Path) -> int:
    """Return how many articles the program has finished."""
    with contextlib.closing(sqlite3.connect(folder / "data" / "counterpoint.sqlite3")) as database:
        return database.execute("SELECT count(*) FROM articles WHERE analysed = newest").fetchone()[0]


@contextlib.asynccontextmanager
async def program(folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `counterpoint run` in a folder; stop it as an operator does."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=folder, env=ENVIRONMENT)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def until_ready(process: asyncio.subprocess.Process, port: int, parts: tuple[str, ...]) -> None:
    """Return once /readyz answers 200 and shows these parts as "ok"."""
    shown: object = "no answer"
    async with asyncio.timeout(LIMIT_SECONDS), aiohttp.ClientSession() as session:
        while True:
            if process.returncode is not None:
                raise SystemExit(f"the program ended with {process.returncode}; /readyz: {shown}")
            with contextlib.suppress(aiohttp.ClientConnectionError):
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    shown = await answer.json()
                    if answer.status == 200 and all(shown.get(part) == "ok" for part in parts):
                        return
            await asyncio.sleep(POLL_SECONDS)


def took_since(started: float, pid: int) -> Took:
    """Return what a running process took so far."""
    used = psutil.Process(pid).cpu_times()
    return Took(time.perf_counter() - started, used.user + used.system)


async def time_command(folder: Path, *arguments: str) -> Took:
    """Return what one command took from start to end; the fork server and its children are no CPU of it."""
    started, before = time.perf_counter(), os.times()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=folder, env=ENVIRONMENT, stdout=asyncio.subprocess.DEVNULL
    )
    if await process.wait():
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Took(time.perf_counter() - started, cpu)


def memory(pid: int) -> dict[str, float]:
    """Return PSS in MB (10^6 bytes) of each part of the program's tree, from /proc/PID/smaps_rollup.

    A page that processes share counts for each with its fraction, so parts add up. Also "main_rss": what the main
    process would have without anybody to share with.
    """
    main = psutil.Process(pid)
    parts = {"main": pss(pid), "main_rss": main.memory_info().rss / 1e6, "server": 0.0, "children": 0.0, "workers": 0.0}
    for below in main.children():
        forked = below.children()
        parts["server"] += pss(below.pid)  # the fork server; the resource tracker has no children
        parts["children"] += sum(pss(child.pid) for child in forked)
        parts["workers"] += len(forked)
    parts["tree"] = parts["main"] + parts["server"] + parts["children"]
    return parts


def pss(pid: int) -> float:
    """Return the proportional set size of one process in MB."""
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(row.split()[1]) for row in rows if row.startswith("Pss:")) * 1024 / 1e6


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def show(figures: Figures) -> None:
    """Print a line a figure, with DESIGN's goal."""
    median = statistics.median

    def seconds(name: str, times: list[Took], goal: str) -> None:
        walls, cpus = [one.wall for one in times], [one.cpu for one in times]
        wall_ratio = median(one.wall / base.wall for one, base in zip(times, figures.bare, strict=True))
        cpu_ratio = median(one.cpu / base.cpu for one, base in zip(times, figures.bare, strict=True))
        spread = f"({min(walls):.2f}-{max(walls):.2f})"
        wall = f"{median(walls):7.2f} s {spread:<13}{wall_ratio:5.2f} x bare"
        print(f"{name:<38}{wall}   CPU{median(cpus):6.2f} s {cpu_ratio:5.2f} x bare   {goal}")

    def megabytes(name: str, amount: float, goal: str) -> None:
        print(f"{name:<38}{amount:7.0f} MB  {'':<55}{goal}")

    idle, warm = figures.idle, figures.warm
    print(f"medians of {len(figures.bare)} rounds; load of the machine {os.getloadavg()[0]:.1f}")
    seconds("bare import of the vendors", figures.bare, "")
    seconds("start to /readyz 200", figures.ready, "goal < 2 s where bare is 1.0-1.2 s")
    seconds("  until Slack and Discord are connected", figures.connected, "")
    seconds("counterpoint demo", figures.demo, "goal 5 s")
    seconds("counterpoint --help", figures.help, "")
    megabytes("idle: main process (PSS)", idle["main"], "goal <= 140 MB")
    megabytes("  its RSS, shared with nobody", idle["main_rss"], "")
    megabytes(f"whole tree, {warm['workers']:.0f} warm children (PSS)", warm["tree"], "goal <= 320 MB")
    megabytes("  main process, story index in it", warm["main"], "")
    megabytes("  fork server and resource tracker", warm["server"], "")
    megabytes("  children together", warm["children"], "")


async def run(rounds: int) -> None:
    """Start the platforms, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        async with FakeSlack() as slack, discord_server.serve(discord_server.DiscordServer()) as discord:
            site = Site(folder=Path(name), slack=slack, discord=discord)
            site.write_articles()
            show(await measure(site, rounds))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="rounds that medians are taken of")
    asyncio.run(run(parser.parse_args().runs))
