"""The chosen blocks written as plain HTML, in the order and the lists, quotes and tables that hold them."""

import re
from dataclasses import dataclass, field
from html import escape

from lxml.html import HtmlElement

from newsarchive.extraction.body.elements import BLOCKS, FIGURED, HEADINGS, direction_stated, holders_of
from newsarchive.extraction.body.embeds import MARK, link_of
from newsarchive.extraction.body.images import absolute, picture_of
from newsarchive.learning.seen import NOTHING_SEEN, Seen
from newsarchive.pages.words import words

_HOLDERS = words("ul ol li blockquote figure table thead tbody tfoot tr td th")
_INLINE = words(
    "abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small strong sub sup u var"
)
_AS = {"h1": "h2", "strike": "s", "tt": "code", "tfoot": "tbody"}
_WHITE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")  # where a word may break, or may not, and stray marks
_AN_ID = re.compile(r"[A-Za-z][\w:.-]{0,60}", re.ASCII)
_CAPTION = "<figure><figcaption"
_OPENS = re.compile(r"(?:<figure>)?<\w+")
_EMPTY_INLINE = re.compile(r"<(strong|em|b|i|u|a|small|sup|sub)(?: [^<>]*)?>\s*</\1>")
_OUTER_BREAKS = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")


@dataclass(slots=True)
class Chosen:
    """What of a tree is to be written.

    :param texts: blocks that hold no other
    :param captions: those among the blocks that describe a picture
    :param pictures: ``<img>`` elements
    :param tables: ``<table>`` elements that hold data, and are not there for the layout
    :param base: the address that relative ones are relative to
    :param seen: what of it may be the site's
    """

    texts: set[HtmlElement]
    captions: set[HtmlElement]
    pictures: set[HtmlElement]
    tables: set[HtmlElement]
    base: str
    seen: Seen = NOTHING_SEEN
    targets: set[str] = field(default_factory=set)
    """The ids that the text's own links point at."""


@dataclass(slots=True)
class _Open:
    """An element that is being written."""

    element: HtmlElement | None
    before: str
    after: str
    inline: bool
    parts: list[str] = field(default_factory=list)
    direction: str = "ltr"
    """Which way its text runs."""
    written: str = "ltr"
    """Which way what is written of it, or around it, says that text runs."""


def write_fragment(root: HtmlElement, chosen: Chosen) -> str:
    """The chosen blocks and pictures below ``root`` as HTML, a block a line."""
    needed = {root} | holders_of(chosen.texts | chosen.pictures)
    chosen.targets = _targets(chosen, needed)
    outer = _Open(None, "", "", inline=False)
    stack = [outer]
    element: HtmlElement | None = root
    while element is not None:
        opened = _start(element, stack[-1], chosen, needed)
        if opened is not None:
            _direct(opened, element, stack[-1])
            stack.append(opened)
            if opened.inline and element.text:
                opened.parts.append(_text(element.text, stack))
        child = element[0] if len(element) and opened is not None else None
        while child is None:
            if opened is not None:
                _end(stack)
            if element is root:
                return "\n".join(outer.parts)
            if element.tail and stack[-1].inline:
                stack[-1].parts.append(_text(element.tail, stack))
            child = element.getnext()
            if child is None:
                element, opened = element.getparent(), stack[-1]
        element = child
    return ""


def _targets(chosen: Chosen, needed: set[HtmlElement]) -> set[str]:
    inside = (e for text in chosen.texts for e in text.iter() if e.get("id") or e.tag == "a")
    linked, ids = set(), {element.get("id") for element in needed}
    for element in inside:
        ids.add(element.get("id"))
        linked.add((element.get("href") or "").removeprefix("#"))
    return {one for one in linked & ids if one and _AN_ID.fullmatch(one)}


def _id(element: HtmlElement, chosen: Chosen) -> str:
    name = element.get("id")
    return f' id="{name}"' if name in chosen.targets else ""


def _start(element: HtmlElement, around: _Open, chosen: Chosen, needed: set[HtmlElement]) -> _Open | None:
    """What is opened by an element; None where neither it nor anything below it is written."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    if tag == "img":
        if element in chosen.pictures:
            _show(element, around, chosen.base)
        return None
    if around.inline:
        return _start_inline(element, tag, chosen)
    if element in chosen.texts:
        return _start_block(element, _AS.get(tag, tag), chosen)
    if element not in needed:
        return None
    if tag in BLOCKS and tag in _HOLDERS and _is_kept_holder(element, tag, chosen):
        name = _AS.get(tag, tag)
        return _Open(element, f"<{name}{_id(element, chosen)}{_spans(element)}>", f"</{name}>", inline=False)
    return _Open(element, "", "", inline=False)


def _direct(opened: _Open, element: HtmlElement, around: _Open) -> None:
    """Say of what is written which way its text runs, where that differs from what is around it."""
    opened.direction, opened.written = direction_stated(element) or around.direction, around.written
    is_told = opened.direction == opened.written and opened.direction == around.direction
    if is_told or opened.before in ("<br>", "<figure>"):
        return
    if opened.inline and not opened.before and direction_stated(element):
        opened.before, opened.after = "<span>", "</span>"
    if opened.before:
        opened.before = _OPENS.sub(rf'\g<0> dir="{opened.direction}"', opened.before, count=1)
        opened.written = opened.direction


def _show(image: HtmlElement, around: _Open, base: str) -> None:
    """Write a picture, or the link that stands for an embed, which is a caption without picture."""
    is_embed = MARK in image.attrib
    if shown := link_of(image, base) if is_embed else picture_of(image, base):
        if around.inline:
            around.parts.append(shown)
        else:
            _add(
                around.parts,
                f"{_CAPTION}>{shown}</figcaption></figure>" if is_embed else f"<figure>{shown}</figure>",
            )


def _start_inline(element: HtmlElement, tag: str, chosen: Chosen) -> _Open | None:
    if tag == "br":
        return _Open(element, "<br>", "", inline=True)
    if tag == "a":
        href = element.get("href") or ""
        url = absolute(href, chosen.base) if href and not href.startswith("#") else None
        if url or href[1:] in chosen.targets:
            opened = f'<a{_id(element, chosen)} href="{escape(url or href)}">'
            return _Open(element, opened, "</a>", inline=True)
    name = _AS.get(tag, tag)
    if name in _INLINE:
        return _Open(element, f"<{name}{_id(element, chosen)}>", f"</{name}>", inline=True)
    return _Open(element, "", "", inline=True)


def _start_block(element: HtmlElement, tag: str, chosen: Chosen) -> _Open:
    if element in chosen.captions:
        return _Open(element, f"{_CAPTION}>", "</figcaption></figure>", inline=True)
    if tag in HEADINGS or tag == "pre":
        return _Open(element, f"<{tag}>", f"</{tag}>", inline=True)
    if tag == "blockquote":
        return _Open(element, "<blockquote><p>", "</p></blockquote>", inline=True)
    if tag in ("li", "td", "th") and _is_kept_holder(element, tag, chosen):
        return _Open(element, f"<{tag}{_id(element, chosen)}{_spans(element)}>", f"</{tag}>", inline=True)
    return _Open(element, f"<p{_id(element, chosen)}>", "</p>", inline=True)


def _is_kept_holder(element: HtmlElement, tag: str, chosen: Chosen) -> bool:
    if tag == "li":
        parent = element.getparent()
        return parent is not None and parent.tag in ("ul", "ol")
    if tag in ("ul", "ol", "blockquote"):
        return True
    if tag == "figure":  # around a picture one is written anyway
        return any(not chosen.pictures & {*shown.iter("img")} for shown in element.iter(*FIGURED, "table"))
    if tag == "table":
        return element in chosen.tables
    return any(above in chosen.tables for above in element.iterancestors("table"))


def _spans(element: HtmlElement) -> str:
    if element.tag not in ("td", "th"):
        return ""
    values = ((name, (element.get(name) or "").strip()) for name in ("colspan", "rowspan"))
    return "".join(
        f' {name}="{value}"' for name, value in values if re.fullmatch("[0-9]{1,3}", value) and value != "1"
    )


def _text(text: str, stack: list[_Open]) -> str:
    if any(one.before.startswith("<pre") for one in stack[1:]):
        return escape(text, quote=False)
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return escape(_WHITE.sub(" ", text), quote=False)


def _end(stack: list[_Open]) -> None:
    done, around = stack.pop(), stack[-1]
    if done.inline and around.inline:
        around.parts.append(done.before + "".join(done.parts) + done.after)
    elif done.inline:
        _end_block(done, around)
    elif done.before == "<figure>":
        content = "".join(part.removeprefix("<figure>").removesuffix("</figure>") for part in done.parts)
        around.parts += [f"<figure>{content}</figure>"] if content else []
    elif done.before and (done.parts or done.before.startswith(("<td", "<th"))):
        around.parts.append(f"{done.before}{''.join(done.parts)}{done.after}")
    else:
        for part in done.parts:
            _add(around.parts, part)


def _end_block(done: _Open, around: _Open) -> None:
    content = "".join(done.parts)
    if not done.before.startswith("<pre"):
        content = _OUTER_BREAKS.sub("", _EMPTY_INLINE.sub("", content)).strip()
    if content or done.before.startswith(("<td", "<th")):
        _add(around.parts, f"{done.before}{content}{done.after}")


def _add(parts: list[str], part: str) -> None:
    """Append a part; a caption goes into the figure before it."""
    if part.startswith(_CAPTION) and parts and parts[-1].startswith(("<figure><img", _CAPTION)):
        caption = part[len("<figure>") : -len("</figure>")]
        figure = parts[-1].removesuffix("</figure>")
        if figure.endswith("</figcaption>"):
            figure = figure.removesuffix("</figcaption>")
            caption = " " + caption.partition(">")[2]
        parts[-1] = f"{figure}{caption}</figure>"
    else:
        parts.append(part)
