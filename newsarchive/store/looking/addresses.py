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
_COMPARED = 20_000


def captured_urls(
    catalog: Connection, common: str, form: Callable[[str], str], likely: Iterable[str]
) -> list[str]:
    """The captured URLs that are the same address.

    Besides the likely ones, which the index of URLs has at once, one look through it finds those that share
    the longest plain piece with the address, which no way of writing it escapes; 20,000 are compared.

    :param common: what all ways of writing the address have in common
    :param form: gives that of a URL
    :param likely: ways of writing it; at most 100
    """
    forms = list(likely)
    marks = ", ".join("?" * len(forms))
    query = f"SELECT DISTINCT url FROM capture WHERE url IN ({marks})"  # noqa: S608  marks alone
    urls = {url: None for (url,) in catalog.execute(query, forms)}
    piece = max(_PLAIN.findall(_ESCAPE.sub("/", common.partition("/")[2])), key=len, default="")
    longest = 3 * len(common) + 200
    query = "SELECT DISTINCT url FROM capture WHERE instr(url, ?) AND length(url) <= ? LIMIT ?"
    others = (url for (url,) in catalog.execute(query, (piece, longest, _COMPARED)) if form(url) == common)
    return list(urls | dict.fromkeys(islice(others, _MOST)))


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
