"""A TLS server on loopback that stands for thousands of feed hosts: the far end of benchmarks/ingest.py.

    python benchmarks/feedhost.py CERTIFICATE KEY

Prints its port and serves until its standard input closes. A conditional request is answered with 304, any other with
a feed of ITEMS invented articles, different for each path. It speaks just enough HTTP/1.1 to cost as little as it can:
what is measured is the client.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from contextlib import suppress

ITEMS = 20
PARAGRAPHS = 14
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\nConnection: close\r\n\r\n'
BACKLOG = 4_096


def feed(name: str, items: int = ITEMS, paragraphs: int = PARAGRAPHS) -> bytes:
    """Return an RSS 2.0 feed whose every article is long enough to be taken as it stands."""
    articles = "".join(article(name, number, paragraphs) for number in range(items))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Outlet {name}</title><link>https://{name}.example/</link><description>News</description>"
        f"{articles}</channel></rss>"
    ).encode()


def article(name: str, number: int, paragraphs: int) -> str:
    words = "".join(
        f"<p>Paragraph {part} of report {number}: the council of <em>{name}</em> said on Monday that bridge {part}"
        f" opens; its <a href='https://{name}.example/{part}'>survey</a> found no fault in {number} spots.</p>"
        "\n"
        for part in range(paragraphs)
    )
    link = f"https://{name}.example/2026/03/{number}"
    return (
        f"<item><title>Report {number} from {name} &amp; its bridges</title><link>{link}</link>"
        f"<guid>{link}</guid><pubDate>Wed, 04 Mar 2026 {number % 24:02}:{number % 60:02}:00 +0100</pubDate>"
        f"<dc:creator>A. Reporter</dc:creator><category>Bridges</category><category>Council</category>"
        f"<description>Bridge {number} of {name} is to reopen.</description>"
        f"<content:encoded><![CDATA[{words}]]></content:encoded></item>\n"
    )


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
        head = await reader.readuntil(b"\r\n\r\n")
        if b"\r\nif-none-match:" in head.lower():
            writer.write(UNCHANGED)
        else:
            body = feed(head.split(b" ", 2)[1].decode("ascii").strip("/"))
            writer.write(
                b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "1"\r\nConnection: close\r\n'
                b"Content-Length: %d\r\n\r\n" % len(body)
            )
            writer.write(body)
        await writer.drain()
    writer.transport.abort() if writer.transport.is_closing() else writer.close()


async def serve(certificate: str, key: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context, backlog=BACKLOG)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)  # until the benchmark closes it


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:3]))
