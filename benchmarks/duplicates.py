"""How surely copies of an article are told, by kind of edit, and how many different stories are taken for copies.

    python benchmarks/duplicates.py [CORPUS.jsonl]

The articles of a corpus ({"id", "story", "title", "text"} a line; without one, the bundled seeds) are edited as
outlets edit agency copy. Recall is the share of edited articles that fold with their original, each pair on its own;
false folds are the pairs of articles from different stories that fold when the whole corpus is compared at once.
Every choice follows from the article's id: the same corpus gives the same figures.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from bot.stories.duplicates import copies  # noqa: E402 - the checkout is on the path only now

LEAST_WORDS = 20  # what is shorter is a headline or a caption, and has no half to cut
CHANGED_SHARE = 0.1
SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")
BEFORE = "Skip to main content. Home News Sport Weather. Listen to this article. Share it with friends by mail."
AFTER = (
    "Sign up for our morning newsletter and never miss a story. By signing up you agree to the terms of use. "
    "Read more of our reporting here. All rights reserved; this material may not be published or rewritten."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article of the corpus; `other` is one of another story, from which edits take words."""

    name: str
    story: str
    title: str
    body: str
    other: str = ""


def cut(text: Text, _: random.Random) -> str:
    """Keep the first half of the sentences."""
    sentences = SENTENCE.split(text.body)
    return " ".join(sentences[: (len(sentences) + 1) // 2])


def extended(text: Text, _: random.Random) -> str:
    """Add a whole article of another story, up to the length of this one."""
    return f"{text.body}\n{' '.join(text.other.split()[: len(text.body.split())])}"


def retitled(text: Text, _: random.Random) -> str:
    """Put another title above the text, as pages do whose title is read with it."""
    return f"{' '.join(text.other.split()[:10])}\n{text.body}"


def reordered(text: Text, chance: random.Random) -> str:
    """Shuffle the sentences."""
    sentences = SENTENCE.split(text.body)
    chance.shuffle(sentences)
    return " ".join(sentences)


def framed(text: Text, _: random.Random) -> str:
    """Add what pages put around their text."""
    return f"{BEFORE}\n{text.body}\n{AFTER}"


def reworded(text: Text, chance: random.Random) -> str:
    """Put words of another story in the place of a tenth of the words."""
    words, others = text.body.split(), text.other.split()
    for at in chance.sample(range(len(words)), round(CHANGED_SHARE * len(words))):
        words[at] = chance.choice(others)
    return " ".join(words)


EDITS = {
    "cut": cut,
    "extended": extended,
    "retitled": retitled,
    "reordered": reordered,
    "boilerplate added": framed,
    "10% words changed": reworded,
}


def seeds() -> list[Text]:
    """Return the plain texts that come with the program; each counts as a story of its own, for nobody marked them."""
    files = sorted((ROOT / "seeds").rglob("*.*"))
    articles = [file for file in files if file.suffix in {".txt", ".md"} and file.name != "README.md"]
    bodies = [file.read_text("utf-8", "replace") for file in articles]
    return [
        Text(name=str(file.relative_to(ROOT)), story=str(file), title="", body=body)
        for file, body in zip(articles, bodies, strict=True)
    ]


def corpus(path: Path) -> list[Text]:
    """Return the articles of a corpus."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Text(name=row["id"], story=row["story"], title=row["title"] or "", body=row["text"]) for row in rows]


def paired(texts: list[Text]) -> list[Text]:
    """Return the texts long enough to be edited, each with one of another story."""
    long = [text for text in texts if len(text.body.split()) >= LEAST_WORDS]
    given = []
    for text in long:
        others = [other for other in long if other.story != text.story]
        other = random.Random(text.name).choice(others)
        given.append(Text(name=text.name, story=text.story, title=text.title, body=text.body, other=other.body))
    return given


def folds(one: str, two: str) -> bool:
    """Tell whether two texts fold."""
    return copies({"one": one, "two": two})["two"] == "one"


def main() -> None:
    """Print recall by kind of edit, false folds, and the time of the whole corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    given = parser.parse_args()
    texts = corpus(given.corpus) if given.corpus else seeds()
    edited = paired(texts)
    print(f"{len(texts)} articles, {len(edited)} of {LEAST_WORDS} words and more")
    for kind, edit in EDITS.items():
        found = sum(folds(text.body, edit(text, random.Random(f"{kind} {text.name}"))) for text in edited)
        print(f"{kind:20} recall {found / len(edited):7.2%}  ({found} of {len(edited)})")
    started = time.perf_counter()
    leaders = copies({text.name: text.body for text in texts})
    seconds = time.perf_counter() - started
    if given.corpus:
        wrong, pairs = apart(texts, leaders)
        print(f"{'different stories':20} {wrong} of {pairs} pairs folded falsely ({wrong / pairs:.4%})")
    print(f"{'whole corpus':20} {len(texts)} articles in {seconds:.2f} s, {len(set(leaders.values()))} texts left")


def apart(texts: list[Text], leaders: dict[str, str]) -> tuple[int, int]:
    """Return how many pairs of articles from different stories folded, and how many there are."""
    folded = Counter(leaders.values()).values()
    rightly = Counter((leaders[text.name], text.story) for text in texts).values()
    stories = Counter(text.story for text in texts).values()
    wrong = sum(n * n for n in folded) - sum(n * n for n in rightly)
    return wrong // 2, (len(texts) ** 2 - sum(n * n for n in stories)) // 2


if __name__ == "__main__":
    main()
