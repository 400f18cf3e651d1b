"""Every text in a block of its own: loose text and ``<br>``-separated lines become paragraphs."""

import lxml.html
from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import BLOCKS, holders_of
from newsarchive.pages.visible_text import squeezed
from newsarchive.pages.words import A_HAN_OR_KANA

_KEPT_WHOLE = frozenset({"pre", "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
_INDENT = "\u3000\u3000"


class _Run:
    """Inline content between two blocks of one element."""

    def __init__(self) -> None:
        self.lines: list[list[HtmlElement | str]] = [[]]
        self.breaks: list[int] = []

    def add(self, node: HtmlElement | str) -> None:
        if not isinstance(node, str) and node.tag == "br":
            self._break()
        else:
            self.lines[-1].append(node)

    def _break(self) -> None:
        if _says_something(self.lines[-1]):
            self.lines.append([])
            self.breaks.append(1)
        elif self.breaks:
            self.breaks[-1] += 1

    def paragraphs(self) -> list[list[HtmlElement | str]]:
        """The lines, joined by ``<br>`` where single breaks do not separate paragraphs."""
        lines = [line for line in self.lines if _says_something(line)]
        if len(lines) < 2 or self._each_line_is_one():
            return lines
        joined = [[*lines[0]]]  # the lines themselves stay as they are, for whoever asks again
        for line, breaks in zip(lines[1:], self.breaks, strict=False):
            if breaks > 1:
                joined.append([*line])
            else:
                joined[-1].extend([_line_break(), *line])
        return joined

    def _each_line_is_one(self) -> bool:
        text = "".join(_plain(node) for line in self.lines for node in line)
        return _INDENT in text or (
            max(self.breaks, default=0) < 2 and len(A_HAN_OR_KANA.findall(text)) * 4 > len(text)
        )


def separate_paragraphs(root: HtmlElement) -> None:
    """Change the tree below ``root`` so that no element holds both text of its own and blocks."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    holds_blocks = holders_of(element for element in elements if element.tag in BLOCKS)
    for element in elements:
        if element in holds_blocks:
            _wrap_runs(element, holds_blocks)
        elif element.tag in BLOCKS and element.tag not in _KEPT_WHOLE and element.find(".//br") is not None:
            _split(element)


def _wrap_runs(element: HtmlElement, holds_blocks: set[HtmlElement]) -> None:
    texts = [element.text, *(child.tail for child in element)]
    if not any(text and not text.isspace() for text in texts) and all(
        child.tag in BLOCKS or child in holds_blocks for child in element
    ):
        return
    run = _Run()
    content: list[HtmlElement | _Run] = []
    if element.text:
        run.add(element.text)
    for child in element:
        if child.tag in BLOCKS or child in holds_blocks:
            content += [run, child]
            run = _Run()
        else:
            run.add(child)
        if child.tail:
            run.add(child.tail)
    content.append(run)
    if not any(isinstance(part, _Run) and part.paragraphs() for part in content):
        return
    _refill(element, content)


def _refill(element: HtmlElement, content: list["HtmlElement | _Run"]) -> None:
    element.text = None
    filled: list[HtmlElement] = []
    for part in content:
        if isinstance(part, _Run):
            filled += [_paragraph(element, nodes) for nodes in part.paragraphs()]
        else:
            filled.append(part)
    for child in filled:
        child.tail = None
    element[:] = filled


def _split(element: HtmlElement) -> None:
    """Split an element of nothing but inline content, where it holds several paragraphs."""
    holder = element
    while len(holder) == 1 and not squeezed(holder.text or "") and not squeezed(holder[0].tail or ""):
        holder = holder[0]  # <div><span>one<br>two</span></div>
    run = _Run()
    if holder.text:
        run.add(holder.text)
    for child in holder:
        run.add(child)
        if child.tail:
            run.add(child.tail)
    paragraphs = run.paragraphs()
    if len(paragraphs) < 2:
        return
    if element.tag == "p":
        element.tag = "div"
    element.text = None
    element[:] = [_paragraph(element, nodes) for nodes in paragraphs]


def _paragraph(parent: HtmlElement, nodes: list[HtmlElement | str]) -> HtmlElement:
    made = parent.makeelement("p")
    last = None
    for node in nodes:
        if not isinstance(node, str):
            node.tail = None
            made.append(node)
            last = node
        elif last is None:
            made.text = (made.text or "") + node
        else:
            last.tail = (last.tail or "") + node
    return made


def _line_break() -> HtmlElement:
    return lxml.html.Element("br")


def _plain(node: HtmlElement | str) -> str:
    return node if isinstance(node, str) else "".join(node.itertext())


def _says_something(line: list[HtmlElement | str]) -> bool:
    return any(
        squeezed(_plain(node))
        or (not isinstance(node, str) and (node.tag == "img" or node.find(".//img") is not None))
        for node in line
    )
