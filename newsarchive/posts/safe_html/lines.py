"""CommonMark's view of a body: line by line, is a raw HTML block open?

Types 1 (``<pre>``), 2 (comments) and 6 (block tags) of the specification's HTML blocks, as
goldmark and kramdown agree on them. https://spec.commonmark.org/0.31.2/#html-blocks
"""

import re

from newsarchive.posts.safe_html.allowed import BLOCKS

_TYPE_6 = "|".join(sorted(BLOCKS - {"pre"}, key=len, reverse=True))
# goldmark wants a space, a bracket or the line's end after the name: no tab.
_OPENS = re.compile(
    rf" {{0,3}}(?:(?P<comment><!--)|(?P<pre><pre(?=[ >]|$))|</?(?:{_TYPE_6})(?=[ >]|/>|$))",
    re.IGNORECASE,
)
CLOSES_PRE = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)


def lines_are_hidden(html: str) -> bool:
    """Every line is blank, opens an HTML block, or continues one."""
    open_type = ""
    for raw in html.split("\n"):
        line = raw.removesuffix("\r")
        blank = not line.strip(" \t")
        if not open_type:
            if blank:
                continue
            opened = _OPENS.match(line)
            if opened is None:
                return False
            open_type = opened.lastgroup or "block"
        if open_type == "block":
            if blank:
                open_type = ""
        elif open_type == "comment":
            if "-->" in line:
                open_type = ""
        elif CLOSES_PRE.search(line):
            open_type = ""
    return True
