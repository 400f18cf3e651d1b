"""An article's history as people read it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles import Identity
from newsarchive.showing.local_time import local_minute, local_time
from newsarchive.store.catalog.row_kinds import (
    ArticleRow,
    CaptureRow,
    ForgottenRow,
    QuarantineRow,
    RevisionRow,
)
from newsarchive.store.catalog.states import KEPT_OUT, SAY_GONE, CaptureKind, State
from newsarchive.store.history import History
from newsarchive.text import cut, many, printable

_TITLE = 60  # characters
_WHAT = {CaptureKind.RESPONSE: "", CaptureKind.REVISIT: ", as before", CaptureKind.FILE: ", a picture"}


def revisions_table(named: Identity, history: History, zone: tzinfo) -> Table:
    """The revisions, oldest first; times in the site's zone, to the minute."""
    table = Table(title=printable(named.source_id), title_justify="left")
    table.add_column("no.", justify="right", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("stored", no_wrap=True)
    table.add_column("what it is", overflow="fold")
    for revision in history.revisions:
        mark = f"kept out: {revision.kind}" if revision.kind in KEPT_OUT else ""
        if history.row and revision.number == history.row.revision:
            mark = "current"
        if revision.learned:
            mark = ", ".join(filter(None, [mark, f"learned: version {revision.learned}"]))
        if revision.doubts:
            mark = ", ".join(filter(None, [mark, *revision.doubts]))
        published = f"published {revision.published:%Y-%m-%d %H:%M}"
        told = [mark, printable(cut(revision.title, _TITLE)), published, *_new_pictures(history, revision),
                f"sha256 {revision.sha256[:12]}"]  # fmt: skip
        stored = local_minute(revision.stored, zone)
        table.add_row(str(revision.number), revision.kind, stored, Text("\n".join(filter(None, told))))
    return table


def _new_pictures(history: History, revision: RevisionRow) -> list[str]:
    """What is new in a revision's pictures; of a first one, how many are kept."""
    with suppress(ArgumentError):
        before = history.before(revision.number)
        return [printable(line) for line in history.new_pictures(before, revision)]
    shown = history.pictures.get(revision.number, [])
    kept = sum(one.sha256 is not None for one in shown)
    return [f"pictures: {len(shown)}, kept: {kept}"] if shown else []


def history_lines(named: Identity, history: History, zone: tzinfo) -> Iterator[str]:
    """All else that is known of the article, a line each; times in the site's zone."""
    yield f"page: {named.url}"
    row = history.row
    if row and row.post:
        yield f"post: _posts/{row.post}" + (", not written yet" if row.state is State.PENDING else "")
    if row and row.state is State.OWED:
        tried = f", tried {many(row.attempts, 'time')}: {row.failure}" if row.attempts else ""
        yield f"owed since {local_time(row.discovered, zone)}{tried}"
    if row and row.gone:
        yield f"gone at the source since {local_time(row.gone, zone)}; the post stays"
    if history.copy_of:
        yield f"same text as {history.copy_of}, which was archived first"
    for copy in history.copies:
        yield f"same text as {copy}, which was archived later"
    for double in history.doubles:
        former = f", whose post was {double.old_post}" if double.old_post else ""
        yield f"also at {printable(double.url)}{former}"
    for held, name in history.originals:
        yield _original(held, name)
    for entry in history.quarantined:
        yield _not_stored(entry, row, zone)
    if history.tombstone:
        yield _tombstone(history.tombstone, zone)


def _original(held: CaptureRow, name: str) -> str:
    whose = f"revision {held.revision}" if held.revision else "what was quarantined"
    what = _WHAT[held.kind]
    return f"original of {whose}: {held.url} ({held.status}{what}), {name} at {held.offset}"


def _not_stored(entry: QuarantineRow, row: ArticleRow | None, zone: tzinfo) -> str:
    """What came and made no post; where it says that an archived article is gone, nobody need look at it."""
    when = local_time(entry.at, zone)
    if entry.settled:
        return f"quarantined {when} ({entry.reason}): {entry.detail}" + (
            f"; stored after all {local_time(entry.settled, zone)}"
        )
    if row and row.revision is not None and entry.reason in SAY_GONE:
        return f"kept {when} ({entry.reason}): {entry.detail}; the post stays"
    return f"quarantined {when} ({entry.reason}): {entry.detail}"


def _tombstone(stone: ForgottenRow, zone: tzinfo) -> str:
    under_way = "" if stone.done else "; the removal is under way, the next run completes it"
    return f"forgotten {local_time(stone.at, zone)}: {stone.reason}{under_way}"


def folded(line: str, width: int) -> Iterator[str]:
    """A line in parts of at most ``width`` cells, folded at spaces: an address stays whole, to be copied."""
    part = ""
    for word in line.split(" "):
        longer = f"{part} {word}" if part else word
        if part.strip() and cell_len(longer) > width:
            yield part
            longer = f"  {word}"
        part = longer
    yield part
