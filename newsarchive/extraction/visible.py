"""What a page of unknown markup shows: heading, time and outlet near it, the main run of paragraphs."""

import itertools
import re
from dataclasses import dataclass, field

from newsarchive.extraction.outline import Element, Line, Outline

_CLOCK = r"\d{1,2}\s?[:：时]\s?\d{1,2}(?:\s?[:：分]\s?\d{1,2}\s?秒?|\s?分)?"
_DATE = re.compile(
    rf"\d{{4}}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?(?:[T\s]{{0,3}}{_CLOCK})?"
    rf"|\d{{1,2}}-\d{{1,2}}\s{_CLOCK}|\d{{1,2}}月\d{{1,2}}日(?:\s?{_CLOCK})?"
    rf"|\d{{1,3}}\s?(?:分钟|小时|天)前|刚刚|今天\s?{_CLOCK}|(?:昨天|前天)(?:\s?{_CLOCK})?"
)
_NOT_THE_ARTICLES = re.compile(r"今天是|今日是|现在是|当前时间")
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
_OUTLET_LENGTH = 40
_NEAR_LINES = 6


@dataclass(slots=True)
class Shown:
    """What a page shows of an article; several dates where more than one stands near the heading."""

    title: str | None = None
    dates: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    body: str | None = None


def read_visible(source: str) -> Shown:
    """Read a page. Nothing is guessed: what is not near the heading is not stated."""
    if source.count("<") > 2 * source.count(">") + 500:
        return Shown()  # tags without ends, on which html.parser is quadratic
    outline = Outline(source)
    heading = next((e for e in outline.headings if e.text), None)
    if heading is None:
        return Shown()
    run = max((e for e in outline.runs if e.end > heading.end), key=_paragraph_text, default=None)
    after = [p for p in run.paragraphs if p.start >= heading.end] if run else []
    body_start = after[0].start if after else len(source)
    next_heading = next((e.start for e in outline.headings if e.start > heading.end), len(source))
    near = _near(outline.lines, heading, min(body_start, next_heading))
    return Shown(
        title="".join(heading.text),
        dates=[m[0] for line in near for m in _DATE.finditer(line.text[:300])],
        outlets=_outlets(near),
        body=source[body_start : after[-1].end] if after else None,
    )


def _paragraph_text(element: Element) -> int:
    return sum(p.length for p in element.paragraphs)


def _near(lines: list[Line], heading: Element, end: int) -> list[Line]:
    lines = [line for line in lines if not _NOT_THE_ARTICLES.search(line.text[:300])]
    below = [line for line in lines if heading.end <= line.start < end]
    above = [line for line in lines if line.start < heading.start]
    return below[:_NEAR_LINES] + above[::-1][:2]


def _outlets(near: list[Line]) -> list[str]:
    labelled = [m[1].strip() for line in near if (m := _OUTLET.search(_DATE.sub("", line.text[:300])))]
    labelled += [
        below.text
        for line, below in itertools.pairwise(near)
        if _OUTLET_LABEL.fullmatch(line.text) and not _DATE.search(below.text[:300])
    ]
    dated = [index for index, line in enumerate(near) if _DATE.search(line.text[:300])]
    beside = [
        _LABELS.sub(" ", _DATE.sub("", near[index].text).strip()).strip()
        for start in dated
        for index in (start, start + 1, start - 1)
        if 0 <= index < len(near) and len(near[index].text) <= 2 * _OUTLET_LENGTH
    ]
    beside = [name for name in beside if not _NO_NAME.search(name)]
    names = (_BYLINE.sub("", name) for name in (*labelled, *beside))
    return [name for name in names if name and len(name) <= _OUTLET_LENGTH]
