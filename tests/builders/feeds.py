"""Feeds by their grammar: RSS, RDF, Atom and JSON Feed with odd, missing, repeated and foreign parts (hypothesis)."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

XML_TEXT = st.characters(min_codepoint=0x20, max_codepoint=0xD7FF)  # what XML 1.0 allows, below the surrogates

WORDS = st.one_of(
    st.sampled_from(
        ["", " ", "Bridge to open", "A & B", "Fish &amp; chips", "x < y > z", "It&#8217;s", "<b>Bold</b> move"]
    ),
    st.sampled_from(
        ["café", "caf\u00c3\u00a9", "smart \x93quotes\x94", "<script>alert(1)</script>", "&nbsp;", "<foo>bar</foo>"]
    ),
    st.text(XML_TEXT, max_size=40),
)
MARKUP = st.one_of(
    WORDS,
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br/>",
                "<a href='https://a.example/?b=1&c=2'>",
                "</a>",
                "<EM>",
                "</EM>",
                "&amp;",
                "&lt;p&gt;",
                "<img src=x alt='a > b'>",
                "<!-- note -->",
                "<style>p{}</style>",
                "text ",
                "\n",
                "&am",
                "p;",
                "<![CDATA[",
                "<",
                "'",
                "<svg><text>",
                "</svg>",
                '<p title="it\'s">',
                "&#1;",
                "&#x110000;",
                "\xa0",
                "\u200b",
                "<iframe>",
                "<p/>",
                "<Br>",
            ]
        ),
        max_size=8,
    ).map("".join),
)
_GOOD = st.integers(1, 9).map("https://a.example/{}".format)
LINKS = _GOOD | st.sampled_from(
    [
        "https://a.example/1",
        "http://b.example/x?y=1&z=2",
        "/relative",
        "javascript:alert(1)",
        "",
        "https://a.example/?a=1&copy;=2",
        "https://a.example/#part",
        "https://a.example/?",
        "tag:a.example,2026:1",
        "urn:uuid:1-2",
        "12345",
        "  https://a.example/2 ",
        "http:nothing",
        "https://A.example/Ü",
        "//a.example/3",
        "https://u:p@a.example/",
    ]
)
DATES = st.just("Wed, 04 Mar 2026 10:00:00 GMT") | st.sampled_from(
    [
        "Wed, 04 Mar 2026 10:00:00 +0100",
        "2026-03-04T10:00:00Z",
        "2026-03-04",
        "Mi, 4. Maerz 2026",
        "",
        "now",
        "0",
        "Wed, 04 Mar 2026 25:00:00 GMT",
        "2026-03-04T10:00:00",
        "04 Mar 26 10:00 EST",
        "2026-02-30T10:00:00Z",
    ]
)


def _written(text: str, *, cdata: bool) -> str:
    return f"<![CDATA[{text}]]>" if cdata and "]]>" not in text else escape(text)


@st.composite
def element(draw: st.DrawFn, name: str, values: st.SearchStrategy[str], attributes: tuple[str, ...] = ()) -> str:
    """Return one element; its attributes are drawn from ready-made ones, mostly none."""
    words = _written(draw(values), cdata=draw(st.booleans()))
    extra = draw(st.sampled_from(("", "", *attributes)))
    return f"<{name}{' ' + extra if extra else ''}>{words}</{name}>"


_COMMON = [
    element("dc:creator", WORDS),
    element("dc:date", DATES),
    element("dc:subject", WORDS),
    element("dcterms:modified", DATES),
    element("slash:comments", st.just("3")),
    element("media:title", WORDS),
    st.just("<media:thumbnail url='https://a.example/i.png'/>"),
    st.just("<media:group><media:content url='u'/></media:group>"),
    element("x:unknown", WORDS),
    st.just("<itunes:summary>Sound</itunes:summary>"),
]
_RSS = [
    element("title", WORDS, ("type='html'", "xml:lang='en'")),
    element("link", LINKS),
    element("guid", LINKS, ("isPermaLink='false'", "isPermaLink='true'", "ispermalink='false'")),
    element("description", MARKUP, ("xml:base='https://c.example/'",)),
    element("content:encoded", MARKUP),
    element("pubDate", DATES),
    element("author", WORDS),
    element("category", WORDS, ("domain='d'", "term='t'")),
    st.builds(
        lambda url, rest: f"<enclosure url={quoteattr(url)}{rest}/>",
        LINKS,
        st.sampled_from([" type='audio/mpeg' length='1'", "", " type='Audio/MPEG' length=' 12 '", " length='x'"]),
    ),
    st.just("<source url='https://a.example/f'>Another</source>"),
    st.just("<atom:link href='https://a.example/self' rel='self'/>"),
    st.just("<description><p>inline</p></description>"),
]
_ATOM = [
    element("title", WORDS, ("type='html'", "type='text'", "type='xhtml'", "type='TEXT'")),
    element("id", LINKS),
    element("summary", MARKUP, ("type='html'", "type='text'")),
    element(
        "content", MARKUP, ("type='html'", "type='text/html'", "src='https://a.example/x'", "type='application/xml'")
    ),
    element("published", DATES),
    element("updated", DATES),
    element("rights", WORDS),
    st.builds(
        lambda href, rest: f"<link href={quoteattr(href)}{rest}/>",
        LINKS,
        st.sampled_from(
            [
                "",
                " rel='alternate'",
                " rel='self'",
                " rel='alternate' type='text/html'",
                " type='image/png'",
                " rel='ALTERNATE'",
                " rel='enclosure' type='audio/mpeg' length='77'",
                " rel='Enclosure'",
            ]
        ),
    ),
    st.builds(
        lambda name, mail: f"<author>{name}{mail}</author>",
        element("name", WORDS),
        st.sampled_from(["", "<email>a@b.example</email>"]),
    ),
    st.builds(lambda term: f"<category term={quoteattr(term)}/>", WORDS),
    st.just("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Deep</p></div></content>"),
    st.just("<source><title>Other</title></source>"),
]
_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    ' xmlns:x="https://x.example/"'
)
_ATOM_SPACE = ' xmlns:atom="http://www.w3.org/2005/Atom"'
_PROLOGS = st.sampled_from(['<?xml version="1.0" encoding="UTF-8"?>\n'] * 9 + ["", '<?xml version="1.0"?>'])


def _items(
    name: str, parts: list[st.SearchStrategy[str]], attributes: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    inside = st.lists(st.one_of(*parts[:7]) | st.one_of(*parts, *_COMMON), max_size=5, unique=True).map("".join)
    one = st.builds(lambda extra, body: f"<{name}{extra}>{body}</{name}>", attributes, inside)
    return st.lists(one, max_size=3).map("\n".join)


@st.composite
def xml_feeds(draw: st.DrawFn) -> bytes:
    """Return a well-formed feed of RSS 2.0, RSS 1.0 (RDF) or Atom 1.0."""
    none = st.just("")
    kind = draw(st.sampled_from(["rss", "atom", "rdf"]))
    if kind == "rss":
        spaces = _SPACES + draw(st.sampled_from([_ATOM_SPACE, ""]))
        items = draw(_items("item", _RSS if _ATOM_SPACE in spaces else _RSS[:-2], none))
        head = draw(
            st.sampled_from(
                ["", "<title>Feed</title><link>https://a.example/</link>", "<image><title>I</title></image>"]
            )
        )
        text = f'<rss version="2.0" {spaces}><channel>{head}{items}</channel></rss>'
    elif kind == "atom":
        items = draw(_items("entry", _ATOM, none))
        text = f'<feed xmlns="http://www.w3.org/2005/Atom" {_SPACES}><title>Feed</title>{items}</feed>'
    else:
        about = st.sampled_from(["", ' rdf:about="https://a.example/1"', ' rdf:about="x"'])
        items = draw(_items("item", _RSS[:6], about))
        spaces = _SPACES + draw(st.sampled_from([_ATOM_SPACE, ""]))
        text = (
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
            f" {spaces}><channel rdf:about='https://a.example/'><title>Feed</title></channel>{items}</rdf:RDF>"
        )
    return (draw(_PROLOGS) + text).encode()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=2)
)


@st.composite
def json_feeds(draw: st.DrawFn) -> bytes:
    """Return a JSON Feed whose members may be missing or of another type."""
    members = {
        "id": LINKS, "url": LINKS, "external_url": LINKS, "title": WORDS, "content_html": MARKUP, "content_text": WORDS,
        "summary": WORDS, "date_published": DATES, "date_modified": DATES, "tags": st.lists(WORDS, max_size=3),
        "attachments": st.lists(st.fixed_dictionaries({"url": LINKS, "size_in_bytes": _JSON}), max_size=2),
        "authors": st.lists(st.fixed_dictionaries({"name": WORDS}), max_size=2),
    }  # fmt: skip
    item = st.fixed_dictionaries({}, optional={name: values | _JSON for name, values in members.items()})
    items = draw(st.lists(item | _JSON, max_size=3))
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Feed", "items": items}).encode()
