"""What happened to articles, as a paragraph each for people and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import tzinfo

from rich.cells import chop_cells
from rich.console import Console
from rich.text import Text

from newsarchive.showing.local_time import iso_time, local_minute
from newsarchive.store.events import Event
from newsarchive.text import escaped, one_line

_INDENT, _LINES = "  ", 2


def event_lines(event: Event, zone: tzinfo, console: Console) -> Iterator[Text]:
    """When and which article; what happened to it; where it is: each in two lines at most.

    :param zone: the site's
    :param console: whose width the lines have
    """
    yield from _lines(f"{local_minute(event.at, zone)}  {event.title or event.id}", console, first="")
    yield from _lines(f"{event.reason}{': ' if event.detail else ''}{event.detail}", console, "dim")
    yield from _lines(f"_posts/{event.post}" if event.post else event.url, console)


def event_json(site: str, event: Event, zone: tzinfo) -> str:
    """The same and all the rest, as one line of ASCII JSON; the time is ISO 8601 with the zone's offset."""
    told = {
        "site": site, "what": event.what, "id": event.id, "url": event.url, "title": event.title,
        "reason": event.reason, "detail": event.detail, "post": event.post, "time": iso_time(event.at, zone),
    }  # fmt: skip
    return json.dumps(told if event.record is None else told | {"record": event.record})


def _lines(text: str, console: Console, style: str = "", *, first: str = _INDENT) -> Iterator[Text]:
    """The text folded at the console's width, with an indent; what two lines do not hold is cut."""
    width = console.width - len(_INDENT)
    folded = Text(escaped(one_line(text)), style).wrap(console, width)
    if len(folded) > _LINES:
        last = chop_cells(folded[_LINES - 1].plain, width - 1)[0]
        folded[_LINES - 1] = Text(f"{last}\N{HORIZONTAL ELLIPSIS}", style)
    for number, line in enumerate(folded[:_LINES]):
        yield Text.assemble(first if not number else _INDENT, line)
