"""How fast sources are polled, read and stored, beside a plain loop of the same HTTP client and beside `reader`.

    python benchmarks/ingest.py unchanged [--feeds 10000] [--concurrency 64]   feeds that answer 304, over TLS
    python benchmarks/ingest.py new       [--feeds 10000]                      feeds with 20 new articles each
    python benchmarks/ingest.py hosts     [--feeds 5000]                       memory over so many https hosts
    python benchmarks/ingest.py parse     [--feeds 500]                        bytes -> entries, on one core
    python benchmarks/ingest.py stored    [--articles 1000000]                 cost of an article as the store fills

Every feed has a host name of its own, so politeness never waits; all names lead to one TLS server on loopback
(benchmarks/feedhost.py), which signs with a throw-away authority. What is timed is what `counterpoint run` does: its
poll lane over an SQLite file. The plain loop does nothing with its answers; it is the speed of light of this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SERVER = Path(__file__).with_name("feedhost.py")
GOALS = {
    "unchanged": ">= 60% of the plain client; plain >= 450/s over https, or something is wrong with it",
    "hosts": "<= 150 MB over idle",
    "parse": ">= 500 feeds/s a core",
    "stored": "median at 1,000,000 <= 1.5 x that at 10,000",
}


# The far end


@contextmanager
def far_end(folder: Path) -> Iterator[int]:
    """Start the server and make this process, and those it starts, trust it; yield its port."""
    import trustme

    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    certificate = authority.issue_cert("*.feeds.example", key_type=trustme.KeyType.ECDSA)
    chain, key, root = folder / "chain.pem", folder / "key.pem", folder / "root.pem"
    chain.write_bytes(b"".join(blob.bytes() for blob in certificate.cert_chain_pems))
    certificate.private_key_pem.write_to_path(key)
    authority.cert_pem.write_to_path(root)
    os.environ["SSL_CERT_FILE"] = str(root)  # read when aiohttp is imported
    child = subprocess.Popen(
        [sys.executable, str(SERVER), str(chain), str(key)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield int(child.stdout.readline())
    finally:
        child.stdin.close()
        child.wait()


def resolve_to_loopback() -> None:
    """Lead every name under feeds.example to 127.0.0.1: there is no name server to measure here."""
    real = socket.getaddrinfo

    def resolve(host, port, *arguments, **options):
        return real("127.0.0.1" if str(host).endswith(".feeds.example") else host, port, *arguments, **options)

    socket.getaddrinfo = resolve


def addresses(port: int, count: int) -> list[str]:
    return [f"https://h{number}.feeds.example:{port}/h{number}" for number in range(count)]


# The plain loop of the same client


async def plain_rate(urls: list[str], concurrency: int) -> float:
    """Return requests a second of conditional requests whose answers are dropped."""
    import aiohttp

    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    waiting = iter(urls)

    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
    ) as session:

        async def work() -> None:
            for url in waiting:
                async with session.get(url, headers={"If-None-Match": '"1"'}, allow_redirects=False) as response:
                    await response.read()

        started = time.perf_counter()
        await asyncio.gather(*(work() for _ in range(concurrency)))
        return len(urls) / (time.perf_counter() - started)


# The program


@asynccontextmanager
async def newsroom(folder: Path, urls: list[str], concurrency: int, *, known: bool) -> AsyncIterator:
    """Open the program over a new store that lists the feeds; `known` ones were read before."""
    from bot.app.compose import open_app
    from bot.app.lanes import Lanes
    from bot.domain.article import Source, SourceKind, SourceState
    from bot.ingest.catalogue import source_id
    from bot.log import configure
    from bot.settings import Settings

    configure(level="error", form="console", secrets=())
    settings = Settings(
        data_dir=folder,
        ingest={"concurrency": concurrency, "allowed_networks": ["127.0.0.0/8"]},
        pool={"workers": 1},
    )
    async with open_app(settings) as app:
        sources = [
            Source(
                id=source_id(SourceKind.FEED, url),
                kind=SourceKind.FEED,
                location=url,
                name=url,
                publisher=url,
                lang="en",
            )
            for url in urls
        ]
        await app.stores.sources.import_sources(sources)
        if known:
            read = SourceState(source_id="", etag='"1"', baseline_at=datetime.now(UTC))
            await asyncio.gather(
                *(app.stores.sources.record_visit(replace(read, source_id=source.id)) for source in sources)
            )
        yield app, Lanes(app=app, wake=lambda _: None)


async def poll_all(lanes) -> list:
    """Poll until nothing is due, as the lane does; return the outcomes."""
    outcomes: list = []
    while found := await lanes.poll():
        outcomes += found
    return outcomes


async def measure_unchanged(folder: Path, port: int, wanted: argparse.Namespace) -> None:
    urls = addresses(port, wanted.feeds)
    sample = urls[: max(500, wanted.feeds // 4)]
    plain = [await plain_rate(sample, concurrency) for concurrency in (16, wanted.concurrency, 256)]
    show("plain aiohttp, 16 at once", plain[0], "requests/s")
    show(f"plain aiohttp, {wanted.concurrency} at once", plain[1], "requests/s")
    show("plain aiohttp, 256 at once", plain[2], "requests/s")
    async with newsroom(folder, urls, wanted.concurrency, known=True) as (_, lanes):
        started, cpu = time.perf_counter(), time.process_time()
        outcomes = await poll_all(lanes)
        rate = len(outcomes) / (time.perf_counter() - started)
        show("counterpoint's poll lane", rate, "feeds/s")
        print(f"{'':38} {(time.process_time() - cpu) / len(outcomes) * 1e3:.2f} ms CPU a feed")
        require(outcomes, failures=0)
    again = await plain_rate(sample, wanted.concurrency)
    show(f"plain aiohttp again, {wanted.concurrency} at once", again, "requests/s")
    print(f"ratio to the plain loop, at equal concurrency: {rate / statistics.mean((plain[1], again)):.0%}")
    print(f"ratio to its fastest setting:                  {rate / max(*plain, again):.0%}")
    reader_rate(folder, urls[: wanted.reader])


def reader_rate(folder: Path, urls: list[str]) -> None:
    """Print what lemon24/reader does with the same feeds: first visits, then visits answered with 304."""
    try:
        import requests.adapters
        from reader import make_reader
    except ImportError:
        print("reader: not installed (pip install -r requirements/dev.txt)")
        return
    requests.adapters.DEFAULT_CA_BUNDLE_PATH = os.environ["SSL_CERT_FILE"]
    logging.getLogger("reader").addHandler(logging.NullHandler())
    with make_reader(str(folder / "reader.sqlite")) as library:
        for url in urls:
            library.add_feed(url)
        for name in ("reader, 20 new articles a feed", "reader, not modified"):
            started = time.perf_counter()
            done = sum(
                1
                for result in library.update_feeds_iter(workers=20, scheduled=False)
                if not isinstance(result.value, Exception)
            )
            show(name, done / (time.perf_counter() - started), f"feeds/s   n = {done}")


async def measure_new(folder: Path, port: int, wanted: argparse.Namespace) -> None:
    async with newsroom(folder, addresses(port, wanted.feeds), wanted.concurrency, known=False) as (app, lanes):
        started, cpu = time.perf_counter(), time.process_time()
        outcomes = await poll_all(lanes)
        seconds = time.perf_counter() - started
        show("20 new articles each, to the store", len(outcomes) / seconds, "feeds/s")
        count = await app.stores.articles.count()
        print(
            f"{'':38} {count / seconds:,.0f} articles/s; {count:,} articles of {len(outcomes):,} feeds, {seconds:.0f} s"
        )
        print(f"{'':38} {(time.process_time() - cpu) / count * 1e3:.2f} ms CPU an article, parsing apart")
        require(outcomes, failures=0)
    reader_rate(folder, addresses(port, min(wanted.feeds, wanted.reader)))


async def measure_hosts(folder: Path, port: int, wanted: argparse.Namespace) -> None:
    async with newsroom(folder, addresses(port, wanted.feeds), wanted.concurrency, known=True) as (_, lanes):
        idle = memory_mb()
        require(await poll_all(lanes), failures=0)
        print(f"idle {idle:.0f} MB RSS; over {wanted.feeds:,} hosts: peak {peak_mb():.0f}, then {memory_mb():.0f}")
        print(f"growth over idle: {peak_mb() - idle:.0f} MB at the peak, {memory_mb() - idle:.0f} MB after")


def require(outcomes: list, *, failures: int) -> None:
    """Refuse to print figures of visits that failed."""
    lines = [outcome.state.last_error for outcome in outcomes if outcome.state.failures]
    if len(lines) != failures:
        raise SystemExit(f"{len(lines)} visits failed, the first: {lines[0]}")


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


# Parsing


def measure_parse(wanted: argparse.Namespace) -> None:
    from benchmarks import feedhost
    from bot.ingest.parse import parse_feed

    for name, paragraphs in (("full text, 2 kB an article", feedhost.PARAGRAPHS), ("summaries, 200 bytes", 1)):
        feeds = [feedhost.feed(f"h{number}", paragraphs=paragraphs) for number in range(wanted.feeds)]
        started = time.process_time()
        entries = sum(len(parse_feed(data, "https://h.example/", "").entries) for data in feeds)
        seconds = time.process_time() - started
        show(
            f"parsing: {name}",
            len(feeds) / seconds,
            f"feeds/s   {len(feeds[0]):,} bytes, {entries // len(feeds)} entries",
        )


# The store


async def measure_stored(folder: Path, wanted: argparse.Namespace) -> None:
    """Fill a store with articles and time the storing of twenty more, as one visit does it, at two sizes."""
    from bot.store import open_stores

    async with open_stores(f"sqlite:///{folder / 'full.sqlite3'}") as stores:
        medians = []
        filled = 0
        for size in (10_000, wanted.articles):
            while filled < size:
                await visit_once(stores, filled)
                filled += 20
            times = []
            for _ in range(200):
                started = time.perf_counter()
                await visit_once(stores, filled)
                times.append((time.perf_counter() - started) / 20 * 1e3)
                filled += 20
            medians.append(statistics.median(times))
            print(f"at {size:>9,} stored: median {medians[-1]:.3f} ms an article")
        print(f"ratio {medians[1] / medians[0]:.2f}")


async def visit_once(stores, first: int) -> None:
    from bot.domain.article import Article, Revision
    from bot.ingest.normalise import digest

    source, now = f"src_{first % 50_000:016x}", datetime.now(UTC)
    pairs = []
    for number in range(first, first + 20):
        title, body = (
            f"Report {number}",
            f"Report {number} says that " + "the bridge is open and the road is dry. " * 40,
        )
        shuffled = f"{random.Random(number).getrandbits(64):016x}"
        article = Article(
            id=f"art_{shuffled}",
            source_id=source,
            key=shuffled,
            publisher="P",
            link=f"https://host{first % 50_000}.example/2026/{shuffled}",
            first_seen_at=now,
        )
        revision = Revision(
            id=f"rev_{shuffled}",
            article_id=article.id,
            number=1,
            title=title,
            body=body,
            digest=digest(title, body),
            lang="en",
            published_at=now,
            fetched_at=now,
        )
        pairs.append((article, revision))
    await stores.articles.find_all(source, [article.key for article, _ in pairs])
    await stores.articles.add_all(pairs)


def show(name: str, rate: float, unit: str) -> None:
    print(f"{name:38} {rate:8,.0f} {unit}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=("unchanged", "new", "hosts", "parse", "stored"))
    parser.add_argument("--feeds", type=int)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--reader", type=int, default=200, help="feeds that reader gets")
    parser.add_argument("--articles", type=int, default=1_000_000)
    wanted = parser.parse_args()
    wanted.feeds = wanted.feeds or {"hosts": 5_000, "parse": 500}.get(wanted.measure, 10_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if wanted.measure == "parse":
            measure_parse(wanted)
        elif wanted.measure == "stored":
            asyncio.run(measure_stored(folder, wanted))
        else:
            work = {"unchanged": measure_unchanged, "new": measure_new, "hosts": measure_hosts}[wanted.measure]
            with far_end(folder) as port:
                resolve_to_loopback()
                asyncio.run(work(folder, port, wanted))
    if wanted.measure in GOALS:
        print(f"goal: {GOALS[wanted.measure]}")


if __name__ == "__main__":
    main()
