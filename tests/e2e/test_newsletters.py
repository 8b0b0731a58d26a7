"""The real program and a real IMAP server: letters become articles, and their password stays where it is."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import open_stores
from tests.builders.mail import letter
from tests.e2e.newsroom import ACCUSING, COMMON_SETTINGS, DENYING, database_of
from tests.e2e.program import Program, counterpoint

pytestmark = pytest.mark.imap

MAILBOX = """
[[source]]
name = "Letters"
kind = "imap"
host = "localhost"
port = {port}
user = "demouser"
password_env = "NEWS_PASSWORD"
interval_seconds = 1
mark_read = true
senders = {{ "@estuary.example" = {{ publisher = "Estuary Times", family = "estuary" }}, "*" = "Somebody" }}

[[source]]
name = "Locked"
kind = "imap"
host = "localhost"
port = {port}
user = "nobody"
password_env = "NEWS_PASSWORD"
"""


@pytest.fixture
async def server(tmp_path):
    from tests.fakes.imap_server import ImapServer

    async with ImapServer(tmp_path) as running:
        yield running


@pytest.fixture
def config(tmp_path, server):
    (tmp_path / "sources.toml").write_text(MAILBOX.format(port=server.port), "utf-8")
    path = tmp_path / "counterpoint.toml"
    allowed = COMMON_SETTINGS.replace('"127.0.0.0/8"', '"127.0.0.0/8", "::1/128"')
    path.write_text(allowed + "min_interval_seconds = 1\n[log]\nlevel = 'debug'\n", "utf-8")
    return path


async def flags(server):
    """Return the flags of all mails."""

    def look(client):
        client.select("INBOX", readonly=True)
        return client.uid("FETCH", "1:*", "(FLAGS)")[1]

    return b" ".join(await server.do(look))


async def arrived(stores, message_id):
    """Return an article once it is stored."""
    (source,) = [one for one in await stores.sources.sources() if one.name == "Letters"]
    async with asyncio.timeout(60):
        while (found := await stores.articles.find(source.id, message_id)) is None:
            await asyncio.sleep(0.05)
    return found


async def test_letters_become_articles_of_their_senders_and_the_password_stays_secret(config, server):
    accusing = letter("Union accuses port", ACCUSING, sender="E <news@estuary.example>", message_id="1@e", html=True)
    await server.put(accusing)
    secrets = {"NEWS_PASSWORD": "demopass", "SSL_CERT_FILE": str(server.authority)}
    status, told, _ = await counterpoint(config, "check", environment=secrets)
    assert (status, "1 of 2 readable" in told) == (1, True)
    assert b"Seen" not in await flags(server)
    async with Program(config, secrets) as program:
        await program.until_logged("new=1 source=Letters")
        await server.put(letter("Port denies", DENYING, sender="Q <news@quayside.example>", message_id="2@q"))
        await program.until_logged("nobody at localhost: the server refuses the login")
        async with open_stores(database_of(config)) as stores:
            denial = await arrived(stores, "<2@q>")
            accusation = await arrived(stores, "<1@e>")
        assert await program.stop() == 0
    assert (await flags(server)).count(b"Seen") == 2
    assert "demopass" not in program.log + told
    assert "Traceback" not in program.log
    assert (accusation.article.publisher, accusation.article.family) == ("Estuary Times", "estuary")
    assert accusation.revision.body.splitlines() == ACCUSING
    assert (denial.article.publisher, denial.revision.body.splitlines()) == ("Somebody", DENYING)
    assert not any(b"demopass" in path.read_bytes() for path in (config.parent / "data").iterdir())

    status, table, error = await counterpoint(config, "sources")
    assert status == 0, error
    assert "refuses the login" in " ".join(table.split())
