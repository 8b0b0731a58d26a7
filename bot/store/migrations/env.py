"""What Alembic runs: the connection is handed over by bot.store.migrations, so there is one way in."""

from __future__ import annotations

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table only by rebuilding it
)
with context.begin_transaction():
    context.run_migrations()
