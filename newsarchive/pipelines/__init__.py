"""Item pipelines: one job, one file; ITEM_PIPELINES is their table of contents."""
