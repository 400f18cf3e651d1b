"""Keywords as a page lists them, one by one."""

import html
import re
from collections.abc import Iterable

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.pages.script_classes import A_HAN
from newsarchive.text import one_line

_BETWEEN = re.compile(r"\s*[,，;；、|｜]\s*")
_SPACES = re.compile(r"\s+")
_LONGEST = 40
_MOST = 30


def choose_tags(stated: Iterable[Stated]) -> list[Candidate]:
    """A candidate for each strategy: its tags joined by ``, ``, each once, the best strategy first."""
    lists: dict[str, list[str]] = {}
    confidences: dict[str, float] = {}
    for one in stated:
        tags = lists.setdefault(one.strategy, [])
        confidences.setdefault(one.strategy, one.confidence)
        tags += _split(html.unescape(one.value) if one.strategy == "json-ld" else one.value)
    found = [
        Candidate(", ".join(list(dict.fromkeys(tags))[:_MOST]), strategy, confidences[strategy])
        for strategy, tags in lists.items()
        if tags
    ]
    return sorted(found, key=lambda candidate: -candidate.confidence)


def _split(text: str) -> list[str]:
    text = one_line(text[:4_000])
    parts = _BETWEEN.split(text)
    if len(parts) == 1 and A_HAN.search(text):
        parts = _SPACES.split(text)
    return [tag for part in parts if (tag := part.strip(" \"'#")) and len(tag) <= _LONGEST]
