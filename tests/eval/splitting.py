"""How the splitter fares on trap sentences: `python -m tests.eval.splitting [--errors [LANG ...] | --syntok]`.

`splits/LANG.txt` holds invented texts, one a line: a bar stands where one sentence ends and the next begins, `\\n` is
a line break. A text is right when every sentence in it is, to the character. Without arguments it prints the table of
docs/reference/splitter.md; `--syntok` prints how syntok fares on the same texts, and needs `pip install syntok`.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path

from summarizers import split

TRAPS = Path(__file__).parent / "splits"
TESTED = 0.9  # below this share a language is called untested
# https://github.com/fnl/syntok: "segmentation for English, Spanish, German"
SYNTOK_LANGUAGES = ("de", "en", "es")

Trap = tuple[str, list[str]]


def read_traps(lang: str, folder: Path = TRAPS) -> list[Trap]:
    """Return the trap texts of a language, each with its sentences."""
    lines = (folder / f"{lang}.txt").read_text("utf-8").splitlines()
    marked = [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]
    return [(m.replace("|", ""), [part.strip() for part in m.split("|") if part.strip()]) for m in marked]


def languages() -> list[str]:
    """Return the codes of the languages that have traps."""
    return sorted(path.stem for path in TRAPS.glob("*.txt"))


def missed(lang: str, folder: Path = TRAPS) -> list[tuple[str, list[str]]]:
    """Return the trap texts that are split wrongly, with what the splitter made of them."""
    found = []
    for text, expected in read_traps(lang, folder):
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


def unseen(lang: str) -> str:
    """Return how many of the texts that were written after the rules were right at first, as the file records it."""
    found = re.search(r"at first (\d+ of \d+)", (TRAPS / f"{lang}.txt").read_text("utf-8"))
    return found[1] if found else ""


def table() -> str:
    """Return a row a language: right, total, share, those unseen by who wrote the rules, and what that makes it."""
    rows = ["| language | right | of | share | unseen, at first | |", "|---|---|---|---|---|---|"]
    for lang in languages():
        right, total = score(lang)
        verdict = "tested" if right >= TESTED * total else "untested"
        rows.append(f"| {lang} | {right} | {total} | {right / total:.0%} | {unseen(lang)} | {verdict} |")
    return "\n".join(rows) + "\n"


def syntok_table() -> str:
    """Return a row for each language that syntok knows: where sentences begin, ours beside syntok's."""
    rows = ["| language | of | ours | syntok |", "|---|---|---|---|"]
    for lang in SYNTOK_LANGUAGES:
        right, total = score(lang)
        rows.append(f"| {lang} | {total} | {right / total:.0%} | {1 - syntok_missed(lang) / total:.0%} |")
    return "\n".join(rows) + "\n"


def main() -> None:
    """Print the table, or what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show the trap texts that are split wrongly")
    parser.add_argument("--syntok", action="store_true", help="hold syntok against the same texts")
    parser.add_argument("lang", nargs="*", help="with --errors: only these languages")
    arguments = parser.parse_args()
    if not arguments.errors:
        sys.stdout.write(syntok_table() if arguments.syntok else table())
        return
    for lang in arguments.lang or languages():
        for text, ours in missed(lang):
            sys.stdout.write(f"{lang} {text!r}\n   {' | '.join(ours)!r}\n")


if __name__ == "__main__":
    main()
