"""A post's front matter: keys that Jekyll, Hugo and PyYAML all read back as they were meant."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any

import yaml

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.web_link import web_link
from newsarchive.sites import NOT_YAML
from newsarchive.text import one_line

# What YAML does not print, or takes for a line break.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BARE_KEY = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
RESERVED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"}
"""Words that some YAML reader takes for a truth value, a number or nothing."""


def written(value: Any) -> str:
    """A value in YAML's flow style: strings in double quotes, numbers and dates bare."""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written_key(key)}: {written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value)


def written_key(key: str) -> str:
    """A key, in quotes where it is not simply a word."""
    return key if _BARE_KEY.fullmatch(key) and key.lower() not in RESERVED else written(key)


_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# One word: no white space, no YAML indicator, no quote, and a letter or ideograph before any sign.
_WORD = re.compile(r"\w[\w()（）·．.+/-]*")
# What some YAML 1.1 or 1.2 reader takes for a number, a date, a truth value or nothing.
_NUMBERLIKE = re.compile(r"[0-9_.][0-9a-fA-FxXoO_.:eEtTzZ/+-]*")


def front_matter(
    *, layout: str, title: str, date: datetime, category: str, tag: str, more: Mapping[str, Any] | None = None
) -> str:
    """The front matter block, with its two ``---`` lines.

    The title is always double-quoted, and so are the texts of what is there ``more``; category and tag are
    bare when they are one word that every YAML reads back as that string, and a list of one quoted string
    otherwise. Lists of ``categories`` and ``tags`` among what is there more stand in their place.

    :raises ExtractionError: ``unwritable-title`` and the like when PyYAML does not read back
        exactly these values
    """
    stamp = date.strftime("%Y-%m-%d %H:%M:%S %z")
    more = more or {}
    listed = {key: more[key] for key in ("categories", "tags") if key in more}
    further = {key: value for key, value in more.items() if key not in listed}
    categories = written(listed["categories"]) if "categories" in listed else _word(category)
    tags = written(listed["tags"]) if "tags" in listed else _word(tag)
    text = (
        f"layout: {layout}\n"
        f"title: {_quoted(title)}\n"
        f"date: {stamp}\n"
        f"categories: {categories}\n"
        f"tags: {tags}\n"
        + "".join(f"{written_key(key)}: {written(value)}\n" for key, value in further.items())
    )
    stated = {"layout": layout, "title": title, "date": "", "categories": category, "tags": tag}
    _check(text, stated | listed | further, date)
    return f"---\n{text}---\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _word(text: str) -> str:
    bare = _WORD.fullmatch(text) and not _NUMBERLIKE.fullmatch(text) and text.lower() not in RESERVED
    return text if bare else f"[{_quoted(text)}]"


def _check(text: str, expected: dict[str, Any], date: datetime) -> None:
    try:
        read = yaml.load(text, Loader=_LOADER)  # noqa: S506  a safe loader, in C where there is one
    except (yaml.YAMLError, UnicodeEncodeError) as error:  # a lone surrogate has no UTF-8
        raise ExtractionError("unwritable-front-matter", f"YAML refuses it: {error}") from error
    if list(read) != list(expected):
        raise ExtractionError("unwritable-front-matter", f"YAML reads the keys {list(read)}")
    for key, value in expected.items():
        if key != "date" and read[key] not in (value, [value]):
            raise ExtractionError("unwritable-front-matter", f"YAML reads {key} as {read[key]!r}")
    stamp = read["date"]  # a string: PyYAML knows no zone without a colon
    if datetime.strptime(str(stamp), "%Y-%m-%d %H:%M:%S %z") != date.replace(microsecond=0):
        raise ExtractionError("unwritable-front-matter", f"YAML reads the date as {stamp!r}")


FIVE = ("layout", "title", "date", "categories", "tags")
_TEXTS = ("author", "source", "section", "image", "language", "canonical")
_NOTE = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_KEY = re.compile(r"^(?=[^\s#-][^\n]*?:(?:\s|$))", re.MULTILINE)
_LONGEST, _DEEPEST, _MOST_VALUES = 100_000, 20, 100_000


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
                found[str(key)] = plain_value(value)
    return found


def as_fields(more: Mapping[str, Any], listed: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What further keys say of an article's fields; and the keys that are to be kept as they are.

    :param listed: the keys that posts have anyway, if the field is not empty
    """
    fields = {name: text for name in _TEXTS if (text := one_text(more.get(name)))}
    if web_link(fields.get("source", "")):  # a clipper's, which is the article's address and no outlet
        del fields["source"]
    plain = {name for name in fields if more[name] == fields[name]}
    kept = {
        key: value for key, value in more.items() if not (key in listed and (key in plain or key == "url"))
    }
    return fields, kept


def one_text(value: Any) -> str:
    """A text, or a list of texts with commas between them, on one line; empty for anything else.

    What Obsidian writes as a link to a note, ``[[Ann Lee]]``, is what it shows.
    """
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    return one_line(_NOTE.sub(r"\1", value)) if isinstance(value, str) else ""


def _read(block: str) -> dict[Any, Any]:
    try:
        # In Python, as the C reader dies of deep nesting.
        read = yaml.load(block, Loader=yaml.SafeLoader)
    except NOT_YAML:
        return {}
    depths = list(islice(_depths(read), _MOST_VALUES + 1))  # an alias stands for all that it names, each time
    is_plain = len(depths) <= _MOST_VALUES and max(depths, default=0) <= _DEEPEST
    return read if isinstance(read, dict) and is_plain else {}


def _depths(value: Any, depth: int = 0) -> Iterator[int]:
    yield depth
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inside:
        if depth <= _DEEPEST:
            yield from _depths(one, depth + 1)


def plain_value(value: Any) -> Any:
    """A key's value with what has no plain form, as binary data and sets, as text."""
    if isinstance(value, dict):
        return {str(key): plain_value(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain_value(one) for one in value]
    return value if value is None or isinstance(value, str | bool | int | float | date) else str(value)
