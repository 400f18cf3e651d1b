"""Who wrote the article and where it was taken from, as its head shows it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.dates.within_text import dates_in
from newsarchive.extraction.metadata.names import without_label
from newsarchive.extraction.metadata.near_headline import HeadLine
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.extraction.metadata.words import (
    AN_OUTLET,
    AUTHOR_NAMES,
    LABEL_OF_ANOTHER,
    NO_AUTHOR,
    SOURCE_NAMES,
)
from newsarchive.pages.visible_text import text_of
from newsarchive.pages.words import A_HAN, HAN

_HAN_NAME = rf"[{HAN}·]{{2,4}}(?![{HAN}:：]|[/／](?![{HAN}]{{2,4}}(?:報導|报道)))"
_CHINESE = re.compile(
    r"(?:(?<!\w)(?:作者|撰文|撰稿|执笔|文字|文)\s?[:：/／|｜]\s?(?P<free>[^\s:：|｜/／;；,，、。()（）【】\[\]<>]{2,12})"
    r"|(?:特约|实习|见习|首席|全媒体)?[记記]者(?!会見|會見|招待)\s?[:：/／]?\s?(?P<han>" + _HAN_NAME + r"))"
    r"(?P<more>(?:[\s、,，/&和]{1,3}" + _HAN_NAME + r"){0,8})"
)
_WESTERN = re.compile(
    r"(?:^|[|•·–—]\s)(?i:(?:written|story|text)\s)?(?i:by|von|par|por|di|door|av|af|autore?|author|texte?)\s?:?\s"
    r"(?P<names>(?:[^\W\d_a-z]|d['’]|de\s|van\s|von\s|da\s)[^|•\d<>]{2,120}?)"
    r"(?=$|\s?[|•·]|\s[–—-]\s|,?\s(?i:published|updated|posted|am\s|on\s|\d)|\d)"
)
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|文章出处|出处|转载自|转自|信息来源)\s?[:：]\s*(?P<name>[^|｜]{1,60}?)"
    r"\s*(?:$|[|｜]|\s(?=\S{1,8}[:：])|(?:作者|记者|责任编辑|责编|编辑|发布|时间|日期|字号|浏览|点击|阅读|评论|分享|打印|字体)|(?:19|20)\d\d[-年/])"
)
_PARTS = re.compile(r"[\s|｜·•　]+")


def bylines(lines: Sequence[HeadLine]) -> Iterator[Stated]:
    """Authors and sources in the lines of the head."""
    first = ""
    for line in lines:
        fades = line.fading
        text = line.text[:300]
        for match in islice(_CHINESE.finditer(text), 4):
            more = LABEL_OF_ANOTHER.split(match["more"], maxsplit=1)[0]
            sure = 0.9 if match["free"] else 0.78
            yield Stated("author", (match["free"] or match["han"]) + more, "byline", sure - fades)
        if (western := _WESTERN.search(text)) is not None:
            yield Stated("author", western["names"], "byline", 0.62 - fades)
        if (source := _SOURCE.search(text)) is not None:
            yield Stated("source", _outlet(source["name"]), "near headline", 0.9 - fades)
        elif next(dates_in(text, "zh"), None):
            for part in _PARTS.split(text):
                if AN_OUTLET.fullmatch(part):
                    yield Stated("source", part, "beside the date", 0.5 - fades)
        for one in _by_class(line, fades):
            place = f"{line.distance // 3} {line.below}"
            first = first or (place if one.field == "author" else "")
            if one.field != "author" or place == first:
                yield one  # further down stand the authors of other articles


def _outlet(text: str) -> str:
    """The name alone: a Chinese one has no spaces, and behind one stand buttons."""
    name = text.strip(" 　/-—（）()【】")
    return name.split(maxsplit=1)[0] if A_HAN.match(name) else name


def _by_class(line: HeadLine, fades: float) -> Iterator[Stated]:
    for element in dict.fromkeys(line.elements):
        named = _named(element, AUTHOR_NAMES)
        if named is not None or element.get("rel") == "author" or element.get("itemprop") == "author":
            value = text_of(element, 120)
            name = without_label(value)
            if name and len(name) <= 60 and not NO_AUTHOR.search(name):
                yield Stated("author", value, "author element", 0.7 - fades)
        if _named(element, SOURCE_NAMES) is not None:
            value = re.sub(r"^.{0,6}(?:来源|來源)\s?[:：]?\s*", "", text_of(element, 120))
            if value and len(value) <= 30 and not re.search(r"\d{4}|[:：]", value):
                yield Stated("source", value, "source element", 0.7 - fades)


def _named(element: HtmlElement, pattern: re.Pattern[str]) -> HtmlElement | None:
    """The element, or the one around it, should its class or id match."""
    around = element.getparent()
    for one in (element, around):
        if one is None or one.tag in {"body", "html", "article", "main"}:
            return None
        if pattern.search(f"{one.get('class') or ''} {one.get('id') or ''}"[:200].lower()):
            return element
    return None
