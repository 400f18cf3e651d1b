"""A text endpoint's JSON, read strictly where it matters, as raw fields."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from newsarchive.exceptions import ExtractionError
from newsarchive.text import printable


def read_record(text: str) -> dict[str, Any]:
    """The JSON object in ``text``; control characters inside its strings are let pass.

    :raises ExtractionError: ``unreadable-json`` for anything that is no JSON object: cut, HTML,
        ``null``, NaN, nested too deep, a number of thousands of digits
    """
    try:
        record = json.loads(text, strict=False, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ExtractionError("unreadable-json", f"{printable(error)}: {printable(text)!r}") from None
    if not isinstance(record, dict):
        raise ExtractionError("unreadable-json", f"no JSON object: {printable(text)!r}")
    return record


def stated(record: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    """What the record says under ``keys``, in their order; only text and numbers count."""
    values = (record.get(key) for key in keys)
    stating = (value for value in values if isinstance(value, str | int | float))
    return [str(value) for value in stating if not isinstance(value, bool)]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
