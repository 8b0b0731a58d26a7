"""An invented small newsroom for end-to-end tests: two outlets, one accusation, its denial elsewhere."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

from bot.domain.briefing import Briefing
from bot.store import open_stores
from tests.fakes.feeds import Answer, FeedServer

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

COMMON_SETTINGS = """
data_dir = "data"
[sources]
catalogue = "sources.toml"
[web]
port = 0
[ingest]
allowed_networks = ["127.0.0.0/8"]
host_delay_seconds = 0
host_concurrency = 8
"""
AUDIENCE = """
[[audience]]
name = "Harbour desk"
platform = "{platform}"
workspace = "{workspace}"
channel = "{channel}"
schedule = "daily 08:00"
zone = "Europe/Berlin"
"""
SLACK_AUDIENCE = AUDIENCE.format(platform="slack", workspace="T0TEAM", channel="C0NEWS")
SOURCES = """
[[source]]
name = "Estuary Times"
publisher = "Estuary Times"
family = "estuary"
kind = "feed"
url = "{feeds}/estuary.xml"

[[source]]
name = "Quayside"
publisher = "Quayside"
family = "quayside"
kind = "feed"
url = "{feeds}/quayside.xml"
"""
FOLDER = """
[[source]]
name = "Drop folder"
publisher = "Newsdesk"
kind = "folder"
path = "inbox"
"""


def slack_settings(base_url: str) -> str:
    """Return the settings that connect to a fake Slack."""
    tokens = 'bot_token = "xoxb-fake"\napp_token = "xapp-fake"'
    return f'[slack]\nenabled = true\n{tokens}\nbase_url = "{base_url}"\n'


def discord_settings(token: str, api_url: str, gateway_url: str = "") -> str:
    """Return the settings that connect to a fake Discord."""
    urls = f'api_url = "{api_url}"\ngateway_url = "{gateway_url}"'
    return f'[discord]\nenabled = true\ntoken = "{token}"\n{urls}\n'


def publish(server: FeedServer) -> None:
    """Put both outlets on a feed server: the accusation in full, the denial as a teaser with a page behind it."""
    title = "Port of Vellmar denies dumping solvent"
    teaser = feed("quayside", ("q1", title, ["The port answers the union."]))
    page = Answer(body=article_page(title, DENYING), content_type="text/html")
    server.paths |= {
        "/estuary.xml": Answer(
            body=feed("estuary", ("e1", "Union accuses Port of Vellmar over solvent", ACCUSING * 3))
        ),
        "/quayside.xml": Answer(
            body=teaser.replace(b"https://quayside.example/q1", server.url("/pages/denial").encode())
        ),
        "/pages/denial": page,
    }


def write_files(folder: Path, server: FeedServer, settings: str, sources: str = "") -> Path:
    """Write sources.toml (both outlets and others), the drop folder with one hostile file, and the settings."""
    (folder / "inbox").mkdir()
    (folder / "inbox" / "timetable.txt").write_text("\n".join([HOSTILE_TITLE, *TIMETABLE]), "utf-8")
    (folder / "sources.toml").write_text(SOURCES.format(feeds=server.url("")) + FOLDER + sources, "utf-8")
    path = folder / "counterpoint.toml"
    path.write_text(COMMON_SETTINGS + settings, "utf-8")
    return path


def database_of(config: Path) -> str:
    """Return the address of the database that belongs to a settings file."""
    return f"sqlite:///{config.parent / 'data' / 'counterpoint.sqlite3'}"


async def miss_a_slot(config: Path) -> None:
    """Make the last slot of every audience one that passed while the program was down."""
    async with open_stores(database_of(config)) as stores:
        for audience in await stores.audiences.all():
            earlier = audience.schedule_since_at - timedelta(days=1)
            await stores.audiences.save(dataclasses.replace(audience, schedule_since_at=earlier))


async def latest_briefings(config: Path) -> list[Briefing]:
    """Return the newest briefing of every audience."""
    async with open_stores(database_of(config)) as stores:
        found = [await stores.deliveries.latest_briefing(one.id) for one in await stores.audiences.all()]
    return [one for one in found if one]


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
