"""A post's front matter: keys that Jekyll, Hugo and PyYAML all read back as they were meant."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import yaml

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.yaml_values import RESERVED, written, written_key

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
    except yaml.YAMLError as error:
        raise ExtractionError("unwritable-front-matter", f"YAML refuses it: {error}") from error
    if list(read) != list(expected):
        raise ExtractionError("unwritable-front-matter", f"YAML reads the keys {list(read)}")
    for key, value in expected.items():
        if key != "date" and read[key] not in (value, [value]):
            raise ExtractionError("unwritable-front-matter", f"YAML reads {key} as {read[key]!r}")
    stamp = read["date"]  # a string: PyYAML knows no zone without a colon
    if datetime.strptime(str(stamp), "%Y-%m-%d %H:%M:%S %z") != date.replace(microsecond=0):
        raise ExtractionError("unwritable-front-matter", f"YAML reads the date as {stamp!r}")
