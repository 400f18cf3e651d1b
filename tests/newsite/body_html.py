"""Blocks as markup: in the manner of old, of middle-aged and of modern sites."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape
from random import Random
from typing import TYPE_CHECKING

from tests.newsite.blocks import Block
from tests.newsite.prose import Runs

if TYPE_CHECKING:
    from collections.abc import Callable


def inline(runs: Runs, *, bold: str = "strong", attributes: str = ' target="_blank"') -> str:
    """Runs as markup."""
    made = []
    for run in runs:
        text = escape(run.text, quote=False)
        if run.mark == "b":
            text = f"<{bold}>{text}</{bold}>"
        elif run.mark == "a":
            text = f'<a href="{escape(run.href)}"{attributes}>{text}</a>'
        made.append(text)
    return "".join(made)


def _table(block: Block, opening: str, heads: str = "td") -> str:
    rows = []
    for start in range(0, len(block.parts), block.columns):
        tag = "td" if start else heads
        cells = "".join(
            f"<{tag}>{inline(part)}</{tag}>" for part in block.parts[start : start + block.columns]
        )
        rows.append(f"<tr>{cells}</tr>")
    return f"{opening}{''.join(rows)}</table>"


def old_body(blocks: tuple[Block, ...], look: int) -> str:
    """The font era: ideographic spaces for indents; ``<br><br>``, ``<p>`` unclosed or ``<P>`` between paragraphs."""
    opening, closing = (
        ("<p>　　", "\r\n"),
        ("　　", "<br><br>\r\n"),
        ("<P>&nbsp;&nbsp;&nbsp; ", "</P>\r\n"),
    )[look % 3]
    made = []
    for block in blocks:
        if block.kind == "figure":
            caption = f"<br><font color=#666666 size=2>{inline(block.parts[0])}</font>" if block.parts else ""
            made.append(f'<center><img src="{block.src}" border=0 width=450>{caption}</center>\r\n')
        elif block.kind == "table":
            made.append(_table(block, "<table border=1 cellspacing=0 width=90% align=center>"))
        elif block.kind == "h":
            made.append(f"{opening}<b>{inline(block.parts[0])}</b>{closing}")
        else:
            made.append(
                f"{opening}{inline(block.parts[0], bold='b', attributes=' target=_blank class=bluelink')}{closing}"
            )
    return "".join(made)


def divs_body(blocks: tuple[Block, ...], look: int) -> str:
    """The years of CSS and editors: paragraphs with spaces or styles, pictures in paragraphs."""
    indent, attributes = (
        ("　　", ""),
        ("", ' style="text-indent: 2em; font-size: 14px;"'),
        ("　　", ' class="MsoNormal"'),
    )[look % 3]
    pieces: dict[str, Callable[[Block], str]] = {
        "p": lambda b: f"<p{attributes}>{indent}{inline(b.parts[0])}</p>",
        "h": lambda b: f"<h3>{inline(b.parts[0])}</h3>" if look % 2 else f"<p{attributes}><strong>{indent}{inline(b.parts[0])}</strong></p>",
        "quote": lambda b: f"<blockquote><p>{inline(b.parts[0])}</p></blockquote>",
        "figure": _picture_in_paragraph,
        "list": lambda b: "<ul>" + "".join(f"<li>{inline(part)}</li>" for part in b.parts) + "</ul>",
        "table": lambda b: _table(b, '<table border="1" style="width:100%"><tbody>').replace("</table>", "</tbody></table>"),
    }  # fmt: skip
    return "\n".join(pieces[block.kind](block) for block in blocks)


def _picture_in_paragraph(block: Block) -> str:
    caption = (
        f'\n<p style="text-align:center;" class="pictext">{inline(block.parts[0])}</p>' if block.parts else ""
    )
    return f'<p style="text-align: center;"><img src="{block.src}" alt="" /></p>{caption}'


def modern_body(blocks: tuple[Block, ...], look: int, video: str) -> str:
    """Today: figures with lazy pictures, headings, quotes, lists.

    :param video: what is shown where a player will be
    """
    dice = Random(look)
    made = []
    for block in blocks:
        if block.kind == "figure":
            caption = f"<figcaption>{inline(block.parts[0])}</figcaption>" if block.parts else ""
            made.append(
                '<figure class="img-wrap"><img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="'
                f' data-src="{block.src}?w=640" data-w="640">{caption}</figure>'
            )
        elif block.kind == "table":
            made.append(f'<div class="table-wrap">{_table(block, "<table>", "th")}</div>')
        elif block.kind == "list":
            tag = dice.choice(["ul", "ol"])
            made.append(
                f"<{tag}>" + "".join(f"<li>{inline(part)}</li>" for part in block.parts) + f"</{tag}>"
            )
        elif block.kind == "video":
            made.append(
                f'<div class="video-box" data-vid="{block.src}"><div class="poster"></div><span class="tip">{video}</span></div>'
            )
        elif block.kind == "h":
            made.append(f'<h2 id="h{dice.randint(1, 99)}">{inline(block.parts[0])}</h2>')
        elif block.kind == "quote":
            made.append(f"<blockquote>{inline(block.parts[0])}</blockquote>")
        else:
            made.append(
                f"<p><span>{inline(block.parts[0])}</span></p>"
                if look % 4 == 0
                else f"<p>{inline(block.parts[0])}</p>"
            )
    return "\n".join(made)
