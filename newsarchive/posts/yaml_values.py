"""Values of any kind written on one line, so that Jekyll, Hugo and PyYAML read back the same."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

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
