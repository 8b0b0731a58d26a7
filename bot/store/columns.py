"""Columns: moments in UTC, words of an enumeration, domain values as JSON, places and spans."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, Dialect, Integer, String, Text
from sqlalchemy.types import TypeDecorator

from bot.domain.article import Part, require_utc
from bot.domain.audience import Platform
from bot.store import codec

ID = String(64)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite has no zones: there the UTC wall time is stored, which also sorts rightly."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse anything but UTC."""
        require_utc(value=value)
        return value.replace(tzinfo=None) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Return UTC whatever the session's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[StrEnum]):
    """A member of a StrEnum, stored as its value."""

    impl = String(32)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Return the plain word."""
        return None if value is None else str(value.value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Return the member."""
        return None if value is None else self.words(value)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return the CHECK that a column holds a word of the enumeration (or NULL)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


class Encoded(TypeDecorator[Any]):
    """A domain value of the given type as JSON text (bot.store.codec)."""

    impl = Text
    cache_ok = True

    def __init__(self, form: Any) -> None:
        super().__init__()
        self.form = form

    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:  # noqa: ARG002 - signature of SQLAlchemy
        """Return the JSON."""
        return None if value is None else codec.encode(self.form, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> object:  # noqa: ARG002 - signature of SQLAlchemy
        """Return the value."""
        return None if value is None else codec.decode(self.form, value)


def place_columns() -> list[Column[object]]:
    """Return the tenancy key: platform, workspace (Slack team, Discord guild) and channel."""
    return [
        Column("platform", Word(Platform), nullable=False),
        Column("workspace_id", ID, nullable=False),
        Column("channel_id", ID, nullable=False),
    ]


def span_columns(name: str, *, nullable: bool = False) -> list[Column[object] | CheckConstraint]:
    """Return the columns of a span into the row's own revision."""
    return [
        Column(f"{name}_part", Word(Part), nullable=nullable),
        Column(f"{name}_start", Integer, nullable=nullable),
        Column(f"{name}_end", Integer, nullable=nullable),
        one_of(f"{name}_part", Part),
        CheckConstraint(f"0 <= {name}_start AND {name}_start < {name}_end", name=f"{name}_span"),
    ]
