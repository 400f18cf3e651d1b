"""When each site's next run is due, which jobs a worker is at, and when the fleet's chores were done."""

from alembic import op

revision = "0002"
down_revision = "0001"

# What is not due soon is no job yet: whoever looks for a job reads all that wait.
_STATEMENTS = (
    """
CREATE TABLE fleet.turn (
    site_key integer PRIMARY KEY REFERENCES fleet.site ON DELETE CASCADE,
    next_run timestamptz NOT NULL,
    lost integer NOT NULL DEFAULT 0
) WITH (fillfactor = 70)
""",
    "CREATE INDEX turn_next_run ON fleet.turn (next_run)",
    "ALTER TABLE fleet.worker ADD jobs bigint[] NOT NULL DEFAULT '{}'",
    "CREATE TABLE fleet.chore (name text PRIMARY KEY, done timestamptz NOT NULL)",
)


def upgrade(schema: str) -> None:  # noqa: ARG001  there is but one
    """Make them."""
    for statement in _STATEMENTS:
        op.execute(statement)
