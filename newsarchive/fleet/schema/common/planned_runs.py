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
    # Whoever changes a site's profile, or has it go on, need know nothing of schedules.
    """
CREATE FUNCTION fleet.plan_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM fleet.turn WHERE site_key = NEW.key;
    RETURN NULL;
END
$$
""",
    """
CREATE TRIGGER plan_anew AFTER UPDATE ON fleet.site
FOR EACH ROW WHEN (OLD.state <> NEW.state OR OLD.edition <> NEW.edition) EXECUTE FUNCTION fleet.plan_anew()
""",
)


def upgrade(schema: str) -> None:  # noqa: ARG001  there is but one
    """Make them."""
    for statement in _STATEMENTS:
        op.execute(statement)
