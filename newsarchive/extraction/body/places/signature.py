"""What an element is called, in a way that all pages of one template call it."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from newsarchive.pages.words import words

_DIGITS = re.compile(r"\d+")
_PARTS = re.compile(r"[^-_:]+")
_CAMEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_OF_THE_ARTICLE = re.compile(
    r"^(?:cat|category|tag|topic|author|term|section|format|year|month|page|post|postid|parent|has|is|no|not)-"
)
_OF_THE_MOMENT = words("active current even first hide hidden last odd open selected show visible")
_HASH = 5  # characters of a part that a build tool made
_SYLLABLE = 2.5
_MOST = 6  # names of one element
_LONGEST = 60  # characters of a name
_LOOKS = ("width", "align", "bgcolor", "height")
"""What old pages have instead of classes."""


def signature(element: HtmlElement) -> str:
    """The tag with the names that a template gives, such as ``div#main.text``.

    Numbers in names become ``0``; what a build tool made of a name, and names that say which
    article it is or what state the element is in, count for nothing. Without names, the looks that
    old pages give in attributes count.
    """
    get = element.get
    named = _named(element.tag, get("id"), get("class")) if element.attrib else element.tag
    if named == element.tag and element.attrib:
        looks: str = "".join(f"[{one}={value[:20]}]" for one in _LOOKS if (value := get(one)))
        return f"{element.tag}{looks}"
    return named


@lru_cache(maxsize=8192)
def _named(tag: str, own: str | None, classes: str | None) -> str:
    name = _plain(own.strip()[:_LONGEST]) if own else ""
    kept = dict.fromkeys(_plain(one[:_LONGEST]) for one in (classes or "").split() if not _passes(one))
    names = sorted(one for one in kept if one.strip("-_0"))[:_MOST]
    return tag + (f"#{name}" if name.strip("-_0") else "") + "".join(f".{one}" for one in names)


def _passes(name: str) -> bool:
    return name.lower() in _OF_THE_MOMENT or _OF_THE_ARTICLE.match(name) is not None


def _plain(name: str) -> str:
    """A name without what differs from build to build or from page to page."""
    return _PARTS.sub(lambda part: "0" if _is_made(part[0]) else _DIGITS.sub("0", part[0]), name)


def _is_made(part: str) -> bool:
    """Whether a part of a name is a hash: letters and digits mixed, or small and large ones."""
    if len(part) < _HASH:
        return False
    syllables = _CAMEL.findall(part)
    digits = _DIGITS.findall(part)
    if len(digits) > 1 or (digits and not part.endswith(digits[0])):
        return True
    return len(syllables) > 1 and sum(map(len, syllables)) / len(syllables) < _SYLLABLE


def path_of(element: HtmlElement) -> str:
    """The signatures from below ``body`` down to an element, such as ``div.main>article``."""
    signed: list[str] = []
    one: HtmlElement | None = element
    while one is not None and one.tag not in ("body", "html"):
        signed.append(signature(one))
        one = one.getparent()
    return ">".join(reversed(signed))
