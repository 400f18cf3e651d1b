"""What the text of an element says as the value of one field."""

import re
from dataclasses import dataclass

from newsarchive.dates.order_of_page import is_two_way, language_of_dates, order_in
from newsarchive.dates.within_text import dates_in
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.field_places.elements import Numbered, Shown, shown_at
from newsarchive.extraction.metadata.bylines import bylines
from newsarchive.extraction.metadata.chosen_dates import choose_dates
from newsarchive.extraction.metadata.datelines import datelines, time_of
from newsarchive.extraction.metadata.names import joined
from newsarchive.extraction.metadata.near_headline import HeadLine
from newsarchive.extraction.metadata.stated import key_of
from newsarchive.extraction.metadata.titles import plain_title
from newsarchive.pages.tree import Page

STRATEGY = "learned place"
_FIGURE = re.compile(r"\d")
_LONGEST = {"author": 120, "section": 60}
_SURE = {"date": 0.88, "author": 0.75, "section": 0.7, "headline": 0.6}


@dataclass(slots=True)
class Dating:
    """How a page's dates are read.

    :param language: the page's, as a BCP 47 tag
    """

    page: Page
    language: str

    def stated(self, shown: Shown) -> list[Candidate]:
        """The date of publication that an element shows, in ISO 8601; at most one."""
        if not _FIGURE.search(shown.text) and not time_of(shown.element):
            return []
        page = self.page
        zone, sure = zone_of(page.zone, self.language, page.url or "")
        tag = language_of_dates(self.language, page.url or "")
        order = page.style.order
        if not order and is_two_way(shown.text, tag):
            order = order_in(f"{page.url} {page.html}")
        line = HeadLine(shown.text, [shown.element], 1, below=True)
        said = [one for one in datelines([line], tag, zone, order) if one.field == "date"]
        said = [one._replace(strategy=STRATEGY, confidence=_SURE["date"]) for one in said]
        return choose_dates(said, zone, tag, sure, order)[:1]


def text_value(name: str, text: str, language: str) -> Candidate | None:
    """The author, section or headline that a text says.

    :param language: of its dates, which are no part of a name
    """
    if name == "headline":
        value = plain_title(text)
    elif len(text) > _LONGEST[name]:
        return None
    elif name == "author":
        value = _names(text, language)
    else:
        value = "" if _FIGURE.search(text) else text.strip(" :|/›»•·-–—")
    return Candidate(value, STRATEGY, _SURE[name]) if value else None


def _names(text: str, language: str) -> str:
    said = [one.value for one in bylines([HeadLine(text, [], 1, below=True)]) if one.field == "author"]
    if not said:
        found = next(dates_in(text, language, unsure=True), None) if _FIGURE.search(text) else None
        rest = [text[: found.start], text[found.end :]] if found else [text]
        said = [one.strip(" ,|•·–—-") for one in rest if not _FIGURE.search(one)][:1]
    return joined(said, frozenset())


def key_of_value(name: str, value: str) -> str:
    """What two ways of writing one value have in common."""
    return ",".join(sorted(map(key_of, value.split(", ")))) if name == "author" else key_of(value)


def shown_in(place: str, name: str, dating: Dating) -> Shown | None:
    """The element in a place; None where the page has no such place, or of a date none that shows one."""
    path, _, _ = place.rpartition(" ")
    numbered = Numbered()
    for shown in shown_at(dating.page.tree.find("body"), path):
        if (name != "date" or dating.stated(shown)) and numbered.place(path) == place:
            return shown
    return None


def value_at(place: str, name: str, dating: Dating) -> Candidate | None:
    """What stands in a place; None where the page has no such place, or it shows no such value."""
    shown = shown_in(place, name, dating)
    if shown is None:
        return None
    return dating.stated(shown)[0] if name == "date" else text_value(name, shown.text, dating.language)
