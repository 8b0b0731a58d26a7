"""What analysis finds in a text of one article, and files of texts that are marked with what is to be found."""

from __future__ import annotations

from pathlib import Path

from bot.claims.analysis import analyse_story
from bot.domain.claim import ClaimText, FoundDispute


def article_of(text: str, lang: str, title: str = "") -> ClaimText:
    """Return a text as the only article of a story."""
    return ClaimText(article="a", text=text, title=title, source="Gazette", date=None, lang=lang)


def disputes_in(text: str, lang: str, title: str = "") -> list[FoundDispute]:
    """Return the disputes of a text, best first."""
    return list(analyse_story([article_of(text, lang, title)]).disputes)


def read_marked(folder: Path, mark: str) -> list[tuple[str, str]]:
    """Return (language, text) of the lines of `<language>.txt` files that begin with a mark, "+" or "-"."""
    return [
        (file.stem, line[2:])
        for file in sorted(folder.glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if line[:1] == mark
    ]
