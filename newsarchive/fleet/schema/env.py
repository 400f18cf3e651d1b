"""What Alembic runs: the steps of one schema, on a connection that is there already."""

from alembic import context

schema = context.config.attributes["schema"]
context.configure(
    connection=context.config.attributes["connection"],
    version_table="version",
    version_table_schema=schema,
    transactional_ddl=True,
)
context.run_migrations(schema=schema)
