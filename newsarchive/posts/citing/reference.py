"""A citation in one line of plain text, for a footnote or a message."""

from datetime import datetime

from newsarchive.posts.citing.cited import Cited, address, day
from newsarchive.text import one_line


def reference(cited: Cited) -> str:
    """Authors, title, outlet, when it was published, where it is and where its copy; one line, without end.

    The title's own mark of end is not followed by another one.
    """
    authors = ", ".join(map(one_line, cited.authors))
    title = one_line(cited.title)
    ended = title if title[-1:] in {".", "?", "!", "…", "。", "？", "！", "؟"} else f"{title}."
    where = ", ".join(filter(None, (one_line(cited.outlet), _when(cited.published, timed=cited.is_timed))))
    version = address(cited.version_url) or one_line(cited.location)
    kept = f"Archived {_when(cited.accessed, timed=True)}: {version} (SHA-256 {cited.sha256})."
    parts = [f"{authors}:" if authors else "", ended, f"{where}.", address(cited.url), kept]
    return " ".join(filter(None, parts))


def _when(moment: datetime, *, timed: bool) -> str:
    return moment.isoformat(sep=" ", timespec="minutes") if timed else day(moment)
