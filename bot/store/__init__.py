"""Stores behind the ports: SQLAlchemy Core over SQLite and PostgreSQL, and in memory (bot.store.memory).

The only importer of sqlalchemy and alembic.
"""

from bot.store.alone import serve_alone
from bot.store.migrations import migrate
from bot.store.stores import Stores, open_stores

__all__ = ["Stores", "migrate", "open_stores", "serve_alone"]
