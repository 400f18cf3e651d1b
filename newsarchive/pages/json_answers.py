"""What a site answers as JSON or JSONP: the record, and what stands at a path in it."""

import json
import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, NoReturn

from newsarchive.exceptions import ExtractionError
from newsarchive.text import printable

# Against inclusion as a script, and whether there is a callback at all.
_GUARD = re.compile(
    r"\)\]\}',?|while\s?\(1\);|for\s?\(;;\);|/\*\*/|typeof\s[\w$.]{1,99}\s?={2,3}\s?['\"]function['\"]\s?&&"
)
_CALL = re.compile(r"(?:try\s?\{\s?)?[A-Za-z_$][\w$.\[\]'\"]{0,199}\s?\(")
_ASSIGNMENT = re.compile(r"(?:(?:var|let|const)\s{1,9})?[A-Za-z_$][\w$.\[\]'\"]{0,199}\s{0,9}=")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,6})\]")
_MOST_DIGITS = 100  # of a number; no id and no time has so many
MOST_NESTED, MOST_VALUES = 400_000, 1_000_000
"""Objects and lists of one answer, which take up to 250 bytes each, and commas between values."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def read_json(text: str, *, with_holes: bool = False) -> Any:
    """What a JSON answer holds, or JSONP's ``callback(…);``, or a script's ``name = …;``.

    Of a key that stands twice in an object the first one counts: what is appended changes nothing.

    :param with_holes: a list of many things, of which one value may be none without spoiling the others: NaN
        and numbers of thousands of digits are null
    :raises ExtractionError: ``unreadable-json``: cut, HTML, NaN, nested too deep, a number of
        thousands of digits, more values than any list has
    """
    bare = text.lstrip("\ufeff").strip()
    if guard := _GUARD.match(bare):
        bare = bare[guard.end() :].lstrip()
    if bare.count("{") + bare.count("[") > MOST_NESTED or bare.count(",") > MOST_VALUES:
        raise ExtractionError("unreadable-json", f"it has more values than any list: {printable(bare)!r}")
    try:
        return json.loads(
            _unwrapped(bare), strict=False, object_pairs_hook=_first_wins,
            parse_constant=_no_value if with_holes else _refuse, parse_int=_figure if with_holes else None,
        )  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise ExtractionError("unreadable-json", f"{printable(error)}: {printable(bare)!r}") from None


def at_path(record: Any, path: str) -> str | None:
    """The text or number at a path such as ``data.list[0].title``, half characters dropped; else None."""
    found = value_at(record, path)
    if isinstance(found, str):
        return _SURROGATES.sub("", found)
    is_number = isinstance(found, int) or (isinstance(found, float) and isfinite(found))
    return str(found) if is_number and not isinstance(found, bool) else None


def value_at(record: Any, path: str) -> Any:
    """Whatever stands at a path such as ``data.list``; the record itself at an empty one, else None."""
    for name, index in _STEP.findall(path):
        if name and isinstance(record, dict):
            record = record.get(name)
        elif index and isinstance(record, list) and int(index) < len(record):
            record = record[int(index)]
        else:
            return None
    return record


def _unwrapped(text: str) -> str:
    """The JSON in a script that calls a function with it or gives it a name."""
    if text[:1] in {"{", "[", '"'}:
        return text
    if call := _CALL.match(text):
        end = text.rfind(")")
        if "catch" in text[-60:]:
            end = text.rfind(")", 0, text.rfind("catch"))
        return text[call.end() : end] if end > 0 else text
    if assignment := _ASSIGNMENT.match(text):
        return text[assignment.end() :].rstrip("; \t\r\n")
    return text


def _first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return dict(reversed(pairs))


def _no_value(constant: str) -> None:  # noqa: ARG001  whatever it is
    return None


def _figure(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


MOST_LISTED = 10_000
"""So many items of one list are looked at."""


def read_json_list(
    text: str, *, items: str, fields: Mapping[str, str | Sequence[str]]
) -> list[dict[str, str]]:
    """The items of the list at the path ``items``, with the fields that they state.

    Of more than 10,000 it gives the first ones, and one more to show that there are.

    :param items: such as ``data.list``; empty where the answer itself is the list
    :param fields: for each name the path within an item, or several: the first that says anything counts
    :raises ExtractionError: ``unreadable-json``, or ``no-list`` where there is none at the path
    """
    found = value_at(read_json(text, with_holes=True), items)
    if not isinstance(found, list):
        raise ExtractionError("no-list", f"there is no list at {items!r}: {printable(text)!r}")
    paths = {name: [path] if isinstance(path, str) else list(path) for name, path in fields.items()}
    return [
        {name: value for name, given in paths.items() if (value := _first(item, given))}
        for item in found[: MOST_LISTED + 1]
    ]


def _first(item: Any, paths: Sequence[str]) -> str | None:
    return next(filter(None, (at_path(item, path) for path in paths)), None)
