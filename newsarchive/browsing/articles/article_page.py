"""An article's page, in its current wording or in an earlier one, with all that is known of it."""

from collections.abc import Iterator
from typing import Any

from newsarchive.browsing.articles.beside import beside
from newsarchive.browsing.articles.citations import FORMS, citations
from newsarchive.browsing.articles.fields import DOUBTS, KINDS, in_zone, published_of, stated
from newsarchive.browsing.articles.found import Found, address_of, find_article
from newsarchive.browsing.articles.text import shown_body
from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.page import Answer, Asked, Elsewhere, NotHere, Page
from newsarchive.exceptions import ArgumentError
from newsarchive.publishing.body.attributes import known_language
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.catalog.states import KEPT_OUT, State
from newsarchive.text import many, one_line, program

_ASKS = 20  # that are shown, the newest
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}


def article(held: Held, number: int, *, asked: Asked, shelf: Shelf) -> Answer:
    """The page of an article, whatever became of it; a further address leads to its article.

    :raises NotHere: there is no such article
    """
    found = find_article(held, number)
    if found.row.state is State.DOUBLE and found.row.copy_of:
        return Elsewhere(address=address_of(held, found.row.copy_of))
    return _page(found, found.current, asked, shelf)


def revision(held: Held, number: int, which: int, *, asked: Asked, shelf: Shelf) -> Page:
    """The page of an article in the wording of one of its revisions.

    :raises NotHere: there is no such article, or no such revision of it
    """
    found = find_article(held, number)
    try:
        return _page(found, found.history.revision(which), asked, shelf)
    except ArgumentError as error:
        raise NotHere(f"{held.name}, article {number}: {error}") from error


def trail_of(found: Found, *further: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """What lies above a page of an article."""
    held = found.held
    days = [f"{found.current.published:%Y-%m-%d}"] if found.current else []
    return ((held.name, held.address), *((day, f"{held.address}day/{day}/") for day in days), *further)


def writing_of(language: str) -> dict[str, str]:
    """The attributes of a text in a language: its tag, if a browser knows it, and the direction."""
    known = known_language(language)
    direction = "rtl" if known.partition("-")[0].lower() in _RIGHT_TO_LEFT else "auto"
    return {"lang": known, "dir": direction}


def _page(found: Found, shown: RevisionRow | None, asked: Asked, shelf: Shelf) -> Page:
    held, history = found.held, found.history
    is_current = shown is found.current
    context: dict[str, Any] = {
        "found": found,
        "shown": shown,
        "is_current": is_current,
        "writing": writing_of(shown.language if shown else ""),
        "states": list(_states(found, shown)),
        "beside": beside(found, shelf),
        "captures": [
            {"row": row, "warc": name, "at": in_zone(row.at, found.zone, seconds=True),
             "is_of_shown": shown is not None and row.revision == shown.number}
            for row, name in history.originals
        ],
        "asks": found.asks[-_ASKS:],
        "asks_before": max(0, len(found.asks) - _ASKS),
        "kinds": KINDS,
        "forms": {form: name for form, (_, _, name) in FORMS.items()} if is_current else {},
    }  # fmt: skip
    if shown:
        context |= {
            "body": shown_body(held, shown, found.row.url),
            "standfirst": one_line(shown.standfirst),
            "published": published_of(shown, found.zone),
            "fields": list(stated(shown, found.zone)),
            "doubts": [DOUBTS[one] for one in shown.doubts],
            "citations": citations(found, shown, asked),
            "program": program(),
            "fetched": in_zone(shown.fetched, found.zone, seconds=True),
        }
    trail = trail_of(found) if is_current else trail_of(found, (found.title, found.address))
    title = shown.title if shown else found.title
    return Page(
        template="article.html", title=title, context=context, trail=trail,
        language=known_language(shown.language) if shown else "",
    )  # fmt: skip


def _states(found: Found, shown: RevisionRow | None) -> Iterator[str]:
    """How the article stands, a sentence each, what a reader must know first."""
    row, current = found.row, found.current
    if shown and current and shown is not current:
        kept_out = " It was never published." if shown.kind in KEPT_OUT else ""
        yield f"This is revision {shown.number}, and not what is published now.{kept_out}"
    if row.gone:
        yield f"The source has it no more since {in_zone(found.local(row.gone), found.zone)}; it stays here."
    if edits := found.edits:
        times = "once" if len(edits) == 1 else f"{len(edits)} times"
        last = in_zone(found.local(edits[-1].stored), found.zone)
        yield f"The source edited it {times}, last noticed {last}."
    if row.state is State.PENDING:
        yield "Its post is not written yet; the next run writes it."
    if row.state is State.OWED:
        why = meaning_of(row.failure or "")
        tried = f" It was asked for {many(row.attempts, 'time')} in vain: {why}." if row.attempts else ""
        yield f"It is owed: it is known since {in_zone(found.local(row.discovered), found.zone)}.{tried}"
    if row.state is State.QUARANTINED:
        yield f"It is quarantined: {meaning_of(row.failure or '') or 'no post can be made of it'}."
    if stone := found.history.tombstone:
        yield f"It was taken down {in_zone(found.local(stone.at), found.zone)}: {stone.reason}"
