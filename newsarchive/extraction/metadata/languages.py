"""The language that a page is written in: as it states, or by its script."""

import re
from collections.abc import Iterator

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.document import Document
from newsarchive.pages import words as classes

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.].{0,20})?")
_KANA = re.compile(f"[{classes.KANA}]")
_SCRIPTS = tuple(
    (language, re.compile(f"[{characters}]"))
    for language, characters in (
        ("zh", classes.HAN), ("ko", classes.HANGUL), ("ru", classes.CYRILLIC), ("ar", classes.ARABIC),
        ("he", classes.HEBREW), ("el", classes.GREEK), ("th", classes.THAI), ("hi", classes.DEVANAGARI),
    )
)  # fmt: skip
# Languages that a title in the script may be in, where these are few.
_ALONE = {
    "zh": {"zh", "ja", "ko", "yu"},
    "ja": {"ja"},
    "ko": {"ko"},
    "el": {"el"},
    "th": {"th"},
    "he": {"he", "yi"},
}
_ENOUGH = 0.3  # of the letters
_SAMPLE = 400  # characters


def languages(document: Document) -> Iterator[Candidate]:
    """Candidates, the best first; what the title is written in overrules a template's ``lang``."""
    stated = list(_stated(document))
    shown = script_of(" ".join([*document.titles[:1], document.first_meta("og:title", "description")]))
    for one in stated:
        contradicted = shown in _ALONE and one.value[:2].lower() not in _ALONE[shown]
        yield one._replace(confidence=0.2) if contradicted else one
    if shown:
        yield Candidate(shown, "script", 0.5)


def script_of(text: str) -> str | None:
    """The language that the script of a text tells best."""
    sample = text[:_SAMPLE]
    letters = sum(c.isalpha() for c in sample)
    if not letters:
        return None
    if len(_KANA.findall(sample)) > 0.05 * letters:
        return "ja"
    for language, script in _SCRIPTS:
        if len(script.findall(sample)) > _ENOUGH * letters:
            return language
    return None


def _stated(document: Document) -> Iterator[Candidate]:
    root = document.root
    for value in (
        root.get("lang"),
        root.get("xml:lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    ):
        if tag := _tag(value or ""):
            yield Candidate(tag, "html lang", 0.9)
    for name, value in document.meta(
        "content-language", "og:locale", "dc.language", "language", "inlanguage"
    ):
        if tag := _tag(value):
            yield Candidate(tag, name, 0.8 if name != "language" else 0.6)


def _tag(stated: str) -> str:
    match = _TAG.fullmatch(stated.strip()[:40])
    if not match or match[1].lower() in {"utf", "xx", "und"}:
        return ""
    parts = [match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()]
    return "-".join(part for part in parts if part)
