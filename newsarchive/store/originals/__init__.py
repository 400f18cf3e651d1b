"""The originals: every exchange behind a post, kept as WARC 1.1 files that any web archive can read."""
