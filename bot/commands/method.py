"""`/brief method`: how a briefing is made, what it misses, and how often it is wrong (EDITORIAL rule 20)."""

from __future__ import annotations

from bot.claims.rulebook.measured import FLAGS, HIGH, LOW, MARKED, MEASURED_ON, RIGHT
from bot.commands.contracts import Request
from bot.domain.document import Action, Document, Heading, Listing, Prose

HOW = (
    ("articles", "read from the feeds and folders that the operator lists; the text is stored, and never changed"),
    ("stories", "articles about one event, by their words, names and numbers"),
    ("sentences", "quoted whole and verbatim, each with its link; nothing is written by a machine"),
    ("disputed claims", "found by rules over the words of a text; each flag tells its rule and how sure it is"),
    ("independence", "publisher families are counted, wire copy once; unknown ownership is not independent"),
    ("statuses", "say who said what. There are no verdicts: nothing is called true or false"),
)
LIMITS = (
    ("missed", "most disputes are missed rather than guessed; no dispute found means in the articles read"),
    ("paired wrongly", "a claim may stand beside a denial of something near it: read both, they are linked"),
    ("not flagged", "refused proposals, denied bail, policy without a fact to check, questions, what is only supposed"),
)


async def answer(request: Request) -> Document:
    """Return the method, its limits and its measured error rate."""
    return method(request.command)


def method(command: str) -> Document:
    """Return the same for a reader who types `command` before a verb."""
    measured = (
        ("flags that are right", f"{RIGHT} of {FLAGS} ({LOW:.2f} to {HIGH:.2f}, at 95 of 100)"),
        ("disputes that are found", f"{RIGHT} of {MARKED}"),
        ("on", f"published texts kept apart from whoever writes rules, marked by hand; {MEASURED_ON}"),
        ("each rule", f"has a rate of its own: {command} why <dispute> tells it"),
    )
    more = "The whole page is docs/method.md, every rule docs/reference/rules.md, in the program's repository."
    return Document(
        title="How a briefing is made, and how often it is wrong",
        blocks=(
            Heading(text="How"),
            Listing(rows=HOW),
            Heading(text="Limits"),
            Listing(rows=LIMITS),
            Heading(text="Measured"),
            Listing(rows=measured),
            Prose(text=more, small=True),
        ),
        actions=(Action(label="Disputes", command="disputes"),),
    )
