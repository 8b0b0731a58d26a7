"""The database: one engine, transactions for reading and for writing, errors in the operator's words.

SQLite runs in WAL mode with synchronous=FULL, and every write begins with BEGIN IMMEDIATE: a deferred transaction
that turns into a write cannot wait for the lock and fails instead (https://sqlite.org/lang_transaction.html).
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

import aiosqlite
from sqlalchemy import Connection, Table, event, make_url
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

BUSY_TIMEOUT_SECONDS = 30.0
"""How long a writer waits for another process that holds the SQLite file."""

_WAL_ATTEMPTS = 20

_END_SECONDS = 5.0
"""How long closing waits for SQLite's threads; one that still waits for a lock dies with the process."""

CHUNK = 500
"""Values of one IN list; SQLite takes 32,766 variables in a statement (https://sqlite.org/limits.html)."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}

# What a database says (in lower case) -> what the operator does about it.
_FIXES = {
    "unable to open database file": "create its directory, or give this user the right to write there",
    "readonly database": "it is read-only: give this user the right to write the file and its directory",
    "database is locked": "another process holds it: stop that one, or use PostgreSQL for several processes",
    "disk is full": "free some space",
    "file is not a database": "name another file, or restore a backup",
    "no such module: fts5": "this SQLite is built without FTS5: use another build of Python, or PostgreSQL",
    "malformed": "restore a backup",
    "password authentication failed": "the password is wrong: correct the database URL",
    "no password supplied": "give the password in the database URL",
    "connection refused": "start PostgreSQL, or correct host and port in the database URL",
    "failed to resolve host": "correct the host in the database URL",
    "could not translate host name": "correct the host in the database URL",
    "does not exist": "create the database or role, or correct the database URL",
    "permission denied": "grant this role the rights to the database and its schema",
    "too many clients": "raise max_connections, or run fewer processes",
}


def parse_url(text: str) -> URL:
    """Return the URL of a supported database with its driver.

    Raises:
        StoreError: Not a URL, another database, an SQLite URL without a file, or its directory is missing.
    """
    examples = "write sqlite:///data/counterpoint.db or postgresql://user:password@host/name"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        message = f"the database URL cannot be read: {examples}"
        raise StoreError(message) from None  # the cause would show the password
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        message = f"database {url.drivername!r} is not supported: {examples}"
        raise StoreError(message)
    if driver.startswith("sqlite"):
        _require_directory(url)
    return url.set(drivername=driver)


def _require_directory(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        message = f"an SQLite URL needs a file: write sqlite:///data/counterpoint.db, not {url}"
        raise StoreError(message)
    directory = Path(url.database.removeprefix("file:")).parent
    if not directory.is_dir():
        message = f"database {url}: the directory {directory} does not exist: create it"
        raise StoreError(message)


def explain(error: SQLAlchemyError, url: URL) -> StoreError:
    """Return the error in the operator's words: which database, what it said, what to do. Never the password."""
    # The error's own text would show the statement and its values.
    cause = error.orig if isinstance(error, StatementError) else error
    said = str(cause).strip() or type(cause).__name__
    # A psycopg message repeats itself for each address it tried; the last line tells what came of it.
    line = said.splitlines()[-1].strip()
    secrets = (url.password, url.query.get("password"), url.query.get("sslpassword"))
    for secret in filter(None, secrets):
        line = line.replace(str(secret), "***")
    fix = next((fix for words, fix in _FIXES.items() if words in said.lower()), None)
    shown = url.set(query={}).render_as_string(hide_password=True)  # libpq takes passwords in the query too
    return StoreError(f"database {shown}: {line}" + (f": {fix}" if fix else ""))


class Database:
    """One database and its connections.

    Args:
        url: From `parse_url`.
        busy_timeout_seconds: How long an SQLite writer waits for another one.
        foreign_keys: Off only while a migration rebuilds tables.
    """

    def __init__(
        self, url: URL, *, busy_timeout_seconds: float = BUSY_TIMEOUT_SECONDS, foreign_keys: bool = True
    ) -> None:
        self.url = url
        self.is_sqlite = url.drivername.startswith("sqlite")
        self._threads: WeakSet[Thread] = WeakSet()
        if self.is_sqlite:
            self._engine = _sqlite_engine(url, busy_timeout_seconds, self._threads, foreign_keys=foreign_keys)
            self._reader = self._engine
            # SQLite has one writer; in line, each waits its turn, while its busy handler would sleep and starve some
            # (four writers, p99: 183 ms without, 13 ms with).
            self._turn: AbstractAsyncContextManager[object] = asyncio.Lock()
        else:
            self._turn = nullcontext()
            self._engine = _postgres_engine(url)
            # All queries of one reading see one snapshot, as they do in SQLite.
            self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = self._engine.execution_options(writes=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads: one snapshot."""
        with self._told():
            async with self._reader.begin() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; it commits unless an exception leaves it."""
        with self._told():
            async with self._turn, self._writer.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Close all connections and wait for their threads, at most `_END_SECONDS`."""
        await self._engine.dispose()
        # A connection that could not be opened ends its thread without waiting for it; the thread then reports its
        # end to the event loop, and prints a traceback where that is closed already.
        if alive := [thread for thread in self._threads if thread.is_alive()]:
            await asyncio.to_thread(_join, alive)

    async def insert_new(self, connection: AsyncConnection, table: Table, row: dict[str, Any]) -> bool:
        """Insert the row unless one with a key of it, primary or unique, is there; return whether it was inserted."""
        return bool(await self.insert_all_new(connection, table, [row]))

    async def insert_all_new(
        self, connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
    ) -> set[object]:
        """Insert the rows as above, in one statement; return the first primary key column of those inserted."""
        # No key is named, so all count: of two writers of one row PostgreSQL may find either key taken first, and
        # refuses the row where that is not the one named.
        new = self._insert(table).on_conflict_do_nothing().returning(*table.primary_key)
        return set((await connection.execute(new, rows)).scalars())

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an INSERT that replaces the row with the same primary key."""
        statement = self._insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)

    def _insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Return an INSERT that knows ON CONFLICT, which SQLAlchemy has for each database apart."""
        if self.is_sqlite:
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql  # 0.1 s: who has no PostgreSQL does not wait for it

        return postgresql.insert(table)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise explain(error, self.url) from error


def _postgres_engine(url: URL) -> AsyncEngine:
    try:
        # The ping finds connections that a restarted server left dead.
        return create_async_engine(url, pool_pre_ping=True)
    except ModuleNotFoundError as error:
        message = f"PostgreSQL needs its driver ({error.name}): pip install 'counterpoint[postgres]', or use SQLite"
        raise StoreError(message) from error


class _File:
    """The file of an SQLite database. SQLite goes on in one that was deleted, and all of it is lost at the end."""

    def __init__(self, url: URL) -> None:
        self._path = str(url.database).removeprefix("file:")
        self._shown = url
        self._known: tuple[int, int] | None = None

    def know(self) -> None:
        """Remember which file was opened first."""
        if self._known is None:
            self._known = self._found()

    def require(self) -> None:
        """Refuse to go on in another file than the first one.

        Raises:
            StoreError: The file was deleted, moved or replaced.
        """
        if self._known is not None and self._found() != self._known:
            message = (
                f"database {self._shown}: its file was deleted or replaced while the program runs, and what is"
                " written now would be lost: move the same file back, or restart with the one that is there"
            )
            raise StoreError(message)

    def _found(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)  # noqa: PTH116 -- for each transaction; a Path costs as much again
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _sqlite_engine(
    url: URL, busy_timeout_seconds: float, threads: WeakSet[Thread], *, foreign_keys: bool
) -> AsyncEngine:
    """Return the engine of an SQLite file; each thread it starts is added to `threads`."""
    file = _File(url)

    async def connect(*arguments: Any, **options: Any) -> aiosqlite.Connection:
        file.require()  # SQLite would make an empty one
        connection = aiosqlite.connect(*arguments, **options)
        thread = connection._thread  # noqa: SLF001 -- nothing public tells the thread of a connection that fails
        thread.daemon = True  # as SQLAlchemy has it: a lock that is never freed does not keep the process
        threads.add(thread)
        return await connection

    engine = create_async_engine(url, connect_args={"timeout": busy_timeout_seconds, "async_creator_fn": connect})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; `begin` below does
        cursor = connection.cursor()
        _use_wal(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()
        file.know()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        file.require()
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _join(threads: Iterable[Thread]) -> None:
    """Wait until the threads have ended, at most `_END_SECONDS` together."""
    end = monotonic() + _END_SECONDS
    for thread in threads:
        thread.join(max(0.0, end - monotonic()))


def _use_wal(cursor: Any) -> None:
    """Switch a new file to WAL; the mode lasts.

    While somebody else holds the file the switch is refused at once, without the busy time-out
    (https://sqlite.org/wal.html#activating_and_configuring_wal_mode): wait, then look again.
    """
    for _ in range(_WAL_ATTEMPTS):
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] == "wal":
            return
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            cursor.execute("BEGIN IMMEDIATE")  # waits for the holder, within the busy time-out
            cursor.execute("ROLLBACK")


def chunks(values: Iterable[str]) -> Iterator[list[str]]:
    """Yield the values in lists short enough for an IN."""
    rest = list(values)
    for start in range(0, len(rest), CHUNK):
        yield rest[start : start + CHUNK]


def fields(value: object) -> dict[str, Any]:
    """Return the fields of a flat value as columns of the same names."""
    names = cast("Any", value).__dataclass_fields__
    return {name: getattr(value, name) for name in names}
