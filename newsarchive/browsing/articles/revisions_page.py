"""An article's revisions: when each came, how, and what it changed; and two of them side by side."""

from collections.abc import Iterator
from typing import Any

from newsarchive.browsing.article_list import A_PAGE
from newsarchive.browsing.articles.article_page import trail_of, writing_of
from newsarchive.browsing.articles.fields import KINDS, in_zone
from newsarchive.browsing.articles.found import Found, find_article
from newsarchive.browsing.articles.text import body_in
from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page
from newsarchive.exceptions import ArgumentError
from newsarchive.items import FIELDS
from newsarchive.posts.word_diff import Budget, Comparison, Pair, compared, marked, paragraphs_of
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import KEPT_OUT
from newsarchive.store.pictures.folder import parts_of
from newsarchive.text import many, one_line

_BESIDE = 2  # paragraphs that stay, around one that changed
_ROWS = 1_000  # that are shown
_NAMES = {"tag": "tag of the post", "category": "category of the post", "stated_date": "date as written",
          "link": "address", "canonical": "address that it calls its own", "image": "lead picture",
          "more": "further keys"}  # fmt: skip


def revisions(held: Held, number: int, page: int = 1) -> Page:
    """A page of an article's revisions, the newest first.

    :raises NotHere: there is no such article, it has none, or not so many pages of them
    """
    found = find_article(held, number)
    if not found.history.revisions:
        raise NotHere(f"article {number} of {held.name} has no revision: it was never stored")
    newest_first = found.history.revisions[::-1]
    pages = -(-len(newest_first) // A_PAGE)
    if page > pages:
        raise NotHere(f"there is no page {page} of these revisions; the first one says how many there are")
    shown = newest_first[(page - 1) * A_PAGE : page * A_PAGE]
    return Page(
        template="revisions.html", title=f"Revisions of {found.title}",
        context={
            "found": found, "lines": [_line(found, one) for one in shown], "number": page, "pages": pages,
            "address": f"{found.address}revisions/",
        },
        trail=trail_of(found, (found.title, found.address)),
    )  # fmt: skip


def _line(found: Found, one: RevisionRow) -> dict[str, Any]:
    before = _before(found, one)
    run = found.runs.get(one.run)
    return {
        "row": one,
        "kind": KINDS[one.kind],
        "is_current": found.current is not None and one.number == found.current.number,
        "kept_out": one.kind in KEPT_OUT,
        "stored": in_zone(found.local(one.stored), found.zone, seconds=True),
        "run": f"{run.command}, run {run.id}" if run else f"run {one.run}",
        "before": before.number if before else 0,
        "changes": list(_changes(found, before, one)) if before else [],
    }


def _before(found: Found, one: RevisionRow) -> RevisionRow | None:
    try:
        return found.history.before(one.number)
    except ArgumentError:
        return None


def _changes(found: Found, old: RevisionRow, new: RevisionRow) -> Iterator[str]:
    """What changed in brief: fields by name, the text by its length, pictures one by one."""
    yield from (_named(name) for name in FIELDS if getattr(old, name) != getattr(new, name))
    if (old.body, old.length) != (new.body, new.length) or (old.text != new.text and not new.body):
        by = new.length - old.length
        yield (
            f"text, {many(abs(by), 'character')} {'longer' if by > 0 else 'shorter'}"
            if by
            else "text, as long as before"
        )
    yield from found.history.new_pictures(old, new)


def _named(field: str) -> str:
    return _NAMES.get(field, field)


def side_by_side(held: Held, number: int, old: int, new: int) -> Page:
    """Two revisions of an article, the words marked that changed.

    :raises NotHere: there is no such article, or no such revision of it
    """
    found = find_article(held, number)
    try:
        sides = found.history.revision(old), found.history.revision(new)
    except ArgumentError as error:
        raise NotHere(f"{held.name}, article {number}: {error}") from error
    budget = Budget()
    bodies = [body_in(held, one) for one in sides]
    before, after = (paragraphs_of(one or "") for one in bodies)
    body = compared(before, after, budget)
    rows = list(_shown(body))
    context = {
        "found": found,
        "sides": [_side(found, one) for one in sides],
        "writings": [writing_of(one.language) for one in sides],
        "fields": list(_fields(*sides, budget)),
        "rows": rows[:_ROWS],
        "left_out": len(rows) - _ROWS,
        "is_kept": lambda address: parts_of(address.removeprefix("/")) is not None,
        "is_rough": body.is_rough,
        "differs": body.differs,
        "untold": [one.number for one, text in zip(sides, bodies, strict=True) if text is None],
        "is_other": sides[0].sha256 != sides[1].sha256,
        "pictures": found.history.new_pictures(*sides) if old < new else [],
    }
    return Page(
        template="side_by_side.html", title=f"Revisions {old} and {new} of {found.title}", context=context,
        trail=trail_of(found, (found.title, found.address), ("Revisions", f"{found.address}revisions/")),
    )  # fmt: skip


def _side(found: Found, one: RevisionRow) -> dict[str, Any]:
    kept_out = ", never published" if one.kind in KEPT_OUT else ""
    stored = in_zone(found.local(one.stored), found.zone)
    return {"number": one.number, "words": f"Revision {one.number}, stored {stored}{kept_out}"}


def _fields(old: RevisionRow, new: RevisionRow, budget: Budget) -> Iterator[tuple[str, Pair]]:
    for name in FIELDS:
        one, other = (_words(getattr(side, name)) for side in (old, new))
        if one != other:
            pieces = marked(one, other, budget)
            yield _named(name), Pair("changed" if one and other else "added" if other else "removed", *pieces)


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        value = ", ".join(map(str, value))
    return one_line("" if value is None or value == {} else str(value))


def _shown(body: Comparison) -> Iterator[Pair | int]:
    """The paragraphs that changed, some that did not around them, and how many are left out between."""
    near = {
        at + by
        for at, one in enumerate(body.pairs)
        if one.change != "same"
        for by in range(-_BESIDE, _BESIDE + 1)
    }
    left_out = 0
    for at, one in enumerate(body.pairs):
        if at in near:
            if left_out:
                yield left_out
            left_out = 0
            yield one
        else:
            left_out += 1
    if left_out:
        yield left_out
