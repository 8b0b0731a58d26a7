"""Mailboxes against a real IMAP server: what is read, what is left alone, and every way it can fail in words."""

from __future__ import annotations

import asyncio
import contextlib
from ipaddress import ip_network

import pytest

from bot.domain.mailbox import Sender
from bot.domain.ports import MailRequest
from bot.errors import FetchError
from bot.ingest.imap import MAILS_A_VISIT, MAILS_AT_FIRST, ImapReader
from tests.builders.mail import letter, mailbox

pytestmark = pytest.mark.imap

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
WORDS = ["The council voted on Tuesday to widen the eastern quay.", "The work is to begin in May."]


@pytest.fixture
async def server(tmp_path, monkeypatch, request):
    from tests.fakes.imap_server import ImapServer

    async with ImapServer(tmp_path, getattr(request, "param", "tls")) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.authority))
        yield running


def ask(server, place=None, *, max_bytes=1_000_000, **changes):
    values = {"host": "localhost", "port": server.port, "user": "demouser", "security": server.security}
    return MailRequest(mailbox=mailbox(**values | changes), place=place, max_bytes=max_bytes, timeout_seconds=5.0)


def reader(password="demopass", allowed=LOOPBACK):
    return ImapReader(environ={"NEWS_PASSWORD": password}, allowed_networks=allowed)


async def flags(server, folder="INBOX"):
    def look(client):
        client.select(folder, readonly=True)
        return client.uid("FETCH", "1:*", "(FLAGS)")[1]

    return b" ".join(await server.do(look))


def subjects(answer):
    return [mail.data.partition(b"Subject: ")[2].splitlines()[0].decode() for mail in answer.mails]


@pytest.mark.parametrize("server", ["tls", "starttls", "none"], indirect=True)
async def test_only_what_is_new_is_read_and_nothing_is_marked(server):
    await server.put(letter("One", WORDS), letter("Two", WORDS))
    first = await reader().read(ask(server))
    assert subjects(first) == ["One", "Two"]
    nothing = await reader().read(ask(server, first.place))
    assert (nothing.mails, nothing.place) == ((), first.place)
    await server.put(letter("Three", WORDS))
    second = await reader().read(ask(server, first.place))
    assert subjects(second) == ["Three"]
    assert (await reader().read(ask(server, second.place))).mails == ()
    assert b"Seen" not in await flags(server)


async def test_mails_are_marked_where_that_is_asked_for(server):
    await server.put(letter("One", WORDS))
    await reader().read(ask(server, mark_read=True))
    assert b"Seen" in await flags(server)


async def test_only_named_senders_are_downloaded(server):
    await server.put(letter("Private", WORDS, sender="Aunt <aunt@home.example>"), letter("News", WORDS))
    senders = (Sender(address="@harbour.example", publisher="Harbour Post", family="harbour"),)
    answer = await reader().read(ask(server, senders=senders))
    assert subjects(answer) == ["News"]
    assert answer.mails[0].sender == senders[0]
    assert (await reader().read(ask(server, answer.place, senders=senders))).place == answer.place


async def test_a_mail_that_is_too_large_is_left_out_with_a_line(server):
    await server.put(letter("Huge", ["x" * 70] * 300), letter("Small", WORDS))
    answer = await reader().read(ask(server, max_bytes=5_000))
    assert subjects(answer) == ["Small"]
    assert "5,000 are read (ingest.max_bytes)" in answer.warnings[0]


async def test_a_full_mailbox_gives_its_newest_at_first_and_then_a_visits_worth(server):
    await server.put(*(letter(f"Old {n}", WORDS) for n in range(MAILS_AT_FIRST + 10)))
    first = await reader().read(ask(server))
    assert subjects(first)[::49] == ["Old 10", f"Old {MAILS_AT_FIRST + 9}"]
    await server.put(*(letter(f"New {n}", WORDS) for n in range(MAILS_A_VISIT + 5)))
    second = await reader().read(ask(server, first.place))
    third = await reader().read(ask(server, second.place))
    assert (len(second.mails), subjects(third)[-1]) == (MAILS_A_VISIT, f"New {MAILS_A_VISIT + 4}")
    assert len(third.mails) == 5


async def test_a_folder_of_its_own_that_is_made_anew_is_read_anew(server):
    await server.do(lambda client: client.create("Letters"))
    await server.put(letter("One", WORDS), folder="Letters")
    first = await reader().read(ask(server, folder="Letters"))
    await server.do(lambda client: (client.delete("Letters"), client.create("Letters")))
    await server.put(letter("Other", WORDS), folder="Letters")
    second = await reader().read(ask(server, first.place, folder="Letters"))
    assert subjects(second) == ["Other"]
    assert first.place.partition(":")[0] != second.place.partition(":")[0]


async def test_an_empty_folder_is_no_error(server):
    first = await reader().read(ask(server))
    await server.put(letter("One", WORDS))
    assert subjects(await reader().read(ask(server, first.place))) == ["One"]


@pytest.mark.parametrize(
    ("changes", "who", "cause"),
    [
        ({"user": "nobody"}, {}, "refuses the login .* check user and NEWS_PASSWORD"),
        ({}, {"password": "wr0ng-secret"}, "refuses the login"),
        ({}, {"password": ""}, "set the environment variable NEWS_PASSWORD"),
        ({"folder": "Nowhere"}, {}, "the folder 'Nowhere' cannot be opened"),
        ({}, {"allowed": ()}, "private, local or reserved"),
        ({"host": "127.0.0.1"}, {}, "its certificate is not trusted .*SSL_CERT_FILE"),
        ({"port": 1}, {}, "the connection is refused"),
        ({"host": "nowhere.invalid"}, {}, "its name cannot be resolved"),
    ],
)
async def test_each_failure_is_one_line_without_the_password(server, changes, who, cause):
    request = ask(server, **changes)
    with pytest.raises(FetchError, match=cause) as caught:
        await reader(**who).read(request)
    line = caught.value.message
    assert line.startswith(f"{request.mailbox.user} at {request.mailbox.host}: ")
    assert "\n" not in line
    assert not who.get("password") or who["password"] not in line


@pytest.mark.parametrize("server", ["none"], indirect=True)
async def test_tls_is_asked_for_and_a_server_without_it_is_refused(server):
    for security, cause in (("tls", "speaks no TLS at this port"), ("starttls", "broke off|STARTTLS")):
        with pytest.raises(FetchError, match=cause):
            await reader().read(ask(server, security=security))


async def test_a_password_never_travels_in_the_clear_but_on_loopback(server):
    for host in ("192.0.2.1", "10.1.2.3"):
        with pytest.raises(FetchError, match="would travel in the clear"):
            await reader(allowed=(ip_network("0.0.0.0/0"),)).read(ask(server, host=host, security="none"))
    assert server.connections == 0


@contextlib.asynccontextmanager
async def raw_server(serve, ssl=None):
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=ssl)
    async with server:
        yield server.sockets[0].getsockname()[1]


def hostile(words, repeat):
    async def serve(_, writer):
        writer.write(b"* OK ready\r\n")
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(words)
                await writer.drain()
                if not repeat:
                    await asyncio.Event().wait()

    return serve


@pytest.mark.parametrize(
    ("words", "repeat", "cause"),
    [
        (b"* 1 EXISTS\r\n", True, "sends too much"),
        (b"* 1 FETCH (BODY[] {999999999}\r\n", False, "sends too much"),
        (b"x" * 2_000_000, False, "broke off"),
        (b"", False, "no answer within 1 s"),
        (b"HTTP/1.1 400 Bad Request\r\n", False, "speaks no IMAP"),
    ],
)
async def test_a_hostile_server_costs_its_bound_and_no_more(words, repeat, cause):
    async with raw_server(hostile(words, repeat)) as port:
        box = mailbox(host="127.0.0.1", port=port, security="none")
        with pytest.raises(FetchError, match=cause):
            await reader().read(MailRequest(mailbox=box, max_bytes=100_000, timeout_seconds=1.0))


def silent(security, context, asked, left):
    """Return a server that keeps a connection as private as asked for, then answers nothing."""

    async def serve(lines, writer):
        writer.write(b"* OK ready\r\n")
        while security == "starttls":
            tag, command = (await lines.readline()).split()
            writer.write(b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" * (command == b"CAPABILITY") + tag + b" OK done\r\n")
            if command == b"STARTTLS":
                await writer.start_tls(context)
                break
        await lines.readline()
        asked.set()
        with contextlib.suppress(ConnectionError):
            await lines.read()
        left.set()

    return serve


@pytest.mark.parametrize("security", ["none", "tls", "starttls"])
async def test_a_server_that_falls_silent_is_hung_up_on_when_the_visit_ends(tmp_path, monkeypatch, security):
    from tests.fakes.imap_server import server_context

    context, authority = server_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    asked, left = asyncio.Event(), asyncio.Event()
    async with raw_server(silent(security, context, asked, left), ssl=context if security == "tls" else None) as port:
        box = mailbox(host="localhost", port=port, security=security)
        visit = asyncio.create_task(reader().read(MailRequest(mailbox=box, timeout_seconds=60.0)))
        await asyncio.wait({asyncio.create_task(asked.wait()), visit}, return_when=asyncio.FIRST_COMPLETED)
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            await visit
        async with asyncio.timeout(20):  # of the minute that the thread would wait
            await left.wait()
