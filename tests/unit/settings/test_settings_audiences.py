"""Audiences of the file become domain values with ids that stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.audience import Platform
from bot.settings import Settings, audiences_of

NOW = datetime(2024, 3, 18, 8, tzinfo=UTC)


def settings(**changes: object) -> Settings:
    entry = {"name": "Desk", "platform": "slack", "workspace": "T1", "channel": "C1", "schedule": "daily 08:00"}
    return Settings.model_validate({"audience": [entry | changes]})


def test_an_entry_becomes_a_file_audience_at_its_place() -> None:
    (audience,) = audiences_of(settings(zone="europe/berlin", topics=["world"]), NOW)
    assert (audience.place.platform, audience.place.workspace_id, audience.place.channel_id) == (
        Platform.SLACK,
        "T1",
        "C1",
    )
    assert (audience.zone, audience.topics, audience.origin) == ("Europe/Berlin", ("world",), "file")
    assert audience.schedule_since_at == NOW


def test_ids_follow_place_and_name_and_nothing_else() -> None:
    (first,) = audiences_of(settings(), NOW)
    (later,) = audiences_of(settings(schedule="daily 18:00"), NOW + timedelta(days=1))
    (other,) = audiences_of(settings(channel="C2"), NOW)
    assert first.id == later.id != other.id


def test_the_console_needs_no_ids() -> None:
    (audience,) = audiences_of(settings(platform="console", workspace="", channel=""), NOW)
    assert audience.place.channel_id == "terminal"
