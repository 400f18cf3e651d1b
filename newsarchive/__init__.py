"""newsarchive: archive a news site's articles as front-matter Markdown posts."""
