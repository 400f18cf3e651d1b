"""An archive as a vault of Obsidian: a note an article, in plain Markdown, with properties."""
