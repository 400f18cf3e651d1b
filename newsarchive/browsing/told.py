"""What a line of a list says of its article, in words, and where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.posts.web_link import web_link
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.looking.lines import Line
from newsarchive.text import one_line, printable

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


def main_link(site: str, line: Line) -> str:
    """The address of a line's article here, of its record in the quarantine, or of its page at the source.

    :returns: nothing where that is no web address
    """
    if line.kind == "quarantined" and line.record:
        return f"/{site}/quarantine/{line.record}/"
    if line.published:
        return f"/{site}/article/{line.article}/"
    return web_link(line.url) or ""


def further_links(site: str, line: Line) -> Iterator[Link]:
    """What else there is of it: the revisions side by side, the article of a record."""
    if line.kind == "edited" and line.before:
        pair = f"{line.before}-{line.number}"
        yield Link(
            f"Revisions {line.before} and {line.number} side by side",
            f"/{site}/article/{line.article}/revisions/{pair}/",
        )
    if line.kind == "quarantined" and line.published:
        yield Link("The article as it is archived", f"/{site}/article/{line.article}/")


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
    told = _joined(line.changed) + (
        " were" if len(line.changed) > 1 or line.changed[0].endswith("s") else " was"
    )
    if not line.grown:
        return f"{told} changed"
    how = "longer" if line.grown > 0 else "shorter"
    return f"{told} changed; its text is {abs(line.grown):,} {_plural('character', abs(line.grown))} {how}"


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


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _joined(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
