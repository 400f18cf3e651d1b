"""Each field of an article with the rule that gives it, as its originals are read anew."""

import zlib
from collections.abc import Iterator

from newsarchive.browsing.articles.article_page import trail_of, writing_of
from newsarchive.browsing.articles.found import find_article
from newsarchive.browsing.articles.read_anew import ReadAnew, read_anew
from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page
from newsarchive.drafting.trying import FieldValue
from newsarchive.extraction.candidates import Candidate
from newsarchive.items import FIELDS
from newsarchive.posts.safe_html import visible_text
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.submissions import Extracted
from newsarchive.text import cut, many

_LONG, _SHORT = 400, 120  # characters of a value, and of one that was not chosen
_OTHERS = 3
_NOT_READ = {
    RevisionKind.ADOPTED: "It is another tool's post: no page was read for it.",
    RevisionKind.REBUILT: "It was read back from a post, after the catalog was lost.",
    RevisionKind.RESTORED: "It is an earlier revision, put back by a person.",
}


def reading(held: Held, number: int) -> Page:
    """The fields of an article's current revision, read anew.

    :raises NotHere: there is no such article, or it has no revision
    :raises TooLong: another article is being read
    """
    found = find_article(held, number)
    stored = found.current
    if stored is None:
        raise NotHere(f"article {number} of {held.name} has no text here of which anything could be said")
    anew = read_anew(held, found.row, stored)
    context = {
        "found": found,
        "writing": writing_of(stored.language),
        "anew": anew,
        "not_read": _NOT_READ.get(stored.kind, ""),
        "refused": "" if anew.why_not or isinstance(anew.made, Extracted) else _refused(anew),
        "lines": [_line(one) for one in anew.values],
        "otherwise": list(_otherwise(stored, anew.made)) if isinstance(anew.made, Extracted) else [],
    }
    return Page(
        template="reading.html", title=f"How {found.title} is read", context=context,
        trail=trail_of(found, (found.title, found.address)),
    )  # fmt: skip


def _refused(anew: ReadAnew) -> str:
    reason = getattr(anew.made, "reason", "")
    detail = getattr(anew.made, "detail", "")
    meaning = meaning_of(reason)
    return f"{meaning} ({detail})" if detail and detail not in meaning else meaning


def _line(one: FieldValue) -> dict[str, object]:
    return {
        "name": one.name,
        "value": _value(one.name, one.chosen, _LONG) if one.chosen else "",
        "by": _by(one.chosen) if one.chosen else "nothing",
        "others": [f"{_value(one.name, other, _SHORT)} ({_by(other)})" for other in one.others[:_OTHERS]],
    }


def _value(name: str, candidate: Candidate, limit: int) -> str:
    text = visible_text(candidate.value) if name == "body" else candidate.value
    length = f"{many(len(''.join(text.split())), 'character')}: " if name == "body" else ""
    return length + cut(" ".join(text.split()), limit)


def _by(candidate: Candidate) -> str:
    sure = "" if candidate.confidence == 1 else f", {candidate.confidence:.0%} sure"
    return f"{candidate.strategy}{sure}"


def _otherwise(stored: RevisionRow, now: Extracted) -> Iterator[str]:
    """What is read otherwise today than it is stored."""
    yield from (name for name in FIELDS if getattr(stored, name) != getattr(now.article, name))
    if zlib.decompress(stored.post) != now.post and stored.text != now.fingerprint.text:
        yield "text"
