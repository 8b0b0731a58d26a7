"""The real program and a Slack or a Discord on real sockets: an editor decides about a flag, and readers see it."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from tests.e2e.newsroom import (
    ACCUSING,
    AUDIENCE,
    CLAIM,
    DENIAL,
    discord_settings,
    feed,
    miss_a_slot,
    write_files,
)
from tests.e2e.program import Program, counterpoint
from tests.e2e.test_correction import TITLE, make_due, threads
from tests.fakes.discord_people import ANN, CHIEF, Person, serve_people
from tests.fakes.discord_server import GUILD, TEXT_CHANNEL, DiscordServer
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


def buttons(message):
    """Return the buttons of a Slack message by their labels."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {each["text"]["text"]: each for row in rows for each in row}


async def dismiss_by_button(slack, flag):
    """Let the admin press the button under a dispute and say why."""
    await ask(slack, f"dispute {flag}", user="U0ADMIN")
    details = slack.world.whispered("U0ADMIN")[-1]
    pressed = await slack.press(details, buttons(details)["Dismiss this flag …"], user="U0ADMIN")
    await slack.world.until(lambda: bool(slack.world.views))
    await slack.submit(slack.world.views[-1], WHY, user="U0ADMIN")
    await slack.world.until(lambda: bool(pressed.answers), seconds=30)
    assert "flag dismissed" in visible(pressed.answers[-1]["blocks"])


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

        assert not {"Confirm this flag …", "Dismiss this flag …"} & set(buttons(slack.world.whispered("U0ANN")[-1]))
        await dismiss_by_button(slack, flag)
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


STRANGER = Person(id="903", name="stranger", manages=True, guild="666")


@pytest.fixture
async def people():
    """Serve a Discord with people in it."""
    async with serve_people(DiscordServer()) as made:
        yield made


@pytest.fixture
def discord_config(tmp_path, feeds, people):
    """Write the files of a program that briefs a Discord channel."""
    server = people.server
    audience = AUDIENCE.format(platform="discord", workspace=GUILD, channel=TEXT_CHANNEL)
    return write_files(tmp_path, feeds, discord_settings(server.token, server.api_url, server.gateway_url) + audience)


async def until(condition, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.05)


def said(messages) -> str:
    return json.dumps([[each["content"], each["embeds"]] for each in messages], ensure_ascii=False).replace("\\", "")


@pytest.mark.timeout(300)
async def test_on_discord_a_manager_dismisses_a_flag_by_a_button_and_everybody_is_told(discord_config, people):
    posted = people.server.posted
    async with Program(discord_config) as program:
        await program.until_logged("analysed")
        await program.stop()
    await miss_a_slot(discord_config)
    async with Program(discord_config) as program:
        await program.until_working("discord")
        await until(lambda: len(posted(TEXT_CHANNEL)) == 1)
        (overview,) = posted(TEXT_CHANNEL)
        await until(lambda: posted(overview["id"]))
        assert DENIAL in said([overview])
        flag = re.search(r"dsp_\w+", said([overview]))[0]

        # Who may not decide reads, sees no buttons, and is told who may; nor does who manages another server.
        read = await people.slash("dispute", dispute=flag, by=ANN)
        assert DENIAL in read.words
        assert "Dismiss this flag …" not in read.buttons
        typed = {"dispute": flag, "decision": "dismiss", "why": "it hurts us"}
        assert "those who may manage the server" in (await people.slash("dispute", by=ANN, **typed)).words
        assert "server 666, in [[audience]]" in (await people.slash("dispute", by=STRANGER, **typed)).words
        assert "Dismiss this flag …" not in (await people.slash("dispute", dispute=flag, by=STRANGER)).buttons

        details = await people.slash("dispute", dispute=flag, by=CHIEF)
        opened = await people.press(details.buttons["Dismiss this flag …"], by=CHIEF)
        done = await people.submit(opened, WHY)
        assert "flag dismissed" in done.words
        await until(lambda: "CORRECTED" in said(posted(TEXT_CHANNEL)))
        await until(lambda: "was dismissed, as an editor decided (chief" in said(posted(overview["id"])))
        assert WHY in said(posted(overview["id"]))
        assert flag not in (await people.slash("disputes")).words
        after = await people.slash("dispute", dispute=flag, by=CHIEF)
        assert "flag dismissed by an editor (chief, " in after.words
        assert WHY in after.words
        assert "Undo the decision …" in after.buttons
        assert await program.stop() == 0

    status, out, error = await counterpoint(discord_config, "disputes", "export")
    assert status == 0, error
    (decision,) = map(json.loads, out.splitlines())
    assert (decision["kind"], decision["dispute_id"], decision["why"]) == ("dismiss", flag, WHY)
    assert decision["by"] == {"platform": "discord", "workspace_id": GUILD, "user_id": CHIEF.id, "name": "chief"}
    assert people.problems + people.server.problems == []
