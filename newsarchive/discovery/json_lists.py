"""Lists of articles that a site answers as JSON or JSONP."""

from collections.abc import Mapping, Sequence
from typing import Any

from newsarchive.exceptions import ExtractionError
from newsarchive.pages.json_answers import at_path, read_json, value_at
from newsarchive.text import printable

_MOST = 10_000  # items of one list


def read_json_list(
    text: str, *, items: str, fields: Mapping[str, str | Sequence[str]]
) -> list[dict[str, str]]:
    """The items of the list at the path ``items``, with the fields that they state; the first 10,000.

    :param items: such as ``data.list``; empty where the answer itself is the list
    :param fields: for each name the path within an item, or several: the first that says anything counts
    :raises ExtractionError: ``unreadable-json``, or ``no-list`` where there is none at the path
    """
    found = value_at(read_json(text), items)
    if not isinstance(found, list):
        raise ExtractionError("no-list", f"there is no list at {items!r}: {printable(text)!r}")
    paths = {name: [path] if isinstance(path, str) else list(path) for name, path in fields.items()}
    return [
        {name: value for name, given in paths.items() if (value := _first(item, given))}
        for item in found[:_MOST]
    ]


def _first(item: Any, paths: Sequence[str]) -> str | None:
    return next(filter(None, (at_path(item, path) for path in paths)), None)
