"""The URLs that were captured, and the articles that are archived, at an address however it is written."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from sqlite3 import Connection

_PLAIN = re.compile(r"[A-Za-z0-9]+")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_AT_ONCE = 400
_MOST = 200
"""Ways to write an address, of which a catalog has one or two."""


def captured_urls(catalog: Connection, address: str, form: Callable[[str], str]) -> list[str]:
    """The captured URLs that are the same address.

    One look through the index of URLs finds those that share the longest plain piece with the address, which
    no way of writing it escapes; these alone are compared.

    :param form: gives what all ways of writing an address have in common
    """
    common = form(address)
    path = _ESCAPE.sub("/", common.partition("/")[2])
    piece = max(_PLAIN.findall(path), key=len, default="")
    query = "SELECT DISTINCT url FROM capture WHERE instr(url, ?) AND length(url) <= ?"
    longest = 3 * len(common) + 200
    found = (url for (url,) in catalog.execute(query, (piece, longest)) if form(url) == common)
    return list(islice(found, _MOST))


def archived_at(
    catalog: Connection, site: str, wanted: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """The number of the article that is archived under an id or at a URL, of those that are.

    :param wanted: pairs of source id and identity page
    """
    pairs = list(dict.fromkeys(wanted))
    by_id = _numbers(catalog, "source_id", site, [source_id for source_id, _ in pairs])
    by_url = _numbers(catalog, "url", site, [url for _, url in pairs])
    found = {(source_id, url): by_id.get(source_id) or by_url.get(url) for source_id, url in pairs}
    return {pair: number for pair, number in found.items() if number}


def _numbers(catalog: Connection, column: str, site: str, values: list[str]) -> dict[str, int]:
    """By what stands in a column the first article that is archived; a further address is its article's."""
    found: dict[str, int] = {}
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        found |= dict(catalog.execute(
            f"SELECT one.{column}, whole.id FROM article AS one"  # noqa: S608  names of ours
            " JOIN article AS whole"
            " ON whole.id = CASE one.state WHEN 'double' THEN one.copy_of ELSE one.id END"
            f" WHERE one.site = ? AND one.{column} IN ({marks}) AND whole.revision IS NOT NULL"
            " ORDER BY whole.id DESC",
            (site, *some),
        ))  # fmt: skip
    return found
