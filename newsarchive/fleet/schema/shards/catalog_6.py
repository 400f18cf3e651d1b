"""The first shards were made of a catalog of version 6; a new one is made as the latest version has it."""

revision = "0006"
down_revision = None


def upgrade(schema: str) -> None:
    """Nothing: `upgrading.py` makes a shard, and notes of which version it is."""
