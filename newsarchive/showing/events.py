"""What happened to articles, as a paragraph each for people and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import tzinfo

from rich.text import Text

from newsarchive.showing.local_time import iso_time, local_minute
from newsarchive.store.events import Event
from newsarchive.text import cut, escaped, one_line


def event_lines(event: Event, zone: tzinfo, width: int) -> Iterator[Text]:
    """When and which article; what happened to it; where it is. The last is folded at ``width``.

    :param zone: the site's
    """
    yield _line(f"{local_minute(event.at, zone)}  {event.title or event.id}")
    yield _line(f"  {event.reason}{': ' if event.detail else ''}{event.detail}", "dim")
    where = f"_posts/{event.post}" if event.post else event.url
    for line in _folded(Text(cut(escaped(where), 2 * (width - 2))), width - 2):
        yield Text.assemble("  ", line)


def event_json(site: str, event: Event, zone: tzinfo) -> str:
    """The same and all the rest, as one line of ASCII JSON; the time is ISO 8601 with the zone's offset."""
    told = {
        "site": site, "what": event.what, "id": event.id, "url": event.url, "title": event.title,
        "reason": event.reason, "detail": event.detail, "post": event.post, "time": iso_time(event.at, zone),
    }  # fmt: skip
    return json.dumps(told if event.record is None else told | {"record": event.record})


def _line(text: str, style: str = "") -> Text:
    """One line, which a console cuts at its width."""
    indent = text[: len(text) - len(text.lstrip())]
    return Text(indent + escaped(one_line(text)), style, no_wrap=True, overflow="ellipsis")


def _folded(text: Text, width: int) -> list[Text]:
    """The text in pieces of ``width``; an address has no spaces to fold it at."""
    return list(text.divide(range(width, len(text), width))) if text.cell_len > width else [text]
