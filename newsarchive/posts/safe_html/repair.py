"""Repair a balanced body so that Markdown takes it for raw HTML blocks, none cut by a blank line."""

import re
from typing import NamedTuple

from newsarchive.posts.safe_html.allowed import BLOCKS, VOID
from newsarchive.posts.safe_html.lexer import TOKEN

_TYPE_6 = "|".join(sorted(BLOCKS - {"pre"}, key=len, reverse=True))
# goldmark wants a space, a bracket or the line's end after the name: no tab.
_OPENS = re.compile(
    rf" {{0,3}}(?:(?P<comment><!--)|(?P<pre><pre(?=[ >]|$))|</?(?:{_TYPE_6})(?=[ >]|/>|$))",
    re.IGNORECASE,
)
CLOSES_PRE = re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)


def lines_are_hidden(html: str) -> bool:
    """Whether every line is blank, opens an HTML block, or continues one."""
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


_BLANK_LINES = re.compile(r"(\r?\n)(?:[ \t]*+\r?\n)++")
_ENDS_BLANK_LINE = re.compile(r"(?<=\n)([ \t]*+)\r?\n")
_LINE_BREAK = re.compile(r"\r?\n")
_IN_TAG = re.compile(r""""[^"]*+"|'[^']*+'|[ \t\r\n]++""")


class Piece(NamedTuple):
    """A stretch of the body's top level."""

    kind: str  # space, comment, block, inline
    source: str
    holds_block: bool = False


def repair(html: str) -> str:
    """The same body with its top level wrapped, its blank lines gone, its indents one space."""
    pieces = _wrapped(_top_level(html))
    joined = _joined(pieces)
    if lines_are_hidden(joined):
        return joined
    # A line on which a comment or <pre> ended hides nothing after it: a line for every piece.
    return _joined(pieces, apart="\n")


def _top_level(html: str) -> list[Piece]:
    pieces: list[Piece] = []
    open_names: list[str] = []
    inside: list[str] = []
    holds_block = False
    kind = ""
    for token in TOKEN.finditer(html):
        start, end = (token["start"] or "").lower(), (token["end"] or "").lower()
        source = _tidy(token, open_names)
        if not open_names:
            inside, holds_block = [], start in BLOCKS
            if start:
                kind = "block" if start in BLOCKS else "inline"
            elif token["comment"] or token["divider"]:
                kind = "comment"
            else:
                kind = "inline" if source.strip(" \t\r\n") else "space"
        inside.append(source)
        holds_block = holds_block or start in BLOCKS
        if start and start not in VOID:
            open_names.append(start)
        elif end and open_names:
            open_names.pop()
        if not open_names:
            pieces.append(Piece(kind, "".join(inside), holds_block))
    if open_names:  # never from the judge's balanced bodies; the next round closes them
        pieces.append(Piece(kind, "".join(inside), holds_block))
    return pieces


def _tidy(token: re.Match[str], open_names: list[str]) -> str:
    source = token[0]
    if token["divider"]:
        return "<!-- more -->"
    if token["start"]:
        return _IN_TAG.sub(_tidy_in_tag, source)
    if token["text"] and not open_names:
        return source  # a blank line between blocks is good Markdown
    if token["text"] and "pre" in open_names:
        return _ENDS_BLANK_LINE.sub(r"\1&#10;", source)
    return _BLANK_LINES.sub(r"\1", source)


def _tidy_in_tag(found: re.Match[str]) -> str:
    return " " if found[0].isspace() else _LINE_BREAK.sub("&#10;", found[0])


def _wrapped(pieces: list[Piece]) -> list[Piece]:
    """The pieces with every run of text and inline elements in a paragraph of its own."""
    wrapped: list[Piece] = []
    run: list[Piece] = []
    for piece in [*pieces, None]:
        if piece and (piece.kind == "inline" or (run and piece.kind in {"space", "comment"})):
            run.append(piece)
            continue
        after = len(run)
        while after and run[after - 1].kind in {"space", "comment"}:
            after -= 1
        if after:
            wrapped += _wrap(run[:after])
        wrapped += run[after:]
        run = []
        if piece:
            wrapped.append(_outlast_inner_pre(piece))
    return wrapped


def _wrap(run: list[Piece]) -> list[Piece]:
    text = "".join(piece.source for piece in run)
    trimmed = text.strip(" \t\r\n")
    before, _, after = text.partition(trimmed)
    name = "div" if any(piece.holds_block for piece in run) else "p"
    inside = _BLANK_LINES.sub(r"\1", trimmed)
    wrapped = (
        Piece("space", before),
        Piece("block", f"<{name}>{inside}</{name}>"),
        Piece("space", after),
    )
    return [piece for piece in wrapped if piece.source]


def _outlast_inner_pre(piece: Piece) -> Piece:
    """CommonMark ends a ``<pre>`` at the first line with any ``</pre>``; a ``<div>`` lasts."""
    inner_ends = CLOSES_PRE.findall(piece.source)[:-1]
    if piece.source[:4].lower() != "<pre" or not inner_ends:
        return piece
    return piece._replace(source=f"<div>{piece.source}</div>")


def _joined(pieces: list[Piece], apart: str = "") -> str:
    out: list[str] = []
    broken = True
    for index, piece in enumerate(pieces):
        if piece.kind != "space":
            out.append(piece.source if broken else apart + piece.source)
            broken = False
            continue
        lines, line_break, indent = piece.source.rpartition("\n")
        if index + 1 < len(pieces):
            comment = pieces[index + 1].kind == "comment"  # kramdown wants it at the very start
            indent = "" if comment or not indent else " "
        broken = bool(line_break) or not out
        out.append(lines + line_break + indent)
    return "".join(out)
