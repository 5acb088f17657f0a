"""Run the migrations on the connection that `store.schema` hands over, in its transaction."""

from alembic import context

import store.case_tables  # noqa: F401  (its tables enter the same metadata)
from store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
