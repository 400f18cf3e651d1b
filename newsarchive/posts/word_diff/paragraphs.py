"""A post's body as the paragraphs and pictures that a reader sees, one after another."""

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarchive.posts.safe_html.allowed import BLOCKS, DROPPED_WITH_CONTENT
from newsarchive.text import one_line

_CELLS = {"td", "th"}


class Paragraph(NamedTuple):
    """A line of text or a picture.

    :param text: on one line; of a picture what describes it, which may be nothing
    :param picture: its address as the body has it; empty where it is a text
    """

    text: str
    picture: str = ""


def paragraphs_of(body: str) -> list[Paragraph]:
    """The paragraphs of a body, in their order.

    Blocks and line breaks end one; the cells of a table's row stay together.

    :param body: HTML as a post holds it
    """
    root = LexborHTMLParser("<!doctype html><body>" + body).body
    if root is None:
        return []
    found: list[Paragraph] = []
    held: list[str] = []
    for part in _parts(root):
        if isinstance(part, str):
            held.append(part)
            continue
        if text := one_line("".join(held)):
            found.append(Paragraph(text))
        held = []
        if part.picture:
            found.append(part)
    return found


_END = Paragraph("")


def _parts(root: LexborNode) -> Iterator[str | Paragraph]:
    """Texts, pictures, and an end wherever a paragraph ends."""
    waiting: list[LexborNode | str | Paragraph] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str | Paragraph):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or ""
        elif tag == "img":
            said = node.attributes
            source = one_line(said.get("src") or "")
            if source:
                yield Paragraph(one_line(said.get("alt") or ""), source)
        elif tag in {"br", "hr"}:
            yield _END
        elif tag not in DROPPED_WITH_CONTENT and not tag.startswith(("-", "!")):
            around: list[str | Paragraph] = [" "] if tag in _CELLS else [_END] if _ends(tag) else []
            waiting += [*around, *_children(node)[::-1], *around]
    yield _END


def _ends(tag: str) -> bool:
    return tag in BLOCKS or tag == "body"


def _children(node: LexborNode) -> list[LexborNode]:
    children = []
    child = node.first_child
    while child is not None:
        children.append(child)
        child = child.next
    return children
