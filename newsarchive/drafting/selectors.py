"""CSS selectors of an element that are likely to lead to its like on all pages of a site."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*\d{0,2}", re.ASCII)
_HASHED = re.compile(r"(?:css|sc|jsx|jss|svelte|styled|emotion|chakra)-|__[A-Za-z]{5,8}$")
_LONGEST = 40
_ABOVE = 4  # elements above one that may give it a name
_METAS = ("property", "name", "itemprop")
_STEPS = 6  # elements that a selector names
_NAMES = 2  # of one element


def selectors_of(element: HtmlElement) -> Iterator[str]:
    """Selectors of an element, the most telling first; none by a name that a program made up."""
    own = list(_names(element))
    yield from own
    if element.tag == "h1":
        yield "h1"
    last = f"{element.tag}{own[-1]}" if own and own[-1][0] == "." else element.tag
    for above in islice(element.iterancestors(), _ABOVE):
        if above.tag in {"body", "html"}:
            return
        for name in _names(above):
            yield f"{name} {last}"
            if element.tag == "a" and (place := _place(element)):
                yield f"{name} a:nth-of-type({place})"


def meta_selectors(element: HtmlElement) -> Iterator[str]:
    """The selector of a ``meta`` element's content."""
    for attribute in _METAS:
        name = element.get(attribute) or ""
        if re.fullmatch(r"[\w:.-]{2,60}", name, re.ASCII):
            yield f"meta[{attribute}='{name}']::attr(content)"


def _names(element: HtmlElement) -> Iterator[str]:
    if is_stable(identifier := element.get("id") or ""):
        yield f"#{identifier}"
    for name in (element.get("class") or "").split()[:6]:
        if is_stable(name):
            yield f".{name}"


def is_stable(name: str) -> bool:
    """Whether an id or a class is likely to stand on all pages of a template, and next year, too."""
    return bool(_NAME.fullmatch(name)) and len(name) <= _LONGEST and not _HASHED.search(name)


def _place(element: HtmlElement) -> int:
    parent = element.getparent()
    if parent is None:
        return 0
    return 1 + [one for one in parent if one.tag == element.tag].index(element)


def whole_selector(element: HtmlElement) -> Iterator[str]:
    """A selector that names the elements on the way to one, from the nearest with a name of its own on."""
    steps: list[str] = []
    for one in (element, *element.iterancestors()):
        if one.tag in {"body", "html"} or len(steps) == _STEPS:
            break
        names = [f"#{own}"] if is_stable(own := one.get("id") or "") else []
        names = names or [f".{name}" for name in (one.get("class") or "").split() if is_stable(name)][:_NAMES]
        steps.append(one.tag + ("".join(names) or _number(one)))
        if names and len(steps) > 1:
            break
    if len(steps) > 1:
        yield " > ".join(reversed(steps))


def _number(element: HtmlElement) -> str:
    parent = element.getparent()
    alike = [one for one in parent if one.tag == element.tag] if parent is not None else []
    return f":nth-of-type({1 + alike.index(element)})" if len(alike) > 1 else ""
