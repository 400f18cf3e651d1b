"""Front matter read back leniently: also where a title was never escaped, so that YAML refuses it."""

import re
from collections.abc import Mapping

import yaml

_KEYS = "layout|title|date|categories|tags"
# A key, and what its line says; nothing where the value goes on in the lines below.
_LINE = re.compile(rf"^({_KEYS}):[ \t]*(.*)$(?!\n(?:[ \t]+\S|- ))", re.MULTILINE)
_STARTED = re.compile(rf"^({_KEYS}):", re.MULTILINE)
_BARE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:(?! #|: |:$).)*")
_ESCAPED = re.compile(r'(?:[^"\\]|\\["\\])*')
_LONGEST = 100_000


def read_front_matter(text: str) -> dict[str, str]:
    """The five keys of a post that are there, each as one string; of a list the first entry.

    A title in double quotes is taken from its line, unescaped where its quotes and backslashes are
    escaped, as it stands where they are not.

    :param text: what stands between the two ``---`` lines
    """
    lines = {match[1]: match[2].rstrip(" \t\r") for match in _LINE.finditer(text)}
    read = {key: value for key, line in lines.items() if (value := _value(line)) is not None}
    started = {match[1] for match in _STARTED.finditer(text)}
    if read.keys() != started:
        # Without the lines that are read already, so that a title that is no YAML spoils no other key.
        parsed = _parsed(_LINE.sub(lambda line: "" if line[1] in read else line[0], text))
        read |= {
            key: _first(parsed[key]) if key in parsed else lines.get(key, "").strip("\"'")
            for key in started - read.keys()
        }
    return read


def _value(line: str) -> str | None:
    """What a line says where that is beyond doubt, otherwise None."""
    if line.startswith('["') and line.endswith('"]') and _ESCAPED.fullmatch(line, 2, len(line) - 2):
        return _unescaped(line[2:-2])
    if len(line) > 1 and line.startswith('"') and line.endswith('"'):
        return _unescaped(line[1:-1]) if _ESCAPED.fullmatch(line, 1, len(line) - 1) else line[1:-1]
    return line if _BARE.fullmatch(line) else None


def _unescaped(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text)


def _parsed(text: str) -> Mapping[str, object]:
    if len(text) > _LONGEST:
        return {}
    try:
        # All scalars as strings, and no objects: in Python, as the C reader dies of deep nesting.
        read = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _first(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
