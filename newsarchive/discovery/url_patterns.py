"""What addresses made by the same template have in common."""

import re
from urllib.parse import unquote, urlsplit

from newsarchive.text import WORD

_MOST = 12  # folders that are looked at
_LONGEST = 120  # characters of each


def pattern_of(url: str) -> str:
    """A canonical address with ``#`` for numbers, ``x`` for other ids, ``w`` for its last words."""
    parts = urlsplit(url)
    path = unquote(parts.path) if "%" in parts.path else parts.path
    *folders, last = path.split("/", _MOST)
    if not last and len(folders) > 2:
        folders, last = folders[:-1], f"{folders[-1]}/"
    stem, dot, suffix = last.rpartition(".")
    if not dot or not suffix.isalpha() or len(suffix) > 6:
        stem, dot, suffix = last, "", ""
    host = parts.netloc.removeprefix("www.")
    head = "/".join(map(_generalised, folders))
    query = "&".join(map(_parameter, parts.query.split("&", _MOST))) if parts.query else ""
    return f"{host}{head}/{_words(_generalised(stem))}{dot}{suffix}?{query}{'#' if parts.fragment else ''}"


def _generalised(segment: str) -> str:
    """Its numbers and ids by kind."""
    segment = segment[:_LONGEST]
    return segment if segment.isalpha() or not segment else WORD.sub(_kind, segment)


def _kind(token: re.Match[str]) -> str:
    text = token[0]
    if text.isalpha():
        return text
    return "#" if text.isdigit() else "x"


def _words(segment: str) -> str:
    """Words and ids beside hyphens as ``w``; one slug is like another, however many words it has."""
    if segment.isalpha():
        return "w"
    if not any(len(word) > 1 for word in WORD.findall(segment)):
        return segment
    return ("w-w" if "-" in segment or "_" in segment else "w") + ("/" if segment.endswith("/") else "")


def _parameter(part: str) -> str:
    name, _, value = part[:_LONGEST].partition("=")
    if value.isdigit():
        return f"{name}=#"
    return f"{name}=x" if any(map(str.isdigit, value)) else part[:_LONGEST]
