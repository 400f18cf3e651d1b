"""The steps of a shard, in their order."""
