"""Print the quality figures: `python -m tests.eval.run [--raise] [--shared DIR]`, or `--cases [--errors]`.

First our own corpus, against its floors (exit status 1 when a figure is below its floor, or more than 0.01 above it);
then the articles in other languages and, where the development sets exist, their own scorers on the output of the
command line. `--cases` prints the written cases by group and nothing else, `--errors` also the open ones that fail.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.eval import engines, floors, shared
from tests.eval.case_scores import judge_cases, tell_groups
from tests.eval.corpus.build import build, digest
from tests.eval.corpus.casebook import load_cases, read_sources
from tests.eval.corpus.languages.articles import PARTS
from tests.eval.language_scores import score_languages
from tests.eval.measures import all_measures

SHARED = Path(__file__).parents[3] / "shared" / "eval"  # beside the checkout


def say(line: str = "") -> None:
    """Print a line at once: the sets that follow may take minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measure_corpus() -> dict[str, dict[str, float]]:
    """Run every measure on our corpus, print its figures and return those that have floors."""
    figures = {}
    for name, measure in all_measures().items():
        scored = measure.score(measure.run())
        say(f"{name:<18} " + "  ".join(f"{key} {value:.3f}" for key, value in scored.items()))
        figures[name] = measure.pin(scored)
    return figures


def check_floors(figures: dict[str, dict[str, float]], *, lift: bool) -> int:
    """Hold the figures against the floors, or lift these; return the exit status."""
    pinned_sha256, pinned = floors.read_floors(floors.FILE.read_text("utf-8"))
    corpus_sha256 = digest(build() | read_sources())
    if pinned_sha256 != corpus_sha256:
        say(f"the corpus is {corpus_sha256}, the floors were measured on {pinned_sha256}")
        return 1
    breaches = floors.find_breaches(pinned, figures)
    if lift:
        raised = floors.raise_floors(pinned, figures)
        floors.FILE.write_text(floors.render_floors(corpus_sha256, raised), "utf-8")
    stale = [] if lift else floors.find_stale(pinned, figures)
    for line in breaches + stale:
        say(line)
    return bool(breaches + stale)


def tell_cases(*, errors: bool) -> None:
    """Run the engine over the written cases and print how they fare."""
    cases = load_cases()
    stories = [case.story for case in cases]
    for line in tell_groups(cases, judge_cases(stories, engines.analyse_stories(stories)), errors=errors):
        say(line)


def main() -> int:
    """Run everything; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to the figures measured")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of the development sets")
    parser.add_argument("--cases", action="store_true", help="print the written cases by group, nothing else")
    parser.add_argument("--errors", action="store_true", help="with --cases: name the open cases that fail")
    arguments = parser.parse_args()
    if arguments.cases or arguments.errors:
        tell_cases(errors=arguments.errors)
        return 0
    say("Our corpus")
    status = check_floors(measure_corpus(), lift=arguments.lift)
    say("\nLanguages, our articles by part")
    for score in score_languages(*PARTS):
        say(str(score))
    if not arguments.shared.is_dir():
        return status
    say("\nDevelopment sets, through the command line")
    failures = 0
    for line, failed in shared.measure(arguments.shared):
        say(line)
        failures += failed
    return status or bool(failures)


if __name__ == "__main__":
    sys.exit(main())
