"""What a page of unknown markup shows: heading, time and outlet near it, the paragraphs under it."""

from dataclasses import dataclass, field

from newsarchive.extraction.body.words import NAME_OF_A_LIST

from .boilerplate import is_prompt
from .dateline import near, read_dateline
from .main_run import main_run
from .outline import Element, Outline

MARKS = 50_000  # tags and entities of the longest page that is read
_HEADINGS = 200
_TITLES = 20
_LOWEST_TITLE = 3


@dataclass(slots=True)
class Shown:
    """What a page shows of an article; several dates where more than one stands near the heading.

    :param vouched: a time or an outlet near the heading says that it is an article's
    """

    title: str | None = None
    dates: list[str] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)
    body: str | None = None
    vouched: bool = False


def read_visible(source: str) -> Shown:
    """Read a page. Nothing is guessed: what is not near the heading is not stated."""
    if source.count("<") + source.count("&") > MARKS:
        return Shown()  # too long to be read without holding up the crawl
    outline = Outline(source)
    if len(outline.headings) > _HEADINGS:
        return Shown()
    titles = _possible_titles(outline.headings)
    for heading in titles:
        shown = _read_under(heading, outline)
        if shown.vouched:
            return shown
    return _read_under(titles[0], outline) if titles else Shown()


def _possible_titles(headings: list[Element]) -> list[Element]:
    """The headings of the highest rank that have text; none where a script has yet to fill these."""
    own = [e for e in headings if e.rank <= _LOWEST_TITLE and not _is_boilerplate(e.line)]
    highest = min((e.rank for e in own), default=0)
    return [e for e in own if e.rank == highest and e.line][:_TITLES]


def _is_boilerplate(heading: str) -> bool:
    return bool(NAME_OF_A_LIST.match(heading)) or is_prompt(heading, heading=True)


def _read_under(heading: Element, outline: Outline) -> Shown:
    run = main_run(outline, heading)
    start, end = run or (len(outline.source), 0)
    dateline = read_dateline(near(outline, heading, start))
    return Shown(
        title="".join(heading.text),
        dates=dateline.dates,
        outlets=dateline.outlets,
        body=outline.source[start:end] if run else None,
        vouched=bool(dateline.dates or dateline.outlets),
    )
