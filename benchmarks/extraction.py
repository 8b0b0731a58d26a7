"""How much of the article text of real pages is found, and how long it takes.

    python benchmarks/extraction.py FOLDER [--show 10]

FOLDER holds html/<id>.html.gz and ground-truth.json ({id: {"articleBody": text}}), as in Scrapinghub's
article-extraction-benchmark. Precision is the mean over pages of the share of found shingles (four words) that are the
article's, recall the mean share of the article's that are found; F1 is of these two. --show names the worst pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bot.errors import ParseError  # noqa: E402 - the path comes first
from bot.ingest.extract import extract_page  # noqa: E402 - as above

GOAL = "F1 >= 0.962 at <= 15 ms a page"
SHINGLE_WORDS = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    last = max(1, len(words) - SHINGLE_WORDS + 1) if words else 0
    return Counter(tuple(words[start : start + SHINGLE_WORDS]) for start in range(last))


def found_in(data: bytes) -> tuple[str, float]:
    """Return the text of a page, empty where it is refused, and the milliseconds of processor time."""
    started = time.process_time()
    try:
        text = extract_page(data, "https://page.example/article", "text/html").body
    except ParseError:
        text = ""
    return text, (time.process_time() - started) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0)
    wanted = parser.parse_args()
    truth = json.loads((wanted.folder / "ground-truth.json").read_text())
    pages = {name: gzip.decompress((wanted.folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    found_in(next(iter(pages.values())))  # the first call loads dictionaries
    precision, recall, times, worst = [], [], [], []
    for name, data in pages.items():
        text, milliseconds = found_in(data)
        times.append(milliseconds)
        gold, ours = shingles(truth[name].get("articleBody") or ""), shingles(text)
        same = sum((gold & ours).values())
        if gold or ours:
            precision.append(same / max(1, ours.total()))
        if gold:
            recall.append(same / gold.total())
        worst.append((2 * same / max(1, gold.total() + ours.total()), name, gold.total(), ours.total()))
    p, r = statistics.mean(precision), statistics.mean(recall)
    print(f"{len(pages)} pages: precision {p:.4f}, recall {r:.4f}, F1 {2 * p * r / (p + r):.4f}")
    print(f"{statistics.mean(times):.1f} ms a page, median {statistics.median(times):.1f}, largest {max(times):.0f}")
    for score, name, gold, ours in sorted(worst)[: wanted.show]:
        print(f"  {score:.2f} {name[:12]}: {gold} shingles wanted, {ours} found")
    print(f"goal: {GOAL}")


if __name__ == "__main__":
    main()
