"""The real program and a Slack on real sockets: an editor dismisses a flag, and no briefing shows it from then on."""

from __future__ import annotations

import json
import re

import pytest

from tests.e2e.newsroom import (
    ACCUSING,
    CLAIM,
    DENIAL,
    feed,
    miss_a_slot,
)
from tests.e2e.program import Program, counterpoint
from tests.e2e.test_correction import TITLE, make_due, threads
from tests.fakes.feeds import Answer
from tests.fakes.slack_blocks import pings, visible

NEWS = "The Dockers' Union said on Wednesday that its divers had found more drums of solvent in the Sorrel estuary."
WHY = "Two stretches of <!channel> river, not one."


async def ask(slack, text, user="U0ANN"):
    """Type a command and return the private answer's words."""
    used = await slack.slash("/brief", text, user=user)
    await slack.world.until(lambda: used.answers, seconds=30)
    assert not pings(used.answers[-1]["blocks"])
    return visible(used.answers[-1]["blocks"])


def overviews(slack):
    return [message for message in slack.world.posted() if not message.thread_ts]


@pytest.mark.timeout(300)
async def test_an_editor_dismisses_a_flag_and_the_next_briefing_lacks_it(config, slack, feeds):
    async with Program(config) as program:
        await program.until_logged("analysed")
        await program.stop()
    await miss_a_slot(config)
    async with Program(config) as program:
        await slack.world.until(lambda: len(threads(slack)) >= 2, seconds=60)
        await program.until_working("slack")
        (overview,) = overviews(slack)
        assert DENIAL in visible(overview.blocks)
        flag = re.search(r"dsp_\w+", visible(overview.blocks))[0]
        posts = len(slack.world.posted())

        refused = await ask(slack, f"dispute {flag} dismiss because it hurts us")
        assert "admins and owners of the workspace" in refused
        assert DENIAL in await ask(slack, f"dispute {flag}")

        escaped = WHY.replace("<", "&lt;").replace(">", "&gt;")  # as Slack hands over what people type
        assert "flag dismissed" in await ask(slack, f"dispute {flag} dismiss because {escaped}", user="U0ADMIN")
        await slack.world.until(lambda: "CORRECTED" in visible(overview.blocks), seconds=60)
        await slack.world.until(lambda: len(slack.world.posted()) > posts, seconds=60)
        notice = slack.world.posted()[-1]
        assert notice.thread_ts == overview.ts
        for words in ("CORRECTION · Harbour desk", "was dismissed, as an editor decided (adele", WHY, CLAIM, DENIAL):
            assert words in visible(notice.blocks)
        assert not pings(notice.blocks)
        assert flag not in await ask(slack, "disputes")
        assert f"flag dismissed by an editor (adele): {WHY}" in await ask(slack, f"dispute {flag}")
        await program.stop()

    # The story is news again, and another slot is due.
    items = ("e1", TITLE, ACCUSING * 3), ("e2", "More drums found in estuary", [NEWS, *ACCUSING] * 3)
    feeds.paths["/estuary.xml"] = Answer(body=feed("estuary", *items))
    await make_due(config)
    config.write_text(config.read_text().replace("daily 08:00", "* * * * *"))
    status, out, error = await counterpoint(config, "ingest")
    assert status == 0, error
    assert "analysed" in out
    await miss_a_slot(config)
    async with Program(config) as program:
        await slack.world.until(lambda: len(overviews(slack)) >= 2, seconds=60)
        await program.stop()
    second = visible(overviews(slack)[1].blocks)
    assert "More drums found" in second or TITLE in second
    assert flag not in second
    assert DENIAL not in second

    status, out, error = await counterpoint(config, "disputes", "export")
    assert status == 0, error
    (decision,) = map(json.loads, out.splitlines())
    assert (decision["kind"], decision["dispute_id"], decision["why"]) == ("dismiss", flag, WHY)
    assert decision["by"] == {"platform": "slack", "workspace_id": "T0TEAM", "user_id": "U0ADMIN", "name": "adele"}
    status, out, error = await counterpoint(config, "verify")
    assert status == 0, error
    assert " 0 not." in out
