"""The rule workbench in a terminal, by rich: each text with its marks in place, then statements, flags and the rest."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from bot.claims.workbench import CONTENT, CUE, FIRED, LEGEND, LINKED, SOURCE, ArticleView, FlagView, StoryView
from bot.delivery.console import CONTROLS
from bot.delivery.words import UNNAMED

# Told apart by line and weight as well as by colour.
STYLES = {SOURCE: "blue", CUE: "bold yellow", CONTENT: "italic", FIRED: "bold reverse", LINKED: "underline"}
_CAUSES = {"cue": "fired by", "claim": "claim made by", "named": "names who answers", "shared": "said by both"}


def print_workbench(stories: list[StoryView], console: Console) -> None:
    """Print what was found in each story; the console decides width and colour."""
    legend = Text("Marks: ").append_text(
        Text(" · ").join(Text(f"{mark}: {told}", style=STYLES[mark]) for mark, told in LEGEND)
    )
    console.print(legend)
    for story in stories:
        for article in story.articles:
            console.print(
                Rule(_text(f"{story.name} · {article.title or article.article} · {article.lang}"), style="dim")
            )
            console.print(_marked(article))
            console.print(Group(*_statements(article)))
        console.print(Rule(_text(f"{story.name} · flags"), style="dim"))
        console.print(Group(*_flags(story)))


def _marked(article: ArticleView) -> Text:
    """Return the text with its marks; a number in brackets stands before what the statement of this number says."""
    shown = Text()
    for piece in article.pieces:
        for number in piece.opens:
            shown.append(f"[{number}]", style="dim")
        shown.append(_clean(piece.text), style=" ".join(STYLES[mark] for mark in STYLES if mark in piece.marks))
    return shown


def _statements(article: ArticleView) -> Iterator[RenderableType]:
    yield _text(f"\nStatements ({len(article.statements)})", "bold")
    for one in article.statements:
        hedged = " · hedged" if one.hedged else ""
        yield _text(f"  [{one.number}] {one.speaker or UNNAMED} · {one.polarity}{hedged} · rule {one.rule}")
        for mark, words in one.parts:
            yield Padding(_text(f"{mark}: “{words}”", "dim"), (0, 0, 0, 6))


def _flags(story: StoryView) -> Iterator[RenderableType]:
    if not story.flags:
        yield _text("No dispute found.")
    for flag in story.flags:
        yield from _flag(flag)
    if story.unlinked:
        yield _text(f"\nDenials whose claim was not found ({len(story.unlinked)})", "bold")
        for article, words in story.unlinked:
            yield _text(f"  {article}: “{words}”")


def _flag(flag: FlagView) -> Iterator[RenderableType]:
    hidden = "" if flag.shown else " · below the threshold, not shown"
    kinds = ", ".join(flag.kinds)
    yield _text(f"\n{flag.dispute} · rule {flag.rule} · {kinds} · confidence {flag.confidence:.2f}{hidden}", "bold")
    yield Padding(_text(flag.pattern, "dim"), (0, 0, 0, 2))
    for label, speaker, (article, words) in (
        ("claim", flag.claimant, flag.claim),
        ("response", flag.responder, flag.response),
    ):
        yield Padding(_text(f"{label} · {speaker or UNNAMED} · {article}: “{words}”"), (0, 0, 0, 2))
    for role, words in flag.evidence:
        yield Padding(_text(f"{_CAUSES[role]}: “{words}”"), (0, 0, 0, 4))
    yield Padding(_text(f"link: {flag.score}", "dim"), (0, 0, 0, 4))


def _text(words: str, style: str = "") -> Text:
    return Text(_clean(words), style=style)


def _clean(words: str) -> str:
    """Return words that cannot steer the terminal and that any terminal can be sent: U+FFFD for the rest."""
    return words.translate(CONTROLS).encode("utf-8", "replace").decode("utf-8")
