"""Where article URLs come from: one file per kind of listing."""
