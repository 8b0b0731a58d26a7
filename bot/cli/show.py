"""Verbs that show what the store holds; they connect to nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.session import console, fail, load_settings, reported, with_app

if TYPE_CHECKING:
    from bot.app.compose import App
    from bot.domain.article import SourceState
    from bot.domain.audience import Audience
    from bot.domain.briefing import Briefing
    from bot.domain.delivery import Delivery
    from bot.domain.document import Document


_SOURCE_COLUMNS: tuple[str, ...] = (
    "source", "kind", "articles", "last read", "next visit", "health", "pushed by",
)  # fmt: skip
MOST_ROWS = 1_000_000  # more than a terminal shows; a database takes no number of any size


class Form(StrEnum):
    """How a briefing is printed."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    SLACK = "slack"
    DISCORD = "discord"


def brief(
    to: Annotated[Form, typer.Option(help="For people, for programs, or as a platform's payloads.")] = Form.TEXT,
    audience: Annotated[str | None, typer.Option(help="Name of an audience; else the newest briefing of all.")] = None,
) -> None:
    """Print the newest briefing as it stands."""

    async def work(app: App) -> Briefing | None:
        names = {one.name: one.id for one in await app.stores.audiences.all()}
        if audience is not None and audience not in names:
            raise fail(f"No audience {audience!r}; choose one of: {', '.join(sorted(names)) or '(none yet)'}.")
        wanted = [names[audience]] if audience else list(names.values())
        found = [one for name in wanted if (one := await app.stores.deliveries.latest_briefing(name))]
        newest = max(found, key=lambda one: one.created_at, default=None)
        return newest and await app.as_it_stands(newest)

    briefing = with_app(work)
    if briefing is None:
        raise fail("No briefing has been made yet; see counterpoint audiences for the next runs.")
    _print_briefing(briefing, to)


def _print_briefing(briefing: Briefing, to: Form) -> None:
    from bot.app.payloads import as_html, as_json, as_messages
    from bot.delivery.console import print_document

    match to:
        case Form.TEXT:
            print_document(briefing.overview, console())
        case Form.JSON:
            typer.echo(as_json(briefing))
        case Form.HTML:
            typer.echo(as_html(briefing))
        case Form.SLACK | Form.DISCORD:
            typer.echo(json.dumps(as_messages(briefing, to.value), ensure_ascii=False, indent=2))


def story(wanted: Annotated[list[str], typer.Argument(help="A story's id, or words of its titles.")]) -> None:
    """Print one story with its summary and disputes."""
    typed = " ".join(wanted)

    async def work(app: App) -> Document | None:
        return await app.answers.story(typed) or await app.answers.story(await _titled(app, typed))

    document = with_app(work)
    if document is None:
        raise fail(f"No story {typed!r}; counterpoint brief and counterpoint search show the ids.")
    _print(document)


async def _titled(app: App, words: str) -> str:
    """Return the id of the newest story whose titles hold the words, or "" where there is none."""
    from bot.commands.story import find_stories

    found = await find_stories(words, stories=app.stores.stories, articles=app.stores.articles)
    return found[0].id if found else ""


def dispute(dispute_id: Annotated[str, typer.Argument(help="A dispute's id, as briefings show it.")]) -> None:
    """Print one disputed claim with all its sides and its history."""
    document = with_app(lambda app: app.answers.dispute(dispute_id))
    if document is None:
        raise fail(f"No dispute {dispute_id!r}; counterpoint disputes shows the ids.")
    _print(document)


def why(
    about: Annotated[list[str], typer.Argument(help="A dispute's or a story's id, or words of its titles.")],
    audience: Annotated[str | None, typer.Option(help="For a story: only this audience.")] = None,
) -> None:
    """Print why a claim is flagged. Of a story: why it is briefed or not."""
    typed = " ".join(about)

    async def work(app: App) -> Document | None:
        known = await app.stores.audiences.all()
        if audience is not None and audience not in {one.name for one in known}:
            raise fail(
                f"No audience {audience!r}; choose one of: {', '.join(one.name for one in known) or '(none yet)'}."
            )
        wanted = [one for one in known if audience in {None, one.name}]
        zone = wanted[0].zone if wanted else "UTC"
        explain = partial(app.explainer.explain, audiences=wanted, zone=zone, now=app.clock.now())
        return await explain(typed) or await explain(await _titled(app, typed))

    document = with_app(work)
    if document is None:
        raise fail(f"No dispute and no story {typed!r}; counterpoint disputes and counterpoint brief show the ids.")
    _print(document)


def method() -> None:
    """Print how briefings are made and how often they err."""
    from bot.commands.method import method as document

    _print(document("counterpoint"))


def sources() -> None:
    """Print each source with its health and next visit. Of one that a hub pushes: until when."""
    rows, columns = with_app(_source_rows), _SOURCE_COLUMNS
    if not any(row[-1] for row in rows):
        rows, columns = [row[:-1] for row in rows], columns[:-1]
    _table(columns, rows, empty="No sources yet; counterpoint check reads sources.toml.")


async def _source_rows(app: App) -> list[tuple[str, ...]]:
    from bot.ingest.health import words
    from bot.ingest.websub import words as push_words

    now, states = app.clock.now(), await app.stores.sources.states()
    hubs: dict[str, list[str]] = {}
    for one in await app.stores.subscriptions.all():
        hubs.setdefault(one.source_id, []).append(push_words(one, now))
    rows: list[tuple[str, ...]] = []
    for source in await app.stores.sources.sources():
        state = states.get(source.id)
        rows.append(
            (
                source.name,
                source.kind,
                str(state.articles if state else 0),
                _when(state.last_success_at) if state else "",
                _next_visit(state, now),
                words(state, now),
                "; ".join(hubs.get(source.id, ())),
            )
        )
    return rows


def _next_visit(state: SourceState | None, now: datetime) -> str:
    if state is not None and state.retired:
        return "none"
    return _when(state.next_poll_at) if state and state.next_poll_at and state.next_poll_at > now else "due"


def audiences() -> None:
    """Print each audience with its schedule and next run."""

    async def work(app: App) -> list[tuple[str, ...]]:
        return [_audience_row(one, app.next_runs(one, 1)[0]) for one in await app.stores.audiences.all()]

    columns = ("audience", "platform", "schedule", "zone", "topics", "next run")
    _table(
        columns,
        with_app(work),
        empty="No audiences yet; add [[audience]] to counterpoint.toml.",
    )


def deliveries(limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=MOST_ROWS)] = 20) -> None:
    """Print what was sent, what waits, what failed and why."""

    async def work(app: App) -> list[tuple[str, ...]]:
        return [_delivery_row(one) for one in await app.stores.deliveries.deliveries(limit)]

    _table(
        ("delivery", "platform", "part", "state", "attempts", "sent or why not"), with_app(work), empty="No deliveries."
    )


def settings() -> None:
    """Print the settings in use, secrets masked, as JSON."""
    from bot.settings import masked

    with reported():
        typer.echo(json.dumps(masked(load_settings()), indent=2, ensure_ascii=False))


def manifest() -> None:
    """Print the manifest of the Slack app. The command's name is that of the settings."""
    from bot.resources import config_dir

    with reported():
        name = load_settings().slack.command
    written = (config_dir() / "slack-manifest.yaml").read_text("utf-8")
    typer.echo(written.replace("- command: /brief\n", f"- command: {name}\n"), nl=False)


def _audience_row(one: Audience, next_run: str) -> tuple[str, ...]:
    topics = ", ".join(one.topics) or "everything"
    return (one.name, one.place.platform, one.schedule, one.zone, topics, next_run)


def _delivery_row(one: Delivery) -> tuple[str, ...]:
    fate = one.last_error or _when(one.sent_at)
    return (one.id, one.place.platform, str(one.part), one.state, str(one.attempts), fate)


def _print(document: Document) -> None:
    from bot.delivery.console import print_document

    print_document(document, console())


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]], *, empty: str) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    if not rows:
        typer.echo(empty)
        return
    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console().print(table)


def _when(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""
