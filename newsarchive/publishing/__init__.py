"""An archive as the source of a site: Jekyll's, Hugo's, or a vault of Obsidian's notes."""
