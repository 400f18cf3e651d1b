"""A published body as the Markdown of a note."""

import re
import unicodedata
from collections.abc import Set as AbstractSet

from bs4 import Tag
from bs4.element import PageElement
from markdownify import MarkdownConverter

from newsarchive.posts.safe_html.allowed import BLOCKS
from newsarchive.publishing.obsidian.escaping import escaped_address, escaped_text
from newsarchive.publishing.obsidian.soup import soup_of

_MARKS = {"b": "**", "strong": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
_RUNS = re.compile("`+")
_Parents = AbstractSet[str]


def markdown_of(html: str) -> str:
    """The Markdown of a body, which CommonMark with tables and Obsidian read alike.

    Addresses from the site's root count from the vault's folder.

    :param html: as :func:`newsarchive.publishing.body.published_body` writes it
    """
    converter = _Converter(heading_style="atx", bullets="-", sub_symbol="<sub>", sup_symbol="<sup>")
    return converter.convert_soup(soup_of(html)).strip()


class _Converter(MarkdownConverter):
    """What is Obsidian's own, or what the library takes for granted."""

    def escape(self, text: str, parent_tags: _Parents) -> str:
        return escaped_text(text, links="a" not in parent_tags)

    def convert_a(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        href, label = str(el.get("href") or ""), " ".join(text.split())
        if not label or href[:1] in ("", "#") or "_noformat" in parent_tags:
            return text  # a note has no places that a link could lead to
        return _apart(text, f"[{label}]({escaped_address(href.removeprefix('/'))})")

    def convert_img(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        described = " ".join(str(el.get("alt") or "").split())
        if "_noformat" in parent_tags:
            return described
        alt = escaped_text(described.replace("|", "¦"), links=False)  # what stands behind | is a width
        return f"![{alt}]({escaped_address(str(el.get('src')).removeprefix('/'))})"

    def convert_code(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        code = " ".join(text.split())
        if not code or "_noformat" in parent_tags:
            return text
        if code.startswith(("=", "$=")):  # what Dataview would run
            return _apart(text, escaped_text(code, links=False))
        mark = "`" * (max(map(len, _RUNS.findall(code)), default=0) + 1)
        code = code.replace("|", r"\|") if parent_tags & {"td", "th"} else code
        code = f" {code} " if code[0] == "`" or code[-1] == "`" else code
        return _apart(text, f"{mark}{code}{mark}")

    convert_kbd = convert_samp = convert_code

    def convert_pre(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        if "_inline" in parent_tags:
            return escaped_text(" ".join(text.split()), links=False)
        if "_noformat" in parent_tags:
            return text
        fence = "`" * max(3, max(map(len, _RUNS.findall(text)), default=0) + 1)
        code = text.removeprefix("\n").removesuffix("\n")
        return f"\n\n{fence}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_mark(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        is_marked = text.strip() and "_noformat" not in parent_tags
        return _apart(text, f"<mark>{text.strip()}</mark>") if is_marked else text

    def convert_hr(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        return " " if parent_tags & {"_inline", "_noformat"} else "\n\n---\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        return " " if "_inline" in parent_tags else "  \n"

    def convert_table(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    def convert_ul(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        items = text.strip("\n")
        if "_inline" in parent_tags:
            return f" {items} "
        is_last = not any(str(one).strip() for one in el.next_siblings)
        return f"\n{items}" if "li" in parent_tags and is_last else f"\n\n{items}\n\n"

    convert_ol = convert_ul

    def convert_dt(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        return f" {text.strip()} " if "_inline" in parent_tags else f"\n\n{text.strip()}\n\n"

    convert_dd = convert_summary = convert_details = convert_address = convert_figure = convert_dt

    def _marked(self, el: Tag, text: str, parent_tags: _Parents) -> str:
        """Emphasis by its marks where they are certain to be read as such, otherwise by its element."""
        inner = text.strip()
        if not inner or "\n\n" in inner or "_noformat" in parent_tags:
            return text
        mark = _MARKS[el.name]
        is_alone = not parent_tags & _MARKS.keys()
        if is_alone and _opens(_before(el), inner[0]) and _opens(_behind(el), inner[-1]):
            return _apart(text, f"{mark}{inner}{mark}")
        return _apart(text, f"<{el.name}>{inner}</{el.name}>")

    convert_b = convert_strong = convert_em = convert_i = convert_del = convert_s = _marked


def _apart(text: str, marked: str) -> str:
    """What is marked, with the space that its text began or ended with."""
    return f"{' ' if text[:1].isspace() else ''}{marked}{' ' if text[-1:].isspace() else ''}"


def _opens(outside: str | None, inside: str) -> bool:
    """Whether marks between two signs are taken for marks, whichever language these are of."""
    if outside is None or inside.isspace():
        return False
    return not outside or outside.isspace() or _is_sign(outside) or not _is_sign(inside)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _before(el: Tag) -> str | None:
    return _edge(el.previous_sibling, el.parent, -1)


def _behind(el: Tag) -> str | None:
    return _edge(el.next_sibling, el.parent, 0)


def _edge(beside: PageElement | None, parent: Tag | None, place: int) -> str | None:
    """The sign beside an element; empty at the end of a line, None where it cannot be told."""
    if beside is None:
        is_line = parent is None or parent.name in BLOCKS or parent.name == "[document]"
        return "" if is_line else None
    if isinstance(beside, Tag):
        return "" if beside.name == "br" or beside.name in BLOCKS else None
    return str(beside)[place] if str(beside) else None
