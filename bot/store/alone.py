"""Whether this process is the only one that serves a database; known for an SQLite file, used on one machine."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.store.engine import parse_url


@contextmanager
def serve_alone(url: str) -> Iterator[bool]:
    """Hold the lock file beside an SQLite database and yield whether we got it; the system frees it when we die.

    False where another process serves the file, where the lock cannot be had, and for PostgreSQL, whose other workers
    nobody here can see. Not the database itself is locked: closing it a second time would drop SQLite's own locks.

    Raises:
        StoreError: The URL is none of a supported database.
    """
    database = parse_url(url)
    if not database.drivername.startswith("sqlite") or not database.database:
        yield False
        return
    with ExitStack() as held:
        try:
            file = held.enter_context(Path(f"{database.database.removeprefix('file:')}.lock").open("ab"))
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # held by another process, or the file is another user's
            alone = False
        else:
            alone = True
        yield alone
