"""What a page of unknown markup shows: heading, time and outlet near it, the paragraphs under it."""

from html import escape

from newsarchive.extraction.metadata.stated import key_of
from newsarchive.extraction.metadata.words import NAME_OF_A_LIST

from .dateline import Said, near, read_dateline
from .main_run import is_prompt, main_run
from .outline import Element, Outline

MARKS = 50_000  # tags and entities of the longest page that is read
_HEADINGS = 200
_TITLES = 20
_LOWEST_TITLE = 3
_ENOUGH = 8  # characters of a title that is part of the other


def read_visible(source: str) -> Said:
    """Title, dates, outlets and body that a page shows; no title where it shows none.

    Nothing is guessed: what is not near the heading is not stated.
    """
    if source.count("<") + source.count("&") > MARKS:
        return {}  # too long to be read without holding up the crawl
    outline = Outline(source)
    if len(outline.headings) > _HEADINGS:
        return {}
    shown: Said = {}
    for heading in _possible_titles(outline.headings):
        said = _read_under(heading, outline)
        if is_vouched_for(said):
            return said
        shown = shown or said
    return shown


def is_vouched_for(shown: Said) -> bool:
    """Whether a time or an outlet near the heading says that it is an article's."""
    return bool(shown.get("date") or shown.get("outlet"))


def same_title(one: str, other: str) -> bool:
    """The same words; or one begins with all of the other, as long as that says enough."""
    short, long = sorted((key_of(one), key_of(other)), key=len)
    return bool(short) and (short == long or (len(short) >= _ENOUGH and long.startswith(short)))


def _possible_titles(headings: list[Element]) -> list[Element]:
    """The headings of the highest rank that have text; none where a script has yet to fill these."""
    own = [e for e in headings if e.rank <= _LOWEST_TITLE and not _is_boilerplate(e.line)]
    highest = min((e.rank for e in own), default=0)
    return [e for e in own if e.rank == highest and e.line][:_TITLES]


def _is_boilerplate(heading: str) -> bool:
    return bool(NAME_OF_A_LIST.match(heading)) or is_prompt(heading, heading=True)


def _read_under(heading: Element, outline: Outline) -> Said:
    run = main_run(outline, heading)
    start, end = run or (len(outline.source), 0)
    said = read_dateline(near(outline, heading, start))
    title = escape("".join(heading.text), quote=False)
    return {"title": [title], **said, "body": [outline.source[start:end]] if run else []}
