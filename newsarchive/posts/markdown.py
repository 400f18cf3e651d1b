"""Plain text written into Markdown so that it stays plain text, in kramdown and CommonMark alike."""

import re

# Characters that start markup anywhere in a line, in Markdown, HTML or Liquid.
_SPECIALS = {ord(c): f"&#{ord(c)};" for c in "\\`*_[]{}~|<>"} | {ord("&"): "&amp;"}
_LINE_START = re.compile(r"[#+\-=:>^]|\d+(?=[.)])")
_MATH = re.compile(r"\$(?=\$)")


def markdown_text(text: str) -> str:
    """One line of plain text with everything that Markdown, HTML or Liquid reads as entities."""
    text = _MATH.sub("&#36;", text.translate(_SPECIALS))
    start = _LINE_START.match(text)
    if not start:
        return text
    if start[0].isdigit():
        return f"{start[0]}&#{ord(text[start.end()])};{text[start.end() + 1 :]}"
    return f"&#{ord(start[0])};{text[1:]}"
