"""A body as a small tree, read as browsers read it, which the rules of this room change and write again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarchive.posts.safe_html.allowed import BLOCKS, ELEMENTS, VOID

_SPECIAL = re.compile(r'[&<>"{]')
_SPACES = re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")
_SHOWN = re.compile(r"[^\s\u200b\u2060\ufeff]")
KEEPS_LINES = "white-space"
HIDDEN = "display:none"


@dataclass(slots=True)
class Element:
    """An element of a body.

    :param attributes: their values decoded
    :param children: elements, and texts with their character references decoded
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it begins a line of its own."""
        return self.tag in BLOCKS

    @property
    def is_hidden(self) -> bool:
        """Whether no reader sees it, or anything in it."""
        return self.attributes.get("style") == HIDDEN

    def elements(self) -> list["Element"]:
        """All elements in it, in their order."""
        found: list[Element] = []
        _collect(self.children, found)
        return found

    def text(self) -> str:
        """The text that readers see, without that of pictures."""
        shown = (
            child if isinstance(child, str) else "" if child.is_hidden else child.text()
            for child in self.children
        )
        return "".join(shown)

    def shows(self) -> bool:
        """Whether there is a text or a picture in it that a reader sees."""
        return any(
            _SHOWN.search(child) is not None
            if isinstance(child, str)
            else not child.is_hidden and (child.tag == "img" or child.shows())
            for child in self.children
        )


def _collect(children: list[Element | str], found: list[Element]) -> None:
    for child in children:
        if isinstance(child, Element):
            found.append(child)
            _collect(child.children, found)


def is_blank(child: Element | str) -> bool:
    """Whether it is white space between elements."""
    return isinstance(child, str) and not child.strip(" \t\n\r\f")


def parsed(html: str) -> Element:
    """The body's tree under an element ``body``, without comments and without elements that no post holds."""
    body = LexborHTMLParser("<!doctype html><body>" + html).body
    return Element("body", children=_read(body) if body else [])


def _read(node: LexborNode) -> list[Element | str]:
    children: list[Element | str] = []
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            children.append(child.text_content or "")
        elif tag in ELEMENTS:
            attributes = {name: value or "" for name, value in child.attributes.items()}
            children.append(Element(tag, attributes, _read(child)))
        elif not tag.startswith(("-", "!")):
            children += _read(child)
        child = child.next
    return children


def written(root: Element) -> str:
    """The HTML of what is in the body, each of its blocks on a line of its own.

    Nothing in it acts on a template or on Markdown: every brace and quotation mark of a text is a character
    reference, no line is blank, and none is indented.
    """
    parts = ("".join(_parts(child, keep=False)).strip(" \n") for child in root.children)
    return "\n".join(filter(None, parts))


def _parts(node: Element | str, *, keep: bool) -> Iterator[str]:
    """The pieces of a node's HTML.

    :param keep: whether line ends and spaces are part of the text
    """
    if isinstance(node, str):
        text = _escaped(node)
        yield _kept_lines(text) if keep else _SPACES.sub(_one_space, text)
        return
    yield f"<{node.tag}"
    for name, value in node.attributes.items():
        yield f' {name}="{_attribute(name, value)}"'
    yield ">"
    if node.tag in VOID:
        return
    keep = keep or node.tag == "pre" or KEEPS_LINES in node.attributes.get("style", "")
    if node.tag == "pre" and isinstance(first := next(iter(node.children), None), str) and first[:1] == "\n":
        yield "\n"  # browsers drop the first line end
    for child in node.children:
        yield from _parts(child, keep=keep)
    yield f"</{node.tag}>"


def _escaped(text: str) -> str:
    return (
        escape(text, quote=False).replace('"', "&quot;").replace("{", "&#123;")
        if _SPECIAL.search(text)
        else text
    )


def _one_space(found: re.Match[str]) -> str:
    return "\n" if "\n" in found[0] else " "


def _kept_lines(text: str) -> str:
    return text.replace("\r", "&#13;").replace("\n", "&#10;")


_ADDRESSES = {"href", "src"}


def _attribute(name: str, value: str) -> str:
    text = _kept_lines(_escaped(value))
    # Layouts put the site's base before each value that begins with a slash.
    return "&#47;" + text[1:] if text[:1] == "/" and name not in _ADDRESSES else text
