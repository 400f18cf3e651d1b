"""What of an inline style and its older attributes means something: emphasis, direction, and being hidden.

Colours, backgrounds, fonts and sizes go, as they are unreadable in one of the site's two colour schemes.
"""

import re
from collections.abc import Iterator

from newsarchive.publishing.body.tree import HIDDEN, Element

_KEPT = {
    "direction": re.compile("ltr|rtl"),
    "font-style": re.compile("italic|oblique|normal"),
    "font-weight": re.compile("bold|bolder|lighter|normal|[1-9]00"),
    "text-align": re.compile("left|right|center|justify|start|end"),
    "text-decoration": re.compile("underline|line-through|underline line-through"),
    "vertical-align": re.compile("sub|super"),
    "white-space": re.compile("pre|pre-wrap|pre-line"),
}
_ALIGNED = {"left", "right", "center", "justify"}
_NOT_ALIGNED = {"img", "table", "hr", "col", "colgroup"}  # there it says where the whole of it stands
_NOTHING = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?")
_INHERITED = {
    "color": re.compile("transparent"),
    "font-size": _NOTHING,
    "visibility": re.compile("hidden|collapse"),
}
"""Values that hide an element, but nothing in it that has another value of its own."""
_FAR_AWAY = re.compile(r"-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?px|-\d{2,}(?:\.\d+)?r?em|-\d{3,}(?:\.\d+)?%")


def set_styles(root: Element) -> None:
    """Leave of each element's looks what is meant, in one ``style``."""
    _set_within(root)


def _set_within(element: Element) -> set[str]:
    """Set the styles of all that is in an element, from the inside out.

    :returns: the inherited properties that something in it states anew
    """
    stated: set[str] = set()
    for child in element.children:
        if isinstance(child, Element):
            within = _set_within(child)
            stated |= within | _set_style(child, within)
    return stated


def _set_style(element: Element, stated_within: set[str]) -> set[str]:
    style = element.attributes.pop("style", "")
    align = element.attributes.pop("align", "").strip().lower()
    if element.tag == "center":
        element.tag, align = "div", "center"
    if not style and not align:
        return set()
    said = dict(_declarations(style))
    if align in _ALIGNED and element.tag not in _NOT_ALIGNED:
        said.setdefault("text-align", align)
    kept = [
        f"{name}:{said[name]}"
        for name, values in _KEPT.items()
        if name in said and values.fullmatch(said[name]) and (element.tag, name) != ("a", "text-decoration")
    ]
    if _hides(said, stated_within):
        element.attributes["style"] = HIDDEN
    elif kept:
        element.attributes["style"] = ";".join(kept)
    return said.keys() & _INHERITED.keys()


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for declaration in style.split(";") if style else ():
        name, _, value = declaration.partition(":")
        yield name.strip().lower(), " ".join(value.lower().replace("!important", " ").split())


def _hides(said: dict[str, str], stated_within: set[str]) -> bool:
    """Whether a browser that knew the whole style would show nothing of the element."""
    if said.get("display") == "none" or _FAR_AWAY.fullmatch(said.get("text-indent", "")):
        return True
    is_cut_off = any(said.get(name) == "hidden" for name in ("overflow", "overflow-x", "overflow-y"))
    sides = ("height", "max-height", "width", "max-width")
    if is_cut_off and any(_NOTHING.fullmatch(said.get(side, "")) for side in sides):
        return True
    return any(
        name not in stated_within and unseen.fullmatch(said.get(name, ""))
        for name, unseen in _INHERITED.items()
    )
