"""The real program with much wrong at once: each fault is one clear line, and the rest goes on."""

from __future__ import annotations

import pytest

from bot.store import open_stores
from tests.e2e.newsroom import SLACK_AUDIENCE, TIMETABLE, database_of, feed, publish, slack_settings, write_files
from tests.e2e.program import Program, counterpoint
from tests.fakes.feeds import Answer, FeedServer, rss, stalled
from tests.fakes.slack import FakeSlack

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in range(ord("b"), ord("k")))
    + b"]><rss version='2.0'><channel><title>&j;</title></channel></rss>"
)
BAD = {  # what a feed answers, and what the operator reads of it
    "Page": (Answer(body=b"<!doctype html><html><body>Hello</body></html>", content_type="text/html"), "a web page"),
    "Empty": (Answer(body=b""), "the answer is empty"),
    "Missing": (Answer(status=404), "HTTP 404"),
    "Gone": (Answer(status=410), "HTTP 410"),
    "Cut": (Answer(body=rss("<item><title>Half an it")[:-30]), "damaged or cut off"),
    "Bomb": (Answer(body=BOMB), "an entity bomb"),
    "Slow": (stalled, "no complete answer within 2 s"),
    "Huge": (Answer(body=b"<rss>" + b" " * 10_100_000), "more than 10,000,000 bytes"),
}


def source(name: str, url: str) -> str:
    return f'[[source]]\nname = "{name}"\npublisher = "{name}"\nkind = "feed"\nurl = "{url}"\n'


def lines_about(log: str, name: str) -> list[str]:
    """Return the lines that tell what is wrong with a source."""
    return [line for line in log.splitlines() if "cause=" in line and line.replace("'", "").endswith(f"source={name}")]


@pytest.fixture
async def feeds():
    async with FeedServer() as server:
        publish(server)
        server.paths |= {f"/{name}.xml": answer for name, (answer, _) in BAD.items()}
        server.paths["/late.xml"] = Answer(body=feed("late", ("l1", "Ferry timetable", TIMETABLE * 9)))
        yield server


@pytest.fixture
async def slack():
    async with FakeSlack() as server:
        server.world.faults.token_revoked = True
        yield server


@pytest.fixture
def config(tmp_path, feeds, slack):
    bad = "".join(source(name, feeds.url(f"/{name}.xml")) for name in BAD)
    path = write_files(tmp_path, feeds, slack_settings(slack.api_url) + SLACK_AUDIENCE, bad)
    path.write_text(path.read_text().replace("[ingest]", "[ingest]\ntimeout_seconds = 2"))
    (tmp_path / "inbox" / "harbour.txt").write_bytes("Café opens at the quay\nThe café opened.".encode("latin-1"))
    return path


@pytest.mark.timeout(180)
async def test_every_fault_is_one_clear_line_and_the_rest_goes_on(config, feeds):
    catalogue = config.parent / "sources.toml"
    async with Program(config) as program:
        await program.until_logged("source=Slow")
        await program.until_logged("analysed")
        await program.until_logged("slack.bot_token")
        status, parts = await program.ready()
        assert status == 200
        assert "token_revoked; reinstall the app" in parts.pop("slack")
        assert set(parts.values()) == {"ok"}

        good = catalogue.read_text("utf-8") + source("Late", feeds.url("/late.xml"))
        catalogue.write_text(good, "utf-8")
        await program.until_logged("new=1 source=Late")
        catalogue.write_text(good.replace('kind = "feed"', 'kind = "fed"', 1), "utf-8")
        await program.until_logged("the former ones stay")
        assert await program.stop() == 0

    assert "write one of feed, folder" in program.log
    assert "Traceback" not in program.log
    assert program.log.count("token_revoked") == 1
    for name, (_, words) in BAD.items():
        (line,) = lines_about(program.log, name)
        assert words in line
    (note,) = lines_about(program.log, "Drop folder")
    assert "harbour.txt: it is not UTF-8; read as Windows-1252" in note

    catalogue.write_text(good, "utf-8")
    status, table, error = await counterpoint(config, "sources")
    assert status == 0, error
    shown = " ".join(table.split())
    for name in (*BAD, "Late", "Estuary Times", "Quayside"):
        assert name in shown
    assert shown.count("ok") >= 3
    async with open_stores(database_of(config)) as stores:
        assert await stores.articles.count() == 5


@pytest.mark.timeout(180)
async def test_a_database_that_takes_nothing_is_told_by_readyz_until_it_does(config):
    """As on a full disk: no file may grow. What is read meanwhile is answered."""
    often = "min_interval_seconds = 1\ninterval_seconds = 1\nmax_interval_seconds = 1"
    config.write_text(config.read_text().replace("[ingest]", f"[ingest]\n{often}"))
    async with Program(config) as program:
        await program.until_logged("analysed")
        with program.files_full():
            await program.until_logged("lane poll: database")
            status, parts = await program.ready()
            assert status == 503
            assert "counterpoint.sqlite3" in parts["store"]
        await program.until_logged("lane poll works again")
        status, parts = await program.ready()
        assert (status, parts["store"]) == (200, "ok")
        assert await program.stop() == 0
    assert "Traceback" not in program.log
