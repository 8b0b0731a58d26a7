"""Hostile feeds and pages, each in a process of its own: how long it takes, how much memory, what came of it.

    python benchmarks/bombs.py [NAME ...]

Bytes go through the same functions as in the pool's children; the time of a child's start is not counted. The goal is
5 s and 300 MB over the idle child for each. Answers that never end, redirect loops and compressed bombs meet the
client: tests/unit/ingest/test_http_fetching.py.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.domain.ports import FetchRequest  # noqa: E402 - the path comes first
from bot.errors import CounterpointError  # noqa: E402 - as above
from tests.builders.bombs import FEEDS, PAGES  # noqa: E402 - as above

GOAL_SECONDS, GOAL_MB = 5.0, 300.0


def read(kind: str, data: bytes) -> str:
    if len(data) > FetchRequest(url="").max_bytes:
        return "refused: larger than the client takes"
    if kind == "feed":
        from bot.ingest.parse import parse_feed

        return f"{len(parse_feed(data, 'https://a.example/', '').entries)} entries"
    from bot.ingest.extract import extract_page

    return f"{len(extract_page(data, 'https://a.example/', 'text/html').body)} characters"


def child(kind: str, data: bytes, tell: Callable[[object], None]) -> None:
    import bot.ingest.extract
    import bot.ingest.parse  # noqa: F401 - both are preloaded in the pool's children too

    before = peak_mb()
    started = time.perf_counter()
    try:
        outcome = read(kind, data)
    except CounterpointError as error:
        outcome = f"refused: {error.message}"
    except MemoryError:
        outcome = "refused: memory limit"
    seconds = time.perf_counter() - started
    tell((seconds, peak_mb() - before, outcome))


def peak_mb() -> float:
    """Return the largest size this process ever had; getrusage would tell the parent's where that was larger."""
    return int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6


def explode(kind: str, data: bytes) -> tuple[float, float, str]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=child, args=(kind, data, theirs.send))
    process.start()
    theirs.close()
    result = ours.recv() if ours.poll(60) else (60.0, 0.0, "still running")
    process.kill()
    process.join()
    return result


def wanted() -> Iterator[tuple[str, str, bytes]]:
    for kind, bombs in (("feed", FEEDS), ("page", PAGES)):
        for name, build in bombs.items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                yield kind, name, build()


def main() -> None:
    for kind, name, data in wanted():
        seconds, megabytes, outcome = explode(kind, data)
        over = "  OVER" if seconds > GOAL_SECONDS or megabytes > GOAL_MB else ""
        print(
            f"{kind} {name:34} {len(data) / 1e6:6.1f} MB {seconds:6.2f} s {megabytes:6.0f} MB  {outcome[:60]}{over}",
            flush=True,
        )


if __name__ == "__main__":
    main()
