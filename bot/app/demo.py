"""The offline demo: the parts of `run`, a fixed clock, one round of each lane, the terminal as the channel."""

from __future__ import annotations

import hashlib
import itertools
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from bot import resources
from bot.app.compose import App, SystemClock, open_app
from bot.app.lanes import Lanes
from bot.app.payloads import RENDERERS, as_html, as_messages
from bot.briefing.pipeline import outbox
from bot.delivery.console import ConsoleMessenger
from bot.delivery.dispatch import Dispatcher
from bot.domain.audience import Platform
from bot.domain.briefing import Briefing
from bot.errors import SettingsError
from bot.log import configure
from bot.settings import load

CATALOGUE = "sources.toml"
OCCASION = "demo.toml"
Table = Mapping[str, object]
DATA = "demo-data"  # a name nobody else uses: the demo empties its own store only
DEFAULT_AUDIENCE = {"name": "Demo", "platform": "console", "schedule": "* * * * *", "zone": "UTC", "length": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedClock:
    """The Clock port: always the same instant, so that the demo is the same every day."""

    moment: datetime

    def now(self) -> datetime:
        """Return the fixed instant."""
        return self.moment


async def run_demo(folder: Path | None, out: Path, console: Console) -> None:
    """Brief from a folder's articles: print the overview and write page, payloads, store and settings to `out`.

    Args:
        folder: Articles, with or without sources.toml and demo.toml; None takes the bundled seeds.
        out: Written anew; afterwards `counterpoint --config OUT/counterpoint.toml …` explores the store.
        console: Where the briefing is printed.

    Raises:
        SettingsError: The folder is missing, its files are wrong, or `out` cannot be written.
    """
    articles = (folder or resources.seeds_dir()).resolve()
    if not articles.is_dir():
        raise SettingsError([f"--from {folder}: no such folder; name a folder of .txt, .md, .html or .eml files"])
    occasion = _occasion(articles)
    config = _write_settings(articles, out, occasion)
    configure(level="warning")
    clock = FixedClock(moment=occasion.now)
    async with open_app(load(config, {}), clock=clock, mint=counted_mint()) as app:
        briefing = await _round(app, console, whole=occasion.whole)
    if briefing is None:
        raise SettingsError([f"{articles}: no readable article; put .txt, .md, .html or .eml files there"])
    written = _write_outputs(briefing, out)
    console.print(f"\nWritten: {', '.join(map(str, written))}", style="dim", soft_wrap=True)
    console.print(f"Explore: counterpoint --config {config} disputes", style="dim", soft_wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When the demo happens and for whom.

    `whole`: it briefs from everything in the folder, however old; else from what is new to the audience by `now`.
    """

    now: datetime
    whole: bool
    audience: dict[str, object]


def counted_mint() -> Callable[[str], str]:
    """Return a mint whose ids follow from their order, so that two demos of one folder are alike."""
    numbers = itertools.count(1)
    return lambda prefix: f"{prefix}_{hashlib.sha256(f'{next(numbers)}'.encode()).hexdigest()[:8]}"


async def _round(app: App, console: Console, *, whole: bool) -> Briefing | None:
    now = app.clock.now()
    await app.import_files(now - timedelta(hours=1))  # so that the slot at hand lies after the schedule's beginning
    lanes = Lanes(app=app, wake=lambda _: None)
    dispatcher = Dispatcher(
        platform=Platform.CONSOLE,
        messenger=ConsoleMessenger(console=console),
        store=app.stores.deliveries,
        clock=app.clock,
    )
    await lanes.poll()
    while await lanes.analyse():
        pass
    if not await app.stores.articles.count():
        return None
    audience, *_ = await app.stores.audiences.all()
    if whole:
        made = await app.briefer.make(audience, topics=audience.topics, start=None, slot_at=None, now=now)
        await app.stores.deliveries.remember(made, outbox(made, audience.place, now, mint=app.briefer.mint), None)
    else:
        await lanes.brief()
    while await lanes.dispatch(dispatcher):
        pass
    return await app.stores.deliveries.latest_briefing(audience.id)


def _occasion(articles: Path) -> Occasion:
    path = articles / OCCASION
    if not path.is_file():
        return Occasion(now=SystemClock().now(), whole=True, audience=dict(DEFAULT_AUDIENCE))
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        now = datetime.fromisoformat(table["now"]).astimezone(UTC)
    except (KeyError, ValueError) as error:
        raise SettingsError([f'{path}: {error!r}; it needs now = "2026-03-05T07:00:05Z" and [audience]']) from error
    return Occasion(now=now, whole=False, audience={**DEFAULT_AUDIENCE, **table.get("audience", {})})


def _write_settings(articles: Path, out: Path, occasion: Occasion) -> Path:
    """Write the demo's settings file beside its data and return its path; the former demo's data go."""
    catalogue = articles / CATALOGUE
    try:
        for old in (out / DATA).glob("counterpoint.sqlite3*"):
            old.unlink()
        out.mkdir(parents=True, exist_ok=True)
        if not catalogue.is_file():
            catalogue = out.resolve() / CATALOGUE
            _write_toml(catalogue, [("source", {"name": articles.name, "kind": "folder", "path": str(articles)})])
        config = out / "counterpoint.toml"
        top = {"data_dir": DATA}
        tables: list[tuple[str, Table]] = [
            ("sources", {"catalogue": str(catalogue)}),
            ("web", {"enabled": False}),
            ("audience", occasion.audience),
        ]
        _write_toml(config, tables, top)
    except OSError as error:
        raise _unwritable(out, error) from error
    return config


def _write_toml(path: Path, tables: Sequence[tuple[str, Table]], top: Table | None = None) -> None:
    """Write flat tables; JSON's strings, numbers, booleans and arrays of strings are TOML's too."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in (top or {}).items()]
    for name, table in tables:
        lines += ["", f"[[{name}]]" if name in {"source", "audience"} else f"[{name}]"]
        lines += [f"{key} = {json.dumps(value)}" for key, value in table.items()]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _write_outputs(briefing: Briefing, out: Path) -> list[Path]:
    texts = {out / "briefing.html": as_html(briefing)}
    for platform in RENDERERS:
        messages = as_messages(briefing, platform)
        texts[out / f"{platform}.json"] = json.dumps(messages, ensure_ascii=False, indent=2) + "\n"
    try:
        for path, text in texts.items():
            path.write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(out, error) from error
    return list(texts)


def _unwritable(out: Path, error: OSError) -> SettingsError:
    where = f"{error.filename}: " if error.filename and Path(error.filename) != out else ""
    return SettingsError([f"--out {out}: cannot be written ({where}{error.strerror}); name another folder"])
