"""What changed between two posts, in lines that a person can read."""

import difflib
import re
from collections.abc import Iterator

from newsarchive.text import escaped

_BLOCK = (
    r"(?:address|article|aside|blockquote|caption|center|d[dlt]|div|fig\w+|footer|h[1-6r]|header|img|li|ol"
    r"|p|pre|section|t[dhr]|table|tbody|tfoot|thead|ul)"
)
# A body is one long line: it is broken before and after blocks, after <br>, and after sentences.
_BREAK = re.compile(
    rf"(<{_BLOCK}\b[^>]*>|</{_BLOCK}>|<br\b[^>]*>|[。！？；]+[”’」』）]*(?!<))", re.IGNORECASE
)


def diff_lines(old: str, new: str, *, old_name: str, new_name: str) -> Iterator[str]:
    """A unified diff of two posts' :func:`readable_lines`; nothing where they differ in line breaks alone."""
    before, after = readable_lines(old), readable_lines(new)
    return difflib.unified_diff(before, after, old_name, new_name, lineterm="", n=2)


def readable_lines(post: str) -> list[str]:
    """A post's lines, its HTML broken where a reader sees a break; what does not print is escaped."""
    return [escaped(part) for line in post.splitlines() or [""] for part in _parts(line)]


def _parts(line: str) -> list[str]:
    parts = [""]
    for position, piece in enumerate(_BREAK.split(line)):
        opens = position % 2 and piece[0] == "<" and piece[1] != "/" and piece[1:3].lower() != "br"
        if opens and parts[-1] and not _only_tags(parts[-1]):
            parts.append("")
        parts[-1] += piece
        if position % 2 and not opens:
            parts.append("")
    return [part for part in parts if part] or [""]


def _only_tags(text: str) -> bool:
    return not re.sub(r"<[^>]*>", "", text)
