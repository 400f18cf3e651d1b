"""The fleet's database: what is in it, and how a later newsarchive brings it up to date."""

COMMON = "0003"
"""The version of what all sites share."""
SHARD = "0006"
"""The version of a shard, which is the catalog's."""
