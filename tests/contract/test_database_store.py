"""What only a database on disk can get wrong: reopening, locks, migrations, and messages for the operator."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.domain.search import parse_query
from bot.errors import StoreError
from bot.store import migrate, migrations, open_stores, serve_alone
from bot.store.engine import Database, parse_url
from bot.store.tables import metadata
from tests.contract.samples import NOW, article, audience, briefing, delivery, minutes, revision, slot
from tests.contract.test_decisions import decision

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return request.getfixturevalue("postgres_empty_url")


async def test_everything_is_there_after_a_crash(sqlite_url: str) -> None:
    """A process that dies without closing anything loses nothing that a store returned from."""
    code = f"""
import asyncio, os
from bot.store import open_stores
from tests.contract.samples import *
async def main():
    async with open_stores({sqlite_url!r}) as stores:
        await stores.audiences.save(audience())
        await stores.articles.add(article(), revision())
        await stores.deliveries.remember(briefing(), [delivery()], slot())
        assert await stores.deliveries.lease_due(NOW, 60, 1)
        os.kill(os.getpid(), 9)
asyncio.run(main())
"""
    assert await _python(code) == -9
    async with open_stores(sqlite_url) as stores:
        assert await stores.articles.count() == 1
        assert await stores.deliveries.briefings() == [briefing()]
        assert not await stores.deliveries.remember(briefing("b2"), [delivery("b2")], slot())
        assert await stores.deliveries.lease_due(NOW, 60, 1) == []
        assert [found.attempts for found in await stores.deliveries.lease_due(minutes(2), 60, 1)] == [2]


async def test_a_locked_database_is_told_as_such(sqlite_url: str) -> None:
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with open_stores(sqlite_url, busy_timeout_seconds=0.01) as stores:
        writes = (
            stores.sources.import_sources([]),
            stores.articles.add(article(), revision()),
            stores.articles.complete_analysis("a1-r1", []),
            stores.stories.join("st1", "a1", NOW),
            stores.stories.merge("st1", "st2", NOW),
            stores.disputes.apply([]),
            stores.disputes.decide(decision(), []),
            stores.audiences.save(audience()),
            stores.audiences.import_audiences([], NOW),
            stores.audiences.remove("aud_news"),
            stores.deliveries.remember(briefing(), [], None),
            stores.deliveries.skip(slot(), "down"),
            stores.deliveries.lease_due(NOW, 60, 1),
            stores.deliveries.settle_failed(delivery(), "no"),
            stores.marks.set("name", "value"),
        )
        for write in writes:
            with pytest.raises(StoreError, match="is locked: another process holds it: stop that one"):
                await write
        assert await stores.articles.count() == 0  # readers go on
        other.execute("ROLLBACK")
        assert await stores.articles.add(article(), revision())
    other.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "cannot be read: write sqlite:///"),
        ("mysql://root:hunter2@localhost/x", "'mysql' is not supported: write sqlite:///"),
        ("sqlite://", "needs a file"),
        ("sqlite:////nowhere/at/all/store.db", "/nowhere/at/all does not exist: create it"),
        pytest.param(
            "postgresql://user:hunter2@127.0.0.1:1/x",
            "start PostgreSQL, or correct host and port",
            marks=pytest.mark.postgres,  # needs the driver
        ),
        pytest.param(
            "postgresql://user@127.0.0.1:1/x?password=hunter2&sslpassword=hunter2",
            "start PostgreSQL, or correct host and port",
            marks=pytest.mark.postgres,
        ),
        ("postgresql://user:hunter2@127.0.0.1:port/x", "cannot be read"),
    ],
)
async def test_a_wrong_url_is_told_with_its_fix_and_without_its_secret(url: str, told: str) -> None:
    with pytest.raises(StoreError) as caught:
        async with open_stores(url):
            pass
    assert told in caught.value.message
    assert "hunter2" not in caught.value.message


async def test_a_file_that_cannot_be_written_is_told_as_such(sqlite_url: str) -> None:
    url = sqlite_url.replace("sqlite:///", "sqlite:///file:") + "?mode=ro&uri=true"
    async with open_stores(url) as stores:
        assert await stores.articles.count() == 0
        with pytest.raises(StoreError, match="read-only: give this user the right to write"):
            await stores.marks.set("name", "value")


async def test_a_file_that_is_no_database_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear operator, " * 99)
    with pytest.raises(StoreError, match="not a database: name another file"):
        async with open_stores(f"sqlite:///{path}"):
            pass


@pytest.mark.postgres
async def test_a_wrong_database_is_told_as_such(postgres_server: str) -> None:
    with pytest.raises(StoreError, match="create the database or role"):
        async with open_stores(postgres_server.replace("/postgres?", "/elsewhere?")):
            pass


async def test_migrations_lead_to_the_tables(empty_url: str) -> None:
    await migrate(empty_url)
    differences, migrated = await _run(empty_url, lambda c: (_compare(c), _checks(c)))
    assert differences == []
    await migrate(empty_url, target="base")
    created = await _run(empty_url, lambda c: (metadata.create_all(c), _checks(c))[1])
    assert migrated == created  # autogenerate does not look at CHECKs
    assert sum(map(len, created.values())) > 20


async def test_every_migration_can_be_undone_and_done_again(empty_url: str) -> None:
    await migrate(empty_url)
    await migrate(empty_url, target="base")
    assert await _run(empty_url, lambda c: inspect(c).get_table_names()) == ["alembic_version"]
    await migrate(empty_url)
    async with open_stores(empty_url) as stores:
        assert await stores.articles.add(article(), revision())


async def test_what_is_stored_already_is_found_after_the_migration(empty_url: str) -> None:
    """A database of the version before: two articles, one of them changed."""
    async with open_stores(empty_url) as stores:
        await stores.articles.add_all([(article("a1"), revision("a1")), (article("a2"), revision("a2"))])
        await stores.articles.add(article("a2"), revision("a2", 2, body="A ferry sank."))
    await migrate(empty_url, target="0004")
    async with open_stores(empty_url) as stores:
        found = [await stores.search.search(parse_query(text), 9) for text in ("mayor", "ferry", "source:gazette")]
        assert [[one.article.id for one in hits] for hits in found] == [["a1"], ["a2"], ["a1", "a2"]]


async def test_processes_that_start_together_migrate_one_after_the_other(empty_url: str) -> None:
    async def open_and_mark(name: str) -> None:
        async with open_stores(empty_url) as stores:
            await stores.marks.set(name, "opened")

    await asyncio.gather(*(open_and_mark(str(number)) for number in range(3)))
    async with open_stores(empty_url) as stores:
        assert [await stores.marks.get(str(number)) for number in range(3)] == ["opened"] * 3


async def test_a_new_file_is_opened_by_many_at_once(tmp_path: Path) -> None:
    """The switch to WAL is refused without waiting while somebody else holds the file; seen in 3 of 25 rounds."""

    async def open_and_mark(url: str, name: str) -> None:
        async with open_stores(url) as stores:
            await stores.marks.set(name, "opened")

    for turn in range(12):
        url = f"sqlite:///{tmp_path / f'{turn}.db'}"
        await asyncio.gather(*(open_and_mark(url, str(number)) for number in range(5)))
        async with open_stores(url) as stores:
            assert await stores.marks.get("4") == "opened"


@pytest.mark.postgres
async def test_connections_that_a_restarted_server_left_dead_are_replaced(postgres_url: str) -> None:
    async with open_stores(postgres_url) as stores, open_stores(postgres_url) as others:
        await stores.marks.set("before", "1")
        await _end_all_other_connections(postgres_url)
        assert await stores.marks.get("before") == "1"
        await others.marks.set("after", "2")


async def test_the_known_head_is_alembics() -> None:
    script = ScriptDirectory(str(migrations.__path__[0]))
    assert script.get_heads() == [migrations.HEAD]


async def test_a_database_of_a_newer_version_is_left_alone(sqlite_url: str) -> None:
    await _run(sqlite_url, lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(StoreError, match=r"schema 9999.*run the newer version"):
        async with open_stores(sqlite_url):
            pass


async def test_closing_waits_for_the_thread_of_a_connection_that_could_not_be_opened(tmp_path: Path) -> None:
    """Such a thread reports its end to the event loop: one that outlives the loop prints a traceback."""
    loop = asyncio.get_running_loop()
    may_end = threading.Event()
    ended: list[threading.Thread] = []

    def end_late(frame: FrameType, happened: str, _result: object) -> None:
        if happened == "return" and frame.f_code is threading.Thread.run.__code__:
            loop.call_soon_threadsafe(loop.call_later, 0.2, may_end.set)
            may_end.wait()
            ended.append(threading.current_thread())

    threading.setprofile(end_late)
    try:
        with pytest.raises(StoreError, match="unable to open database file"):
            async with open_stores(f"sqlite:///{tmp_path}"):
                pass
    finally:
        threading.setprofile(None)
    assert len(ended) == 1


async def test_opening_a_current_database_does_not_load_alembic(sqlite_url: str) -> None:
    code = f"""
import asyncio, sys
from bot.store import open_stores
async def main():
    async with open_stores({sqlite_url!r}) as stores:
        await stores.articles.count()
asyncio.run(main())
sys.exit("alembic" in sys.modules)
"""
    assert await _python(code) == 0


async def _end_all_other_connections(url: str) -> None:
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    assert await _run(url, lambda c: len(c.execute(text(others)).all())) > 0


async def _python(code: str) -> int:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    return await process.wait()


async def _run(url: str, work):
    database = Database(parse_url(url))
    try:
        async with database.write() as connection:
            return await connection.run_sync(work)
    finally:
        await database.close()


def _compare(connection: Connection) -> list[object]:
    opts = {"compare_type": True, "include_name": lambda name, *_: not (name or "").startswith("searchable_words")}
    return compare_metadata(MigrationContext.configure(connection, opts=opts), metadata)


def _checks(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    found = inspect(connection).get_multi_check_constraints()
    return {
        table: sorted((check["name"], check["sqltext"]) for check in checks)
        for (_, table), checks in found.items()
        if checks
    }


async def test_of_two_processes_on_one_file_one_serves_it_alone(sqlite_url: str) -> None:
    """The lock is the system's: it ends with the process that holds it, however that dies."""
    code = f"""
import os, sys
from bot.store import serve_alone
with serve_alone({sqlite_url!r}) as alone:
    print(alone, flush=True)
    sys.stdin.read()
    os.kill(os.getpid(), 9)
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert await process.stdout.readline() == b"True\n"
    with serve_alone(sqlite_url) as second:
        assert not second
    process.stdin.close()
    assert await process.wait() == -9
    with serve_alone(sqlite_url) as third:
        assert third


def test_a_lock_file_that_cannot_be_opened_means_perhaps_not_alone(sqlite_url: str) -> None:
    """It may be left over from a run as another user."""
    Path(sqlite_url.removeprefix("sqlite:///") + ".lock").mkdir()
    with serve_alone(sqlite_url) as alone:
        assert not alone


@pytest.mark.parametrize("instead", ["nothing", "a copy"])
async def test_nothing_is_written_to_a_file_that_is_not_there_any_more(sqlite_url: str, instead: str) -> None:
    """SQLite would go on in the nameless file, and all of it would be gone at the end."""
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    away = path.with_name("away.db")
    async with open_stores(sqlite_url) as stores:
        await stores.audiences.save(audience("before"))
        shutil.move(path, away)
        if instead == "a copy":
            shutil.copy(away, path)
        with pytest.raises(StoreError, match="deleted or replaced"):
            await stores.audiences.save(audience("meanwhile"))
        with pytest.raises(StoreError, match="deleted or replaced"):
            await asyncio.gather(*(stores.articles.count() for _ in range(8)))  # more connections than are open
        shutil.move(away, path)
        await stores.audiences.save(audience("after"))
    async with open_stores(sqlite_url) as stores:
        assert {one.name for one in await stores.audiences.all()} == {audience("before").name, audience("after").name}


def test_nobody_serves_a_postgresql_alone() -> None:
    with serve_alone("postgresql://user@host/name") as alone:
        assert not alone


def test_a_missing_driver_is_told_with_the_extra_that_brings_it() -> None:
    """The default installation has no PostgreSQL driver; a fresh interpreter stands for it."""
    program = (
        "import asyncio, sys; sys.modules['psycopg'] = None\n"
        "from bot.store import open_stores\n"
        "asyncio.run(open_stores('postgresql://user:hunter2@127.0.0.1:1/x').__aenter__())"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    last = done.stderr.strip().splitlines()[-1]
    assert "StoreError" in last
    assert "pip install 'counterpoint[postgres]'" in last
    assert "hunter2" not in last
