"""The page of an entry of the quarantine: what the pages said, field by field, and why no post was made."""

import json
import re
from collections.abc import Iterator, Mapping
from sqlite3 import Connection
from typing import Any

from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Page
from newsarchive.showing.reasons import meaning_of
from newsarchive.store.looking.captures import Capture, refused_captures
from newsarchive.store.looking.quarantined import Entry, entry_of
from newsarchive.text import cut, escaped, escaped_source

_LONGEST = 200_000
"""Characters of a field that are shown."""
_SHORT = 300
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_FIRST = ("title", "date", "outlet", "author", "section", "tags", "language", "zone", "link", "image")


def quarantine_page(held: Held, number: int) -> Page:
    """The entry of this number.

    :raises NotHere: there is none
    """

    def see(catalog: Connection) -> tuple[Entry | None, list[Capture]]:
        entry = entry_of(catalog, number)
        captures = refused_captures(catalog, entry.article) if entry and entry.article else ()
        return entry, list(captures)

    entry, captures = held.look(see)
    if entry is None:
        raise NotHere(
            f"{held.name} has no entry {number} in its quarantine; a takedown may have removed it,"
            " or a rebuild numbered it anew"
        )
    title = entry.record.get("title") if entry.record else None
    home = held.address
    trail = (held.name, home), ("Quarantined", f"{home}state/quarantined/")
    return Page(
        template="quarantine.html", title=title if isinstance(title, str) and title.strip() else entry.url,
        language=_language(entry.record), trail=trail,
        context={
            "site": held.name, "zone": held.zone, "entry": entry, "url": escaped(entry.url),
            "source_id": escaped(entry.source_id), "meaning": _sentence(meaning_of(entry.reason)),
            "detail": escaped(cut(entry.detail, _LONGEST)), "captures": captures,
            "fields": None if entry.record is None else list(_fields(entry.record)),
        },
    )  # fmt: skip


def _fields(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each field with what was said, as text; what says nothing is said to be empty."""
    for name in dict.fromkeys((*filter(record.__contains__, _FIRST), *record)):
        value = record[name]
        told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        told = "" if value is None else told
        yield {
            "name": escaped(cut(name, _SHORT)), "said": escaped_source(cut(told, _LONGEST)),
            "length": len(told), "is_cut": len(told) > _LONGEST, "is_long": len(told) > _SHORT,
        }  # fmt: skip


def _sentence(meaning: str) -> str:
    return f"{meaning[0].upper()}{meaning[1:]}." if meaning else "Its reason is none that newsarchive knows."


def _language(record: Mapping[str, Any] | None) -> str:
    """The language tag that the pages state, if it is one."""
    stated = record.get("language") if record else None
    is_tag = isinstance(stated, str) and _TAG.fullmatch(stated)
    return str(stated) if is_tag else ""
