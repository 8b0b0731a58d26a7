"""Audiences of the settings file as domain values."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.domain.audience import Audience, Place, Platform
from bot.settings.model import AudienceSettings, Settings


def audiences_of(settings: Settings, now: datetime) -> list[Audience]:
    """Return the audiences of the file, for AudienceStore.import_audiences.

    Ids are derived from place and name, so that the same entry has the same id after every start. `now` is what
    `schedule_since_at` becomes for entries the store does not know yet.
    """
    return [_audience(entry, now) for entry in settings.audience]


def operators_of(settings: Settings) -> Place | None:
    """Return where operators are told about sources, or None where nobody wants to be."""
    where = settings.operators
    if not where.platform:
        return None
    return Place(platform=Platform(where.platform), workspace_id=where.workspace, channel_id=where.channel)


def _audience(entry: AudienceSettings, now: datetime) -> Audience:
    place = Place(platform=entry.platform, workspace_id=entry.workspace, channel_id=entry.channel)
    identity = f"{entry.platform}\n{entry.workspace}\n{entry.channel}\n{entry.name}"
    return Audience(
        id=f"aud_{hashlib.sha256(identity.encode()).hexdigest()[:16]}",
        place=place,
        name=entry.name,
        schedule=entry.schedule,
        zone=entry.zone,
        topics=entry.topics,
        length=entry.length,
        lang=entry.lang,
        missed=entry.missed,
        paused=entry.paused,
        schedule_since_at=now,
        origin="file",
    )
