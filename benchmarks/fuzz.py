"""Damaged feeds and pages by the ten thousand: each is read or refused, in time, and nothing else happens.

    python benchmarks/fuzz.py [--count 100000] [--seed 1] [--jobs 2] [--keep FOLDER]

Half of them are feeds, half pages. Seeds are our own: tests/builders and seeds/. Anything but a reading or a
ParseError is a crash; it is printed, and kept in FOLDER when that is named. Each job is a process whose memory may
grow by 300 MB. A run is repeated exactly by its seed.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import multiprocessing
import random
import resource
import sys
import time
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.errors import ParseError  # noqa: E402 - the path comes first
from tests.builders.mutations import mutate  # noqa: E402 - as above

GOAL_SECONDS, GOAL_BYTES = 5.0, 300_000_000


@dataclass
class Report:
    outcomes: Counter[str] = field(default_factory=Counter)
    crashes: list[tuple[str, str, bytes]] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    growth_mb: float = 0.0


def seeds() -> tuple[list[bytes], list[bytes]]:
    from benchmarks.feedhost import feed
    from tests.builders.samples import FEEDS, PAGES

    folder = ROOT / "seeds"
    feeds = [*FEEDS, feed("mutated", items=3, paragraphs=2), *(path.read_bytes() for path in folder.rglob("*.xml"))]
    return feeds, [*PAGES, *(path.read_bytes() for path in folder.rglob("*.html"))]


def job(number: int, count: int, seed: int) -> Report:
    from bot.ingest.extract import extract_page
    from bot.ingest.parse import parse_feed

    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    chance = random.Random(f"{seed}/{number}")
    feeds, pages = seeds()
    report = Report()
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + GOAL_BYTES, resource.RLIM_INFINITY))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for turn in range(count):
        kind, sources, read = ("page", pages, extract_page) if turn % 2 else ("feed", feeds, parse_feed)
        data = mutate(chance, sources)
        started = time.perf_counter()
        try:
            read(data, "https://a.example/x", chance.choice(("", "text/html", "text/html; charset=latin-1")))
            outcome = "read"
        except ParseError:
            outcome = "refused"
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            outcome = "CRASH"
            report.crashes.append((kind, traceback.format_exc(limit=-2), data))
        seconds = time.perf_counter() - started
        report.slowest = max(report.slowest, (seconds, f"{kind} {hashlib.sha256(data).hexdigest()[:12]}"))
        report.outcomes[f"{kind}s {outcome}"] += 1
    report.growth_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / 1e6
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    wanted = parser.parse_args()
    started = time.perf_counter()
    share = wanted.count // wanted.jobs
    with multiprocessing.get_context("spawn").Pool(wanted.jobs) as pool:
        reports = pool.starmap(job, [(number, share, wanted.seed) for number in range(wanted.jobs)])
    total = sum((report.outcomes for report in reports), Counter())
    print(
        f"{share * wanted.jobs:,} documents in {time.perf_counter() - started:.0f} s, seed {wanted.seed}: {dict(total)}"
    )
    slowest = max(report.slowest for report in reports)
    growth = max(report.growth_mb for report in reports)
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}); largest growth of a process over its whole run {growth:.0f} MB")
    crashes = [crash for report in reports for crash in report.crashes]
    for text, times in Counter(crash[1] for crash in crashes).most_common(20):
        print(f"{times} x {text}")
    for kind, _, data in crashes if wanted.keep else []:
        wanted.keep.mkdir(exist_ok=True)
        (wanted.keep / f"{kind}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
    print(f"goal: no crash, each within {GOAL_SECONDS:g} s and {GOAL_BYTES / 1e6:.0f} MB")
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    main()
