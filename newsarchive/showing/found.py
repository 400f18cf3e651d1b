"""An article that a search found, as a paragraph for people and as JSON for programs."""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo

from rich.console import Console
from rich.text import Text

from newsarchive.showing.local_time import iso_time
from newsarchive.store.search.found import Hit
from newsarchive.store.search.marks import Marked
from newsarchive.text import escaped, one_line

_INDENT = "  "
_LINES = 3


def hit_lines(hit: Hit, zone: tzinfo, console: Console) -> Iterator[Text]:
    """When, where and which article; a piece of its text; where the words stood, if they do no more.

    :param zone: the site's
    :param console: whose width the lines have
    """
    day = Text(f"{hit.published:%Y-%m-%d %H:%M}  {escaped(hit.site)}  ", "bold")
    yield from _folded(Text.assemble(day, _styled(hit.title)), console, first="")
    of = [name for name in (hit.outlet, hit.section, hit.author) if name]
    yield from _folded(Text(escaped(one_line(" · ".join(of))), "dim"), console)
    yield from _folded(_styled(hit.text), console)
    for line in notes(hit, zone):
        yield from _folded(Text(line, "yellow"), console)
    yield from _folded(Text(escaped(f"_posts/{hit.post}" if hit.post else hit.url)), console)


def notes(hit: Hit, zone: tzinfo) -> list[str]:
    """What is to be said of a hit besides: that words went, that the source has the article no more."""
    told = hit.standing.told(lambda moment: _minute(moment, zone))
    lines = [told] if told else []
    if hit.withdrawn is not None:
        lines.append(f"withdrawn: the source has it no more since {_minute(hit.withdrawn, zone)}")
    return lines


def hit_json(hit: Hit, zone: tzinfo) -> str:
    """All that there is to it, as one line of ASCII JSON; times are ISO 8601 with the zone's offset."""
    return json.dumps(hit_values(hit, zone))


def hit_values(hit: Hit, zone: tzinfo) -> dict[str, object]:
    """The same, as what JSON is made of. Marked pieces of texts stand between ``[[`` and ``]]``."""
    where = hit.standing
    return {
        "site": hit.site, "id": hit.source_id, "url": hit.url, "post": hit.post or None,
        "published": hit.published.isoformat(), "title": plain_of(hit.title), "outlet": hit.outlet,
        "section": hit.section, "author": hit.author, "language": hit.language,
        "text": "".join(f"[[{piece}]]" if is_marked else piece for piece, is_marked in hit.text),
        "revision": hit.revision, "revisions": list(where.revisions), "stands": where.is_current,
        "gone_after": where.last and where.last.astimezone(zone).isoformat(),
        "gone_before": where.without and where.without.astimezone(zone).isoformat(),
        "kept_out": [{"revision": number, "kind": kind} for number, kind in where.kept_out],
        "withdrawn": iso_time(hit.withdrawn, zone), "notes": notes(hit, zone),
    }  # fmt: skip


def _minute(moment: datetime | int, zone: tzinfo) -> str:
    at = datetime.fromtimestamp(moment, zone) if isinstance(moment, int) else moment.astimezone(zone)
    return f"{at:%Y-%m-%d %H:%M %Z}"


def plain_of(text: Marked) -> str:
    """A text without its marks."""
    return "".join(piece for piece, _ in text)


def _styled(text: Marked) -> Text:
    return Text.assemble(
        *((escaped(piece), "bold reverse" if is_marked else "") for piece, is_marked in text)
    )


def _folded(text: Text, console: Console, *, first: str = _INDENT) -> Iterator[Text]:
    """A text folded at the console's width, with an indent; what three lines do not hold is cut."""
    if text.plain.strip():
        for number, line in enumerate(text.wrap(console, console.width - len(_INDENT))[:_LINES]):
            yield Text.assemble(first if not number else _INDENT, line)
