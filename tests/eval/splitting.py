"""How the splitter fares on trap sentences: `python -m tests.eval.splitting [--errors] [LANG ...]`.

`splits/LANG.txt` holds invented texts, one a line: a bar stands where one sentence ends and the next begins, `\\n` is
a line break. A text is right when every sentence in it is, to the character. Without arguments it prints the table of
docs/reference/splitter.md; where syntok is installed (`pip install syntok`), its figures stand beside ours.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from summarizers import split

TRAPS = Path(__file__).parent / "splits"
TESTED = 0.9  # below this share a language is called untested
# https://github.com/fnl/syntok: "segmentation for English, Spanish, German"
SYNTOK_LANGUAGES = ("de", "en", "es")

Trap = tuple[str, list[str]]


def read_traps(lang: str) -> list[Trap]:
    """Return the trap texts of a language, each with its sentences."""
    lines = (TRAPS / f"{lang}.txt").read_text("utf-8").splitlines()
    marked = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    return [(m.replace("|", ""), [part.strip() for part in m.split("|") if part.strip()]) for m in marked]


def languages() -> list[str]:
    """Return the codes of the languages that have traps."""
    return sorted(path.stem for path in TRAPS.glob("*.txt"))


def missed(lang: str) -> list[tuple[str, list[str]]]:
    """Return the trap texts that are split wrongly, with what the splitter made of them."""
    found = []
    for text, expected in read_traps(lang):
        ours = [text[start:end] for start, end in split(text, lang)]
        if ours != expected:
            found.append((text, ours))
    return found


def syntok_missed(lang: str) -> int:
    """Return how many trap texts syntok splits elsewhere; only where sentences begin is compared."""
    segmenter = import_module("syntok.segmenter")
    wrong = 0
    for text, expected in read_traps(lang):
        theirs = [sentence[0].offset for paragraph in segmenter.process(text) for sentence in paragraph]
        begins, at = [], 0
        for sentence in expected:
            at = text.index(sentence, at)
            begins.append(at)
            at += len(sentence)
        wrong += theirs != begins
    return wrong


def score(lang: str) -> tuple[int, int]:
    """Return how many trap texts of a language are right, and of how many."""
    total = len(read_traps(lang))
    return total - len(missed(lang)), total


def table(*, beside_syntok: bool) -> str:
    """Return a row a language: right, total, share, what that makes it, and syntok's share."""
    rows = ["| language | right | of | share | | syntok |", "|---|---|---|---|---|---|"]
    for lang in languages():
        right, total = score(lang)
        verdict = "tested" if right >= TESTED * total else "untested"
        theirs = f"{1 - syntok_missed(lang) / total:.0%}" if beside_syntok and lang in SYNTOK_LANGUAGES else ""
        rows.append(f"| {lang} | {right} | {total} | {right / total:.0%} | {verdict} | {theirs} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Print the table, or what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show the trap texts that are split wrongly")
    parser.add_argument("lang", nargs="*", help="with --errors: only these languages")
    arguments = parser.parse_args()
    if not arguments.errors:
        sys.stdout.write(table(beside_syntok=find_spec("syntok") is not None))
        return
    for lang in arguments.lang or languages():
        for text, ours in missed(lang):
            sys.stdout.write(f"{lang} {text!r}\n   {' | '.join(ours)!r}\n")


if __name__ == "__main__":
    main()
