"""Archives looked at in a browser: a page is a pure function of an archive, served or written as a file."""
