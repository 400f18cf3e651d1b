"""Which files below a folder look like posts, and what their names say."""

import re
from contextlib import suppress
from pathlib import Path

MARKDOWN = {".md", ".markdown", ".mkd", ".mkdn", ".mkdown", ".mdown", ".mdwn"}
HTML = {".html", ".htm", ".xhtml"}
OTHER = {".textile", ".adoc", ".asciidoc", ".asc", ".rst", ".org", ".txt", ".mdx", ".rmd", ".wiki", ".creole"}
"""Markup that nothing here reads."""
_DATED = re.compile(r"(?:\d{4}-\d\d?-\d\d?)?-?")
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")


def post_files(folder: Path) -> list[Path]:
    """Every file that looks like a post, be it that it cannot be adopted, in the order of their paths.

    Any Markdown does; of HTML and other markup what begins with front matter, as Jekyll and Hugo decide.
    """
    return sorted(path for path in folder.rglob("*") if _looks_like_post(path) and not path.is_dir())


def name_of(path: Path) -> str:
    """The post's name: its file's without extension; its folder's where Hugo keeps it in one of its own."""
    return path.parent.name if path.stem.lower() == "index" else path.stem


def stem_of(path: Path) -> str:
    """The post's name without its date."""
    return _DATED.sub("", name_of(path), count=1)


def _looks_like_post(path: Path) -> bool:
    kind = path.suffix.lower()
    if kind in MARKDOWN:
        return True
    if kind not in HTML | OTHER:
        return False
    start = b"---\n"  # what cannot be read is named
    if path.is_file():
        with suppress(OSError), path.open("rb") as file:
            start = file.read(100)
    return _FRONT_MATTER.match(start) is not None
