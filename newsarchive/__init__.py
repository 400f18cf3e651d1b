"""newsarchive: archive a news site's articles as front-matter Markdown posts."""

__version__ = "0.1.0"
