"""Each site has an id of its own, by which an object storage tells whose its objects are."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade(schema: str) -> None:  # noqa: ARG001  there is but one
    """Give it to them."""
    op.execute("ALTER TABLE fleet.site ADD id uuid NOT NULL DEFAULT gen_random_uuid()")
