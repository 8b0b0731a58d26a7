"""What an editor decided about a flag, on every platform: told with name and reason, which format and ping nothing."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from bot.delivery.console import print_document
from bot.delivery.discord.render import render_message as render_discord
from bot.delivery.html import render_page
from bot.delivery.slack.render import render_message as render_slack
from bot.domain.claim import Status
from bot.domain.decision import Ruling
from bot.domain.document import ChangeCard, DisputeCard, Document
from tests.contract.samples import NOW, document
from tests.fakes.discord_limits import problems_of_message
from tests.fakes.slack_blocks import pings, validate, visible

HOSTILE = "<!channel> @everyone **x** <@U1> [x](https://x.example) `x` <script>x</script> \x1b[31mred"
RULING = Ruling(label="flag dismissed", name=f"Mara {HOSTILE}", at=NOW, why=HOSTILE)


def judged() -> Document:
    """Return a judged dispute with the line of its history that says so."""
    (card,) = (block for block in document().blocks if isinstance(block, DisputeCard))
    note = f"{RULING.label} by an editor ({RULING.name}): {RULING.why}"
    line = ChangeCard(at=NOW, status=Status.DENIED, by=(), note=note, line=None)
    return Document(title="Disputed claim d1", blocks=(replace(card, ruling=RULING), line))


def test_a_reason_formats_and_pings_nothing_in_chat() -> None:
    slack, discord = render_slack(judged(), key="k1"), render_discord(judged(), key="k1")
    assert not [*validate(slack["blocks"]), *pings(slack["blocks"]), *problems_of_message(discord)]
    assert visible(slack["blocks"]).count("@everyone **x** <@U1>") == 4
    (embed,) = discord["embeds"]
    assert embed["footer"]["text"].count(HOSTILE) == 2  # a footer has no markdown, and is shown as it is
    assert embed["description"].count(r"\@everyone \*\*x\*\* \<\@U1\>") == 2


def test_a_reason_is_no_markup_on_the_page() -> None:
    page = render_page("Disputed claim d1", [judged()])
    assert "<script>x" not in page
    assert page.count("&lt;script&gt;x") == 4


def test_a_reason_moves_no_cursor_in_a_terminal() -> None:
    out = StringIO()
    print_document(judged(), Console(file=out, width=400, color_system=None))
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().count("@everyone") == 4
