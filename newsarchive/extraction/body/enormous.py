"""Pages of more elements than any real one: read in one pass, without weighing."""

from html import escape

from lxml import etree
from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import BLOCKS, UNREAD
from newsarchive.pages.visible_text import squeezed

_MOST = 15_000  # elements; the largest of 811 pages of many sites has 10,106
_AS_THEY_ARE = frozenset({"h2", "h3", "h4", "h5", "h6"})
_SHORT = 40  # characters


def is_enormous(root: HtmlElement) -> bool:
    """Weighing each block would take seconds."""
    return int(root.xpath("count(.//*)")) > _MOST


def plain_paragraphs(root: HtmlElement, *, whole: bool) -> str:
    """The text as paragraphs and headings, without links, pictures and lists.

    :param whole: keep every text; else only what is long enough, and is not mostly a link
    """
    lines: list[str] = []
    parts: list[str] = []
    linked = unread = in_link = 0
    tag = "p"

    def close() -> None:
        nonlocal linked
        text = squeezed("".join(parts))
        if text and (whole or (len(text) >= _SHORT and linked * 2 < len(text))):
            lines.append(f"<{tag}>{escape(text, quote=False)}</{tag}>")
        parts.clear()
        linked = 0

    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        text = element.text if event == "start" else element.tail
        if name in UNREAD:
            unread += 1 if event == "start" else -1
        elif name in BLOCKS or name == "br":
            close()
            tag = name if event == "start" and name in _AS_THEY_ARE else "p"
        elif name == "a":
            in_link += 1 if event == "start" else -1
        if text and not unread and (event == "start" or element is not root):
            parts.append(text)
            linked += len(text.strip()) if in_link else 0
    close()
    return "\n".join(lines)
