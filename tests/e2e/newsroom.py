"""An invented small newsroom for end-to-end tests: two outlets, one accusation, its denial elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

CLAIM = (
    "The Dockers' Union alleges that the Port of Vellmar dumped 400 barrels of solvent into the Sorrel estuary in May."
)
DENIAL = (
    "The Port of Vellmar rejects the union's allegation about solvent in the Sorrel estuary, saying every barrel is in"
    " its waste register."
)
ACCUSING = [
    CLAIM,
    "Divers hired by the union photographed rusted drums on the river bed below the north quay on Sunday.",
    "The Sorrel estuary supplies drinking water to three districts and shelters a protected heron colony.",
    "Inspectors from the regional water board collected samples at five points along the estuary on Monday.",
    "Results of the laboratory analysis are expected within ten days, the water board said in a notice.",
    "Fishing boats stayed in the harbour of Vellmar while the samples were taken from the estuary.",
]
DENYING = [
    DENIAL,
    "Its harbour master showed reporters the register, which lists each drum that left the north quay since January.",
    "The port invited the regional water board to examine the register and the quay on Tuesday.",
    "The Dockers' Union has organised strikes at the Port of Vellmar four times in the past two years.",
    "Divers of the Dockers' Union had photographed rusted drums on the river bed below the north quay.",
    "Inspectors of the water board collected samples along the Sorrel estuary, which supplies drinking water.",
]
HOSTILE_TITLE = "@everyone <!channel> Bus & <b>tram</b> timetable *changes*"
TIMETABLE = [
    "The tramways of Brenholt publish a new timetable for their three lines on the first of the month.",
    "Tram line four will run every twelve minutes in the morning instead of every fifteen, the operator said.",
    "Season tickets remain valid on both services, and prices stay as they were set in January.",
]


def feed(name: str, *items: tuple[str, str, list[str]]) -> bytes:
    """Return an RSS feed with full texts; an item is (guid, title, paragraphs)."""
    published = format_datetime(datetime.now(UTC) - timedelta(hours=2))
    rows = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{escape(title)}</title>"
        f"<link>https://{name}.example/{guid}</link><pubDate>{published}</pubDate>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{escape(paragraph)}</p>' for paragraph in paragraphs)}]]>"
        "</content:encoded></item>"
        for guid, title, paragraphs in items
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>"
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>{name}</title><link>https://{name}.example/</link>{rows}</channel></rss>"
    ).encode()


def article_page(title: str, paragraphs: list[str]) -> bytes:
    """Return an HTML page with one article between navigation and footer."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang='en'><head><title>{escape(title)}</title></head><body><nav><a href='/'>Home</a>"
        f"</nav><article><h1>{escape(title)}</h1>{text}</article><footer>Imprint</footer></body></html>"
    ).encode()
