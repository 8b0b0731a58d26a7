"""Brings a database to the schema this program needs.

Alembic is imported only when there is something to do: a current database is known by one query.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoreError
from bot.store.engine import Database, parse_url

HEAD = "0010"
"""The newest revision in versions/; a test holds it equal to Alembic's own answer."""

# Any number that nothing else in the database locks; processes that start together migrate one after the other.
_ADVISORY_LOCK = 7_205_759


async def migrate(url: str, *, target: str = "head") -> None:
    """Bring the database at `url` to the revision `target` ("head", "base" or an id).

    Raises:
        StoreError: The database cannot be opened, or was written by a newer version of the program.
    """
    database = Database(parse_url(url), foreign_keys=False)
    try:
        async with database.write() as connection:
            if not database.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK})
            await connection.run_sync(_move, target)
            if database.is_sqlite:
                await _require_references(connection)
    finally:
        await database.close()


async def migrate_if_needed(database: Database, url: str) -> None:
    """Migrate unless the schema is current. Raises as `migrate`."""
    async with database.read() as connection:
        current = await connection.run_sync(_current)
    if current != HEAD:
        await migrate(url)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _move(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    current = _current(connection)
    if current is not None and current not in known:
        message = f"the database has schema {current}, this program knows up to {HEAD}: run the newer version"
        raise StoreError(message)
    if target == "base" or target < (current or ""):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


async def _require_references(connection: AsyncConnection) -> None:
    broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
    if broken is not None:
        message = f"the migration would leave a row of {broken[0]} without the row it refers to; nothing was changed"
        raise StoreError(message)
