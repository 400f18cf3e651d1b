"""Each site has an id of its own, by which an object storage tells whose its objects are."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade(schema: str) -> None:  # noqa: ARG001  there is but one
    """Give it to them; one that is restored from before and upgraded again has the same."""
    op.execute("ALTER TABLE fleet.site ADD id uuid")
    op.execute("UPDATE fleet.site SET id = md5(name || ' ' || key || ' ' || extract(epoch FROM added))::uuid")
    op.execute("ALTER TABLE fleet.site ALTER id SET DEFAULT gen_random_uuid(), ALTER id SET NOT NULL")
