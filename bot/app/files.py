"""The operator's files while the program runs: sources and audiences are imported again when they change."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.app.compose import App
from bot.commands.topics import known_topics, suggestion
from bot.domain.topic import is_rule
from bot.errors import SettingsError
from bot.log import configure

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Files:
    """Watches the catalogue of sources by its modification time."""

    app: App
    _seen: int = field(init=False)

    def __post_init__(self) -> None:
        self._seen = _stamp(self.app.settings.sources.catalogue)

    async def import_changed(self) -> None:
        """Import the files if the catalogue changed; while it is wrong the former sources stay.

        Raises:
            StoreError: The change is not stored; the next call tries again.
        """
        stamp = _stamp(self.app.settings.sources.catalogue)
        if stamp == self._seen:
            return
        try:
            await self.app.import_files(self.app.clock.now())
        except SettingsError as error:
            self._seen = stamp
            log.error("sources not read again; the former ones stay", cause=error.message)  # noqa: TRY400 - no traceback for an operator's slip
        else:
            self._seen = stamp
            await set_up_log(self.app)
            log.info("sources read again")


async def set_up_log(app: App) -> None:
    """Set the log up with every secret that the program knows by now."""
    configure(level=app.settings.log.level, form=app.settings.log.format, secrets=await app.secrets())


async def doubtful_topics(app: App) -> list[str]:
    """Return a line for each audience's topic that no source names: it may be misspelt, or words to look for."""
    known = known_topics(await app.stores.sources.sources())
    lines = []
    for audience in await app.stores.audiences.all():
        for topic in audience.topics:
            if topic.casefold() in known or is_rule(topic):
                continue
            near = suggestion(topic, known)
            meant = f" (did you mean {near!r}?)" if near else ""
            cause = f"no source names the topic {topic!r}{meant}; stories are looked for by these words"
            lines.append(f"audience {audience.name!r}: {cause}")
    return lines


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
