"""The time and the outlet in the lines near an article's heading."""

import itertools
import re
from collections.abc import Sequence

from newsarchive.dates.within_text import Found, dates_in, relative_in

from .outline import Element, Line, Outline

_NOT_THE_ARTICLES = re.compile(r"今天是|今日是|现在是|当前时间|[。！？!?；]")
_COUNTERS = r"评论|阅读|浏览|点击|人气|收藏|分享"
_OUTLET = re.compile(
    r"(?:来源|媒体|出处)\s*[:：]\s*([^|｜]{1,60}?)\s*"
    rf"(?:$|[|｜]|(?:作者|记者|责任编辑|责编|编辑|发布|时间|日期)\s*[:：]|{_COUNTERS})"
)
_NO_NAME = re.compile(
    rf"[:：]|^(?:{_COUNTERS}|打印|字号|字体|更新|发表|发布|刊发|原标题|责编|责任编辑|编辑|记者|作者|关注|举报)"
    r"|^(?:星期|周|礼拜)[一二三四五六日天]"
)
_BYLINE = re.compile(r"\s*[（(](?:记者|作者|编辑|责编)[^）)]*[）)].*$")
_OUTLET_LABEL = re.compile(r"(?:文章|稿件|新闻)?(?:来源|媒体|出处)\s*[:：]?")
_LABELS = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|^(?:发布)?(?:时间|日期|来源)\s*[:：]?"
    r"|[|｜·\-—,，()（）\s]+$|^[|｜·\-—,，()（）\s]+"
)
_SAYS_WHEN = re.compile(r"\d\s?[:：时時点]|前|刚刚")
_LABEL = re.compile(r"(?:来源|媒体|出处|时间|日期)\s*[:：]")
_OUTLET_LENGTH = 40
_PARAGRAPH = 100  # characters of the longest paragraph that is a dateline
_READ = 300  # characters of a line
_LINES_BELOW = 6
_LINES_ABOVE = 2


Said = dict[str, list[str]]
"""By field what a page says of it, in its order; titles, digests and bodies are HTML."""


def near(outline: Outline, heading: Element, end: int) -> list[Line]:
    """The lines under a heading that stand before ``end`` and the next heading, then those above it."""
    headings = [e for e in outline.headings if e.text]
    place = headings.index(heading)
    end = min([end, *(e.start for e in headings[place + 1 : place + 2])])
    start = headings[place - 1].end if place else 0
    below = filter(_is_the_articles, outline.lines_between(heading.end, end))
    above = filter(_is_the_articles, reversed(outline.lines_between(start, heading.start)))
    return [*itertools.islice(below, _LINES_BELOW), *itertools.islice(above, _LINES_ABOVE)]


def _is_the_articles(line: Line) -> bool:
    """Whether the line may state something of an article: no clock, no prose, no link to another."""
    return _NOT_THE_ARTICLES.search(line.text[:_READ]) is None and not (line.item and line.item.linked)


def is_dateline(text: str) -> bool:
    """Whether a paragraph is no text of the article's: a time, a labelled outlet, or both."""
    if len(text) > _PARAGRAPH or _NOT_THE_ARTICLES.search(text):
        return False
    if _LABEL.search(text):
        return True
    dates = _dates(text)
    return bool(dates) and (
        _SAYS_WHEN.search(text, dates[0].start, dates[0].end) is not None
        or _LABELS.sub("", _without_dates(text)).strip() == ""
    )


def read_dateline(lines: Sequence[Line]) -> Said:
    """The dates and outlets in lines that may state them, in that order."""
    dates = [line.text[one.start : one.end] for line in lines for one in _dates(line.text)]
    return {"date": dates, "outlet": _outlets(lines)}


def _dates(text: str) -> list[Found]:
    """The dates of a line, in their order, of those that overlap the first."""
    found: list[Found] = []
    for one in sorted([*dates_in(text[:_READ], "zh"), *relative_in(text[:_READ], bare=True)]):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _without_dates(text: str) -> str:
    for one in reversed(_dates(text)):
        text = text[: one.start] + text[one.end :]
    return text


def _outlets(near: Sequence[Line]) -> list[str]:
    labelled = [m[1].strip() for line in near if (m := _OUTLET.search(_without_dates(line.text[:_READ])))]
    labelled += [
        below.text
        for line, below in itertools.pairwise(near)
        if _OUTLET_LABEL.fullmatch(line.text) and not _dates(below.text)
    ]
    dated = [index for index, line in enumerate(near) if _dates(line.text)]
    beside = [
        _LABELS.sub(" ", _without_dates(near[index].text).strip()).strip()
        for start in dated
        for index in (start, start + 1, start - 1)
        if 0 <= index < len(near) and len(near[index].text) <= 2 * _OUTLET_LENGTH
    ]
    beside = [name for name in beside if not _NO_NAME.search(name)]
    names = (_BYLINE.sub("", name) for name in (*labelled, *beside))
    return [name for name in names if name and len(name) <= _OUTLET_LENGTH]
