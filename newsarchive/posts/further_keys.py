"""The keys of a front matter beyond a post's five, with their values' types; and which of them are fields."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from newsarchive.text import one_line

FIVE = ("layout", "title", "date", "categories", "tags")
_TEXTS = ("author", "source", "section", "image", "language", "canonical")
_KEY = re.compile(r"^(?=[^\s#-][^\n]*?:(?:\s|$))", re.MULTILINE)
_LONGEST, _DEEPEST = 100_000, 20


def further_keys(text: str) -> dict[str, Any]:
    """The further keys and their values; of categories and tags the lists with several entries.

    Each key is read by itself, so that what is no YAML spoils no other one.

    :param text: what stands between the two ``---`` lines
    """
    found: dict[str, Any] = {}
    for block in _KEY.split(text) if len(text) <= _LONGEST else ():
        for key, value in _read(block).items():
            several = isinstance(value, list) and len(value) > 1
            if key not in FIVE or (several and key in {"categories", "tags"}):
                found[str(key)] = _plain(value)
    return found


def as_fields(more: Mapping[str, Any], listed: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What further keys say of an article's fields; and the keys that are to be kept as they are.

    :param listed: the keys that posts have anyway, if the field is not empty
    """
    fields = {name: text for name in _TEXTS if (text := one_text(more.get(name)))}
    plain = {name for name in fields if more[name] == fields[name]}
    kept = {
        key: value for key, value in more.items() if not (key in listed and (key in plain or key == "url"))
    }
    return fields, kept


def one_text(value: Any) -> str:
    """A text, or a list of texts with commas between them, on one line; empty for anything else."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    return one_line(value) if isinstance(value, str) else ""


def _read(block: str) -> dict[Any, Any]:
    try:
        # In Python, as the C reader dies of deep nesting.
        read = yaml.load(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return read if isinstance(read, dict) and max(_depths(read), default=0) <= _DEEPEST else {}


def _depths(value: Any, depth: int = 0) -> Iterator[int]:
    yield depth
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        if depth <= _DEEPEST:
            yield from _depths(one, depth + 1)


def _plain(value: Any) -> Any:
    """The value with what has no plain form, as binary data and sets, as text."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | bool | int | float | date) else str(value)
