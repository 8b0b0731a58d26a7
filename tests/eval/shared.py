"""The development sets beside the checkout: their own scorers on what the command line prints for their files.

Nothing of their texts is kept: output goes to a temporary folder.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.eval.scoring import score_each_summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]
SUMMARIES = {"articles": (["--sentences", "3"], []), "stories": (["--words", "220"], ["--words", "220"])}
RESAMPLES = 2000
SEED = 20260305  # the interval must not change from run to run

Outcome = tuple[str, bool]


class MeasureError(Exception):
    """A program of the measurement failed; the message ends with what it said."""


def run_python(arguments: Sequence[str | Path], output: Path | None = None) -> str:
    """Run a Python program from the root of the checkout and return its output, or write it to a file.

    Raises:
        MeasureError: It ended with a status other than 0.
    """
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasureError(f"{' '.join(map(str, arguments[:3]))}: {(done.stderr or done.stdout).strip()[-400:]}")
    if output is not None:
        output.write_text(done.stdout, "utf-8")
    return done.stdout.strip()


def measure_disputes(sets: Path, work: Path) -> Iterator[str]:
    """Score `analyse` on stories."""
    folder = sets / "disputes"
    run_python(["-m", "bot", "analyse", folder / "dev.jsonl"], work / "disputes.jsonl")
    yield run_python([folder / "score.py", folder / "dev.jsonl", work / "disputes.jsonl"])


def measure_attribution(sets: Path, work: Path) -> Iterator[str]:
    """Score `analyse` on single articles."""
    folder = sets / "attribution"
    records = map(json.loads, (folder / "dev.jsonl").read_text("utf-8").splitlines())
    stories = (
        {"story": record["doc_id"], "articles": [{"article": record["doc_id"], "text": record["text"]}]}
        for record in records
    )
    (work / "articles.jsonl").write_text("".join(json.dumps(story) + "\n" for story in stories), "utf-8")
    run_python(["-m", "bot", "analyse", work / "articles.jsonl"], work / "attribution.jsonl")
    yield run_python([folder / "score.py", folder / "dev.jsonl", work / "attribution.jsonl"])


def measure_stories(sets: Path, work: Path) -> Iterator[str]:
    """Score `cluster` on the blinded stream."""
    folder = sets / "stories"
    run_python([folder / "score.py", folder / "dev.jsonl", "--blind"], work / "stream.jsonl")
    run_python(["-m", "bot", "cluster", work / "stream.jsonl"], work / "stories.jsonl")
    yield run_python([folder / "score.py", folder / "dev.jsonl", work / "stories.jsonl"])


def measure_summaries(sets: Path, work: Path) -> Iterator[str]:
    """Score `summarize` and the LEAD baseline, and the interval of their difference."""
    folder = sets / "summaries"
    for name, (lengths, cut) in SUMMARIES.items():
        gold = folder / f"{name}.jsonl"
        for method in ("auto", "lead"):
            found = work / f"{name}-{method}.jsonl"
            run_python(["-m", "bot", "summarize", gold, "--method", method, *lengths], found)
            yield f"{name} {method}: " + run_python([folder / "score.py", gold, found, *cut])
        yield compare_methods(gold, work, name, int(cut[1]) if cut else None)


def read_records(file: Path) -> list[dict[str, Any]]:
    """Return the records of a JSONL file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def compare_methods(gold_file: Path, work: Path, name: str, limit: int | None) -> str:
    """Return the paired bootstrap intervals of auto minus lead."""
    gold = read_records(gold_file)
    each = {
        method: score_each_summary(gold, read_records(work / f"{name}-{method}.jsonl"), limit)
        for method in ("auto", "lead")
    }
    parts = []
    for figure in ("rouge1", "rouge2", "rougeL"):
        differences = [100 * (a[figure] - b[figure]) for a, b in zip(each["auto"], each["lead"], strict=True)]
        mean, low, high = bootstrap(differences)
        parts.append(f"{figure} {mean:+.2f} [{low:+.2f}, {high:+.2f}]")
    return f"{name} auto minus lead (95% paired bootstrap): " + "  ".join(parts)


def bootstrap(differences: Sequence[float]) -> tuple[float, float, float]:
    """Return the mean of paired differences and its 95% percentile interval."""
    draw = random.Random(SEED)
    size = len(differences)
    means = sorted(sum(draw.choices(differences, k=size)) / size for _ in range(RESAMPLES))
    return sum(differences) / size, means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1]


def measure(sets: Path) -> Iterator[Outcome]:
    """Yield the lines of every development set, and whether a line tells of a failure; one failure stops no other."""
    measures = (measure_disputes, measure_attribution, measure_stories, measure_summaries)
    with tempfile.TemporaryDirectory() as work:
        for each in measures:
            yield f"- {each.__name__.removeprefix('measure_')}", False
            try:
                yield from ((line, False) for line in each(sets, Path(work)))
            except (MeasureError, OSError) as error:
                yield f"FAILED {error}", True
