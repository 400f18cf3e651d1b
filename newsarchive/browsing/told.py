"""What a line of a list says of its article, in words, and where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.posts.web_link import web_link
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.looking.lines import Line
from newsarchive.text import many, one_line, printable

WORDS = {
    "published": "published", "captured": "stored first", "edited": "edited", "withdrawn": "withdrawn",
    "owed": "owed", "failed": "failed", "quarantined": "quarantined",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """Where a line leads.

    :param words: what is there
    :param address: one of ours from ``/`` on, or the source's own
    """

    words: str
    address: str


def title_of(line: Line) -> str:
    """What an article is called; by its address or id where nobody knows a title."""
    return line.title or line.url or line.source_id


def stated(line: Line) -> list[str]:
    """Outlet, author and section of an article, each name once."""
    return list(dict.fromkeys(filter(None, (line.source or line.outlet, line.author, line.section))))


def main_link(root: str, line: Line) -> str:
    """The address of a line's article here, of its record in the quarantine, or of its page at the source.

    :returns: nothing where that is no web address
    """
    if line.kind == "quarantined" and line.record:
        return f"{root}quarantine/{line.record}/"
    if line.published:
        return f"{root}article/{line.article}/"
    return web_link(line.url) or ""


def further_links(root: str, line: Line) -> Iterator[Link]:
    """What else there is of it: the revisions side by side, the article of a record."""
    if line.kind == "edited" and line.before:
        pair = f"{line.before}-{line.number}"
        yield Link(
            f"Revisions {line.before} and {line.number} side by side",
            f"{root}article/{line.article}/revisions/{pair}/",
        )
    if line.kind == "quarantined" and line.published:
        yield Link("The article as it is archived", f"{root}article/{line.article}/")


def what_befell(line: Line) -> str:
    """What the list is about, in a sentence without its end; nothing where its name says it all."""
    match line.kind:
        case "edited":
            return _edit(line)
        case "withdrawn":
            kept = "; the text stays here" if line.published else ""
            return f"the source has it no more{kept}"
        case "owed" | "failed" | "quarantined":
            return why_missed(line)
    said = [f"edited {_times(line.edits)} since"] if line.edits else []
    return "; ".join([*said, *(["withdrawn by its source since"] if line.gone is not None else [])])


def _edit(line: Line) -> str:
    if not line.before:
        return "nothing is kept of what it said before"
    told = f"changed: {', '.join(line.changed)}"
    if not line.grown:
        return told
    count, how = abs(line.grown), "longer" if line.grown > 0 else "shorter"
    return f"{told}; its text is {many(count, 'character')} {how}"


def why_missed(line: Line) -> str:
    """Why something that a list showed is not stored."""
    if line.reason == "gone":
        return "its source withdrew it before it was stored"
    tries = f"asked for {_times(line.attempts)} in vain" if line.attempts else ""
    if not line.reason:
        return tries or "no run has asked for it yet"
    outcome = "quarantined" if line.kind == "quarantined" else "failed"
    meaning = meaning_of(line.reason, outcome) or "a pipeline of yours gives this reason"
    said = [f"{printable(line.reason)}: {meaning}", tries, printable(one_line(line.detail))]
    return "; ".join(filter(None, said))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
