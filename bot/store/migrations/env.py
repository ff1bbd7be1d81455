"""What Alembic runs: the migrations, on the connection that database.py hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from bot.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
