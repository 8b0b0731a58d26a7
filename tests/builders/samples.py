"""One document of each kind we read, with the parts that real ones have: what mutations begin with."""

from __future__ import annotations

import json

from tests.fakes.feeds import item, page, rss

_DATE = "Wed, 04 Mar 2026 10:00:00 +0100"
_WORDS = "<p>The mayor said on Monday that the <b>bridge</b> is safe &amp; open.</p><p>An engineer denied it.</p>"
_LONG = (
    "The council of Vellmar met on Monday to decide on the bridge over the Sorrel, which has been shut for weeks.",
) * 8
_RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>A</title></channel>
<item rdf:about="https://a.example/1"><title>Bridge</title><link>https://a.example/1</link>
<dc:date>2026-03-04T10:00:00Z</dc:date>
<dc:creator>A. Reporter</dc:creator><description>Words</description></item></rdf:RDF>"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/"><title>A</title><entry>
<id>tag:a.example,2026:1</id>
<title type="html">Bridge &amp;amp; ford</title><link href="/1"/><updated>2026-03-04T10:00:00Z</updated>
<author><name>B</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></content></entry></feed>"""
_HEAD = (
    '<meta property="og:title" content="Bridge"><meta property="article:published_time" content="2026-03-04T10:00:00Z">'
    '<link rel=canonical href="https://a.example/1"><script type="application/ld+json">'
    '{"@graph":[{"headline":"Bridge","datePublished":"2026-03-04T10:00:00Z","author":[{"name":"B"}]}]}</script>'
)

FEEDS = [
    rss(*(item(str(n), f"Title {n}", _WORDS, f"https://a.example/{n}", _DATE) for n in range(3))),
    _RDF.encode(),
    _ATOM.encode(),
    _ATOM.encode("utf-16"),
    json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": 1, "title": "A", "content_html": _WORDS, "date_published": "2026-03-04T10:00:00Z"}],
        }
    ).encode(),
]
PAGES = [
    page("Bridge", *_LONG, head=_HEAD),
    page("Brücke", "Grüße aus Vellmar. " * 40).replace(b"charset=utf-8", b"charset=iso-8859-1"),
    page("Table", "<table><tr><td>1<td>2</table>" * 20, "<ul><li>one<li>two</ul>" * 20, *_LONG),
]
