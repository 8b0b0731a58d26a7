"""How fast LexRank and TextRank are beside sumy's own classes: one run, one tokenizer object, one process a measure.

    python benchmarks/summarizers.py [--plot docs/reference/summarizers.svg]

All begin with a text and end with three sentences: splitting, words, stems and ranking are included on every side.
"sumy" is sumy's parser and class, "ours" the same parser with our subclass (equal scores, bit by bit), "cheap" our
splitter and runs of letters. Both parsers are given the same tokenizer object. Times are CPU seconds, the best of a few
rounds; memory is the highest PSS of a process that summarizes one text, imports included.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: the same for all

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sumy.parsers.plaintext import PlaintextParser  # noqa: E402 - the path comes first
from sumy.summarizers.kl import KLSummarizer  # noqa: E402 - as above
from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: E402 - as above
from sumy.summarizers.text_rank import TextRankSummarizer  # noqa: E402 - as above

from benchmarks.timing import cpu_seconds  # noqa: E402 - as above
from summarizers import split  # noqa: E402 - as above
from summarizers.fast_kl import FastKL  # noqa: E402 - as above
from summarizers.fast_rank import FastLexRank, FastTextRank  # noqa: E402 - as above
from summarizers.sumy_adapter import Tokenizer, rank_cheaply, stemmer, stop_words  # noqa: E402 - as above

CLASSES = {
    "lexrank": (LexRankSummarizer, FastLexRank),
    "textrank": (TextRankSummarizer, FastTextRank),
    "kl": (KLSummarizer, FastKL),
}
GRAPHS = ("lexrank", "textrank")
SIDES = ("sumy", "ours", "cheap")
TOKENIZER = Tokenizer("en")
BEST = 3
ARTICLE_WORDS = 500
SIZES = (10, 25, 50, 100, 200, 400, 600, 1000)
LONGEST = 600
KL_SENTENCES = 200
PROCESSES = 7
KIB = 1024 / 1_000_000
MOST_FOR_SUMY = 600  # beyond, a run takes too long


def corpus() -> list[str]:
    """Return the distinct sentences of our test stories, one after the other."""
    texts = []
    for name, key in (("summaries", "docs"), ("stories", "text")):
        for line in (ROOT / f"tests/eval/corpus/{name}.jsonl").read_text("utf-8").splitlines():
            found = json.loads(line)[key]
            texts += found if isinstance(found, list) else [found]
    texts = [" ".join(text.split()) for text in texts]
    return list(dict.fromkeys(text[a:b] for text in texts for a, b in split(text, "en")))


def of_sentences(count: int) -> str:
    """Return a text of so many sentences; beyond the corpus, of the first half of one and the second of another."""
    sentences = corpus()
    halves = [sentence.split() for sentence in sentences]
    step = 1
    while len(sentences) < count:
        for one, two in zip(halves, halves[step:] + halves[:step], strict=True):
            sentences.append(" ".join(one[: len(one) // 2] + two[len(two) // 2 :]))
        step += 1
    return " ".join(sentences[:count])


def article() -> str:
    """Return whole sentences of about 500 words."""
    count = 1
    while len(of_sentences(count).split()) < ARTICLE_WORDS:
        count += 1
    return of_sentences(count)


def summarize(side: str, method: str, text: str) -> list[str]:
    """Return the best sentences of a text by one side."""
    if side == "cheap":
        sentences = [text[a:b] for a, b in split(text, "en")]
        best = sorted(rating.index for rating in rank_cheaply(method, sentences, "en")[:BEST])
        return [sentences[i] for i in best]
    ranker = CLASSES[method][side == "ours"](stemmer("en"))
    ranker.stop_words = stop_words("en")
    return [str(one) for one in ranker(PlaintextParser.from_string(text, TOKENIZER).document, BEST)]


def seconds(side: str, method: str, text: str) -> float:
    """Return the CPU seconds of a summary."""
    once = cpu_seconds(lambda: summarize(side, method, text), 1)
    return min(once, cpu_seconds(lambda: summarize(side, method, text), max(2, min(200, int(0.5 / max(once, 1e-4))))))


def ratios(name: str, text: str) -> None:
    """Print times and ratios of one text by both methods."""
    print(f"{name}: {len(split(text, 'en'))} sentences, {len(text.split())} words; CPU milliseconds")
    for method in GRAPHS:
        same = summarize("sumy", method, text) == summarize("ours", method, text)
        sumy, ours, cheap = (seconds(side, method, text) for side in SIDES)
        print(
            f"  {method:9} sumy {1e3 * sumy:8.2f}   ours {1e3 * ours:6.2f} = {sumy / ours:5.1f}x"
            f" ({'same sentences' if same else 'OTHER SENTENCES'})   cheap {1e3 * cheap:6.2f} = {sumy / cheap:5.1f}x"
        )


def ratio_of_kl(text: str) -> None:
    """Print what KL takes, whose cost grows with the cube of the text in sumy's class."""
    same = summarize("sumy", "kl", text) == summarize("ours", "kl", text)
    sumy, ours = cpu_seconds(lambda: summarize("sumy", "kl", text), 1), seconds("ours", "kl", text)
    print(f"KL: {len(split(text, 'en'))} sentences, {len(text.split())} words; CPU milliseconds")
    print(
        f"  kl        sumy {1e3 * sumy:8.2f}   ours {1e3 * ours:6.2f} = {sumy / ours:5.1f}x"
        f" ({'same sentences' if same else 'OTHER SENTENCES'})"
    )


def memory(method: str, count: int) -> None:
    """Print the highest PSS of new processes that summarize one text, and what the summary added: medians, in MB.

    PSS divides what is shared by those who share it, so it moves with what else runs: the sides take turns.
    """
    seen: dict[str, list[tuple[float, float]]] = {side: [] for side in SIDES}
    for _ in range(PROCESSES):
        for side in SIDES:
            command = [sys.executable, __file__, "--memory", side, method, str(count)]
            pss, added = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            seen[side].append((float(pss), float(added)))
    shown = (
        f"{side} {median(pss for pss, _ in runs):.1f} (+{median(added for _, added in runs):.1f})"
        for side, runs in seen.items()
    )
    print(f"  {method:9} " + "   ".join(shown))


def tell_memory(side: str, method: str, count: int) -> None:
    """Summarize a text and print the highest PSS meanwhile and how much of it the summary added, in MB.

    The kernel keeps the high-water mark of the resident set (VmHWM), and forgets it when 5 is written to clear_refs;
    what was given back since was nobody else's.
    """
    text = of_sentences(count)
    summarize(side, method, of_sentences(BEST * BEST))  # loads stop words and stemmer
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", "ascii")
    before = resident()["Rss"]
    summarize(side, method, text)
    after = resident()
    print((after["Pss"] + after["VmHWM"] - after["Rss"]) * KIB, (after["VmHWM"] - before) * KIB)


def resident() -> dict[str, int]:
    """Return the memory of this process in KiB."""
    status = Path("/proc/self/status").read_text("ascii") + Path("/proc/self/smaps_rollup").read_text("ascii")
    return {name: int(kib) for name, kib in re.findall(r"^(VmHWM|Rss|Pss):\s+(\d+) kB", status, re.MULTILINE)}


def growth() -> dict[str, list[tuple[int, float]]]:
    """Print and return the LexRank times of texts of growing length."""
    print("LexRank, CPU milliseconds by sentences: " + ", ".join(SIDES))
    curves: dict[str, list[tuple[int, float]]] = {side: [] for side in SIDES}
    for size in SIZES:
        text = of_sentences(size)
        for side in SIDES:
            if side != "sumy" or size <= MOST_FOR_SUMY:
                curves[side].append((size, 1e3 * seconds(side, "lexrank", text)))
        print(f"  {size:5} " + " ".join(f"{curve[-1][1]:9.2f}" for curve in curves.values() if curve[-1][0] == size))
    return curves


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plot", type=Path, help="write time against sentences as a picture (SVG)")
    parser.add_argument("--memory", nargs=3, metavar=("SIDE", "METHOD", "SENTENCES"), help="one measure, for itself")
    arguments = parser.parse_args()
    if arguments.memory:
        side, method, count = arguments.memory
        tell_memory(side, method, int(count))
        return
    ratios("long text", of_sentences(LONGEST))
    ratios("article", article())
    ratio_of_kl(of_sentences(KL_SENTENCES))
    print(f"highest PSS of a process, {LONGEST} sentences, MB (of it added by the summary)")
    for method in GRAPHS:
        memory(method, LONGEST)
    curves = growth()
    if arguments.plot:
        from plot import draw

        arguments.plot.write_text(draw(curves, x="sentences", y="milliseconds"), "utf-8")


if __name__ == "__main__":
    main()
