"""Bodies that would hold up the crawl: no real one comes near, and a contrived one is refused unread.

At these limits judging and repairing take less than a second each.
"""

from newsarchive.exceptions import ExtractionError

MAX_TAGS = 200_000
MAX_TAGS_REPAIRED = 40_000
MAX_LINES_REPAIRED = 200_000
# Times the body's length: nh3 is quadratic in them, as of 0.3.
MAX_REFERENCES_REPAIRED = 10_000_000_000


def refuse_costly_judging(html: str) -> None:
    """Raise ExtractionError for a body of more tags than may be looked at."""
    if html.count("<") > MAX_TAGS:
        raise ExtractionError("unsafe-body", f"more than {MAX_TAGS} tags")


def refuse_costly_repair(html: str) -> None:
    """Raise ExtractionError for a body that has more wrong with it than may be repaired."""
    if html.count("<") > MAX_TAGS_REPAIRED:
        raise ExtractionError("unsafe-body", f"more than {MAX_TAGS_REPAIRED} tags to be repaired")
    if html.count("\n") > MAX_LINES_REPAIRED:
        raise ExtractionError("unsafe-body", f"more than {MAX_LINES_REPAIRED} lines to be repaired")
    if html.count("&") * len(html) > MAX_REFERENCES_REPAIRED:
        raise ExtractionError("unsafe-body", "too many character references to be repaired")
