"""The article's own paragraphs under its heading, with the pictures that open and close them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsarchive.extraction.metadata.words import NAME_OF_A_LIST

from .dateline import is_dateline, near, read_dateline
from .outline import Element, Line, Outline

_RUNS = 200  # more of them make no article
_SHORT = 100  # characters of a paragraph that may be something else than text
_COMMENTS = re.compile(r"(?:\s*+<!--(?:[^-]++|-(?!->))*+-->)++")
_PROMPT = re.compile(
    r"(?:下载|打开|安装|扫码|扫描|扫一扫).{0,20}(?:app|客户端|二维码|应用|查看|阅读|更多)"
    r"|(?:app|客户端|二维码).{0,20}(?:下载|打开|安装|查看|阅读)"
    r"|版权所有|ICP备|违法和不良信息",
    re.IGNORECASE,
)
_PROMPT_HEADING, _PROMPT_PARAGRAPH = 20, 60  # characters at the most


@dataclass(frozen=True, slots=True)
class _Run:
    """The paragraphs of one element that stand under a heading.

    :param end: where the next heading that is not a sub-heading stands
    """

    element: Element
    paragraphs: list[Element]
    end: int

    def weight(self) -> int:
        """Characters of text, but for those of prompts and datelines."""
        return sum(p.length for p in self.paragraphs if p.length > _SHORT or _is_text(p.line))

    def may_be_text(self) -> bool:
        """It says something else than prompts and datelines, or nothing, showing pictures alone."""
        return bool(self.paragraphs) and (self.weight() > 0 or not any(p.line for p in self.paragraphs))


def is_prompt(text: str, *, heading: bool = False) -> bool:
    """Whether the text asks its reader to get an app, or is a page's small print."""
    longest = _PROMPT_HEADING if heading else _PROMPT_PARAGRAPH
    return len(text) <= longest and _PROMPT.search(text) is not None


def main_run(outline: Outline, heading: Element) -> tuple[int, int] | None:
    """Where the article's text begins and ends in the source; None where that is in doubt.

    Leading paragraphs that state the time or the outlet are no part of it.
    """
    runs = [run for run in _runs(outline, heading) if run.may_be_text()]
    run = max(runs, key=_Run.weight, default=None)
    if run is None:
        return None
    weight = run.weight()
    paragraphs = _without_datelines(run.paragraphs, heading, outline)
    if not paragraphs or _length(outline.lines_between(heading.end, paragraphs[0].start)) > weight:
        return None  # what the heading is about stands in no paragraph
    start, end = paragraphs[0].start, paragraphs[-1].end
    for block in reversed(run.element.blocks):
        if heading.end <= block.start < start and _adjoins(block, outline, (block.end, start)):
            start = block.start
    for block in run.element.blocks:
        if end <= block.start < run.end and _adjoins(block, outline, (end, block.start)):
            end = block.end
    comments = _COMMENTS.match(outline.source, end)
    return start, comments.end() if comments else end


def _runs(outline: Outline, heading: Element) -> Iterable[_Run]:
    later = [e for e in outline.headings if e.start > heading.start and e.line]
    runs = [run for run in outline.runs if run.end > heading.end and run.tag != "blockquote"]
    for run in runs[:_RUNS]:
        paragraphs = [p for p in run.paragraphs if p.start >= heading.end]
        first = paragraphs[0].start if paragraphs else len(outline.source)
        others = (e.start for e in later if not _is_sub_heading(e, heading, run, first))
        end = next(others, len(outline.source))
        yield _Run(run, [p for p in paragraphs if p.start < end], end)


def _is_sub_heading(other: Element, heading: Element, run: Element, first: int) -> bool:
    """Whether a later heading divides the article's text, and does not end it."""
    if not first < other.start < run.end or (other.parent is run and NAME_OF_A_LIST.match(other.line)):
        return False
    return run.start > heading.start or other.rank > heading.rank


def _without_datelines(paragraphs: Sequence[Element], heading: Element, outline: Outline) -> list[Element]:
    """The paragraphs without the first ones, should these state what nothing before them does."""
    for index, paragraph in enumerate(paragraphs):
        if not is_dateline(paragraph.line):
            return list(paragraphs[index:])
        before = read_dateline(near(outline, heading, paragraph.start))
        after = read_dateline(near(outline, heading, paragraph.end))
        if all(bool(after[name]) == bool(before[name]) for name in after):
            return list(paragraphs[index:])
    return []


def _is_text(line: str) -> bool:
    return not (is_prompt(line) or is_dateline(line))


def _adjoins(block: Element, outline: Outline, gap: tuple[int, int]) -> bool:
    """Whether a block is the text's: nothing to read stands between the two."""
    return not outline.lines_between(*gap) and (not block.line or _is_text(block.line))


def _length(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines if not is_dateline(line.text))
