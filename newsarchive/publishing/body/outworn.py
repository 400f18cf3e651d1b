"""Elements that stand for looks, for a page's parts, or for nothing, made what is left of them."""

from itertools import groupby

from newsarchive.posts.safe_html.allowed import words
from newsarchive.publishing.body.tree import Element, is_blank

_PLAIN = {
    "aside": "div",
    "footer": "div",
    "header": "div",
    "main": "div",
    "nav": "div",
    "strike": "s",
    "tt": "code",
}
"""A page has one main part, one head and one foot, which are not the body's."""
_LOOKS = {"big", "font", "span"}
_EMPTY = words(
    "a abbr address article b bdi bdo blockquote caption cite code dd del details dfn div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s samp section small span strong "
    "sub summary sup table tbody tfoot thead time tr u ul var"
)


def replace_outworn(root: Element) -> None:
    """Call by today's names what has old ones, and leave of looks only what is in them."""
    for element in [root, *root.elements()]:
        element.tag = _PLAIN.get(element.tag, element.tag)
        summaries = [
            child for child in element.children if isinstance(child, Element) and child.tag == "summary"
        ]
        kept = summaries[:1] if element.tag == "details" and summaries and summaries[0].shows() else []
        for summary in summaries:
            summary.tag = "summary" if summary in kept else "div"


def drop_empty(element: Element) -> None:
    """Drop elements without content, and the boxes of looks that nothing is left of, from the inside out."""
    found: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            found.append(child)
            continue
        drop_empty(child)
        if child.tag in _LOOKS and not child.attributes:
            found += child.children
        elif child.tag in _EMPTY and "id" not in child.attributes and _is_empty(child):
            found += [" "] if child.children and not child.is_block else []
        else:
            found.append(child)
    element.children = _with_whole_texts(found)


def _with_whole_texts(children: list[Element | str]) -> list[Element | str]:
    """The children, with texts that stand beside one another made one."""
    found: list[Element | str] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    return found


def _is_empty(element: Element) -> bool:
    return all(
        is_blank(child) or (element.is_block and isinstance(child, Element) and child.tag == "br")
        for child in element.children
    )


def wrap_lines(root: Element) -> None:
    """Put what stands in the body itself, and begins no line, into paragraphs."""
    found: list[Element | str] = []
    for is_block, run in groupby(
        root.children, key=lambda child: isinstance(child, Element) and child.is_block
    ):
        children = list(run)
        is_text = not is_block and not all(map(is_blank, children))
        # Browsers end a paragraph where a block begins, also one within an inline element.
        has_blocks = any(
            one.is_block for child in children if isinstance(child, Element) for one in child.elements()
        )
        found += [Element("div" if has_blocks else "p", children=children)] if is_text else children
    root.children = found
