"""A body in Markdown, as other tools write posts, made the HTML that an article has."""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from newsarchive.posts.safe_html import safe_body

# kramdown's attributes, of a block or of a link, which no HTML has a place for.
_ATTRIBUTES = re.compile(r"^[ \t]*\{:[^{}\n]{0,200}\}[ \t]*\r?\n?|(?<=\))\{:[^{}\n]{0,200}\}", re.MULTILINE)
_WRITTEN = {"html_inline", "text", "text_special", "softbreak", "hardbreak"}


def html_of(text: str) -> str:
    """The body as HTML; the very same text where it is HTML already, or needs no change to be published.

    Read is CommonMark with the tables and the strikethrough of most tools.

    :raises ExtractionError: ``unsafe-body``, where it is so long that judging it would take seconds
    """
    if safe_body(text) == text:
        return text
    text = _ATTRIBUTES.sub("", text)
    return text if all(map(_is_html, _reader().parse(text))) else _reader().render(text).strip()


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _is_html(token: Token) -> bool:
    """Whether a block is HTML: indented as its author liked it, or a line that begins with an element."""
    match token.type:
        case "html_block" | "paragraph_open" | "paragraph_close":
            return True
        case "code_block":
            return token.content.lstrip().startswith("<")
        case "inline":
            kinds = [child.type for child in token.children or ()]
            return kinds[:1] == ["html_inline"] and _WRITTEN.issuperset(kinds)
    return False
