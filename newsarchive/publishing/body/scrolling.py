"""What may be wider than a small screen, and is scrolled by itself there, can be reached by keyboard."""

from newsarchive.publishing.body.tree import Element

_WIDE = ("pre", "table")


def let_scroll(root: Element) -> None:
    """Let the focus come to it, from where arrow keys move it."""
    for element in root.elements():
        if element.tag in _WIDE:
            element.attributes["tabindex"] = "0"
