"""A page of a list as JSON, whose fields docs/browsing.md describes."""

import json
from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any

from newsarchive.browsing.moments import line_time, machine_time, stated_time
from newsarchive.browsing.page import Raw, To
from newsarchive.browsing.told import further_links, main_link, what_befell
from newsarchive.store.looking.lines import Line


def list_values(site: str, title: str, total: int, lines: Sequence[Line], zone: tzinfo, further: str) -> Raw:
    """A page of a list in UTF-8.

    :param site: the archive's name
    :param total: lines of the whole list
    :param further: the address of the next page; empty where there is none
    """

    def values(to: To) -> dict[str, Any]:
        return {
            "site": site,
            "title": title,
            "zone": str(zone),
            "total": total,
            "next": to(further) if further else None,
            "articles": [_values(site, line, zone, to) for line in lines],
        }

    return json_of(values)


def json_of(values: Callable[[To], dict[str, Any]]) -> Raw:
    """Values as JSON in UTF-8."""

    def told(to: To) -> bytes:
        return json.dumps(values(to), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")

    return Raw(content=told, media_type="application/json")


def _values(site: str, line: Line, zone: tzinfo, to: To) -> dict[str, Any]:
    link = main_link(site, line)
    return {
        "kind": line.kind,
        "time": line_time(line, zone),
        "article": line.article or None,
        "id": line.source_id,
        "url": line.url,
        "title": line.title or None,
        "language": line.language or None,
        "outlet": line.outlet or None,
        "author": line.author or None,
        "section": line.section or None,
        "published": stated_time(line.published) if line.published else None,
        "precision": line.precision or None,
        "withdrawn": None if line.gone is None else machine_time(line.gone, zone),
        "edits": line.edits,
        "revision": line.number or None,
        "before": line.before or None,
        "changed": list(line.changed),
        "grown": line.grown,
        "reason": line.reason or None,
        "detail": line.detail or None,
        "told": what_befell(line) or None,
        "record": line.record or None,
        "attempts": line.attempts,
        "tried": None if line.tried is None else machine_time(line.tried, zone),
        "page": to(link) if link else None,
        "further": [to(one.address) for one in further_links(site, line)],
    }
