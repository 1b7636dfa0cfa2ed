"""Alembic's entry: runs revisions on the connection that app.kernel.migrate hands over."""

from alembic import context

from app.kernel.db import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True
)
with context.begin_transaction():
    context.run_migrations()
