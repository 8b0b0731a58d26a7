"""How fast `analyse` reads articles: beside sumy's LexRank, by length of an article, size of a story and language.

    python benchmarks/claims.py [FILE]

FILE holds stories as `analyse` takes them; without it the stories of the own test corpus are read, which are invented
and full of disputes, and cut into articles of 600 words. All figures are CPU seconds of one process, the best of
three rounds: what other programs do meanwhile changes them little.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sumy.parsers.plaintext import PlaintextParser  # noqa: E402 - the path comes first
from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: E402 - as above

from benchmarks.timing import cpu_seconds  # noqa: E402 - as above
from bot.cli.lines import AnalysisOrder, analyse  # noqa: E402 - the path comes first
from bot.pool import child  # noqa: E402 - as above
from summarizers.sumy_adapter import Tokenizer, stemmer, stop_words  # noqa: E402 - as above
from tests.eval.corpus.languages.articles import list_parts, load_articles  # noqa: E402 - as above

CORPUS = ROOT / "tests/eval/corpus/disputes.jsonl"
WORDS = 600
ARTICLES = 100
ROUNDS = 3
LENGTHS = (1, 2, 4, 8, 16, 32, 64)
STORY_SIZES = (1, 5, 25, 100, 250, 500)
MEGABYTE = 1_000_000


def articles(file: Path) -> list[str]:
    """Return texts of 600 words from all stories of a file."""
    lines = file.read_text("utf-8").splitlines()
    return in_length([article["text"] for line in lines for article in json.loads(line)["articles"]])


def in_length(texts: list[str]) -> list[str]:
    """Return texts of 600 words, paragraphs kept whole, from texts one after the other."""
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n") if paragraph.strip()]
    found: list[str] = []
    current: list[str] = []
    while len(found) < ARTICLES:
        for paragraph in paragraphs:
            current.append(paragraph)
            if sum(len(one.split()) for one in current) >= WORDS:
                found.append("\n\n".join(current))
                current = []
    return found[:ARTICLES]


def line(texts: list[str], lang: str = "en") -> str:
    """Return a story as one line for `analyse`."""
    rows = [
        {"article": str(n), "text": text, "source": f"Outlet {n}", "date": "2026-05-04", "lang": lang}
        for n, text in enumerate(texts)
    ]
    return json.dumps({"story": "s", "articles": rows})


def run(texts: list[str], lang: str = "en") -> str:
    """Return the JSON of one story of these articles."""
    return analyse(AnalysisOrder(line=line(texts, lang), min_confidence=0.0))


def through_program(texts: list[str]) -> float:
    """Return the CPU seconds of a whole `counterpoint analyse`, its start included."""
    stories = "".join(line([text]) + "\n" for text in texts)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "bot", "analyse", "-"],
        input=stories,
        text=True,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def lexrank_of_sumy(text: str) -> None:
    """Choose three sentences with sumy's own class: ours is many times faster (benchmarks/summarizers.py)."""
    ranker = LexRankSummarizer(stemmer("en"))
    ranker.stop_words = stop_words("en")
    ranker(PlaintextParser.from_string(text, Tokenizer("en")).document, 3)


def rates(texts: list[str]) -> None:
    """Print articles a second of `analyse` and of LexRank."""
    words = sum(len(text.split()) for text in texts)
    units = words / WORDS
    run(texts[:1])  # loads the lexicon
    ours = cpu_seconds(lambda: [run([text]) for text in texts], ROUNDS)
    whole = min(through_program(texts) for _ in range(ROUNDS))
    lexrank = cpu_seconds(lambda: [lexrank_of_sumy(text) for text in texts], ROUNDS)
    print(f"articles of {WORDS} words a second of CPU, {len(texts)} articles, {words} words")
    print(f"  analyse, JSON in, JSON out          {units / ours:7.0f}")
    print(f"  the same, start of the program too  {units / whole:7.0f}")
    print(f"  sumy LexRank, three sentences       {units / lexrank:7.0f}")


def lengths(texts: list[str]) -> None:
    """Print the time of one article of growing length, up to 1 MB."""
    print("one article: kB, milliseconds, milliseconds a kB")
    joined = "\n\n".join(texts)
    joined *= 1 + MEGABYTE // len(joined)
    for size in (*(len(texts[0]) * times for times in LENGTHS), MEGABYTE):
        taken = cpu_seconds(lambda size=size: run([joined[:size]]), ROUNDS if size < MEGABYTE else 1)
        print(f"  {size / 1000:7.1f} {1000 * taken:9.1f} {1e6 * taken / size:7.2f}")


def story_sizes(texts: list[str]) -> None:
    """Print what each further article of a growing story costs when the story is read again with it."""
    print("a story: articles, seconds in all, milliseconds of each further article")
    many = (texts * (1 + max(STORY_SIZES) // len(texts)))[: max(STORY_SIZES)]
    taken = [cpu_seconds(lambda size=size: run(many[:size]), 1) for size in STORY_SIZES]
    print(f"  {STORY_SIZES[0]:5} {taken[0]:8.2f}")
    for (before, after), (less, more) in zip(pairwise(STORY_SIZES), pairwise(taken), strict=True):
        print(f"  {after:5} {more:8.2f} {1000 * (more - less) / (after - before):8.1f}")


def languages() -> None:
    """Print articles a second of the lighter reader, and its time for 1 MB, by language."""
    print(f"other languages: articles of {WORDS} words a second, seconds for one article of 1 MB")
    for lang, part in list_parts():
        if part == "dev":
            texts = in_length([story["articles"][0]["text"] for story in load_articles(lang, part)])
            units = sum(len(text.split()) for text in texts) / WORDS
            run(texts[:1], lang)  # loads the vocabulary
            rate = units / cpu_seconds(lambda texts=texts, lang=lang: [run([text], lang) for text in texts], ROUNDS)
            joined = "\n\n".join(texts)
            long = (joined * (1 + MEGABYTE // len(joined)))[:MEGABYTE]
            print(f"  {lang} {rate:7.0f} {cpu_seconds(lambda long=long, lang=lang: run([long], lang), 1):7.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=CORPUS)
    child.collect_seldom()  # as in the processes of the program that analyse
    texts = articles(parser.parse_args().file)
    rates(texts)
    lengths(texts)
    story_sizes(texts)
    languages()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak memory of this process, sumy included: {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
