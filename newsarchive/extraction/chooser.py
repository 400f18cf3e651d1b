"""Of all that the pages of one article state, the first valid value of each field wins."""

from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from typing import NamedTuple

from newsarchive.dates import parse_date
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.post_page import PostPage
from newsarchive.extraction.titles import same_title
from newsarchive.extraction.visible import Shown
from newsarchive.links import web_link
from newsarchive.outlets import outlet_slug
from newsarchive.profiles import SiteProfile
from newsarchive.safe_html import has_content
from newsarchive.text import decoded_line

REQUIRED = ("title", "date", "outlet", "body")


class Stated(NamedTuple):
    """A value and when the page that states it was served."""

    value: str
    served: datetime | None


class Statements:
    """What the pages say, field by field, in the order in which they were read.

    Titles are HTML text, as endpoints give them; those out of pages are escaped, to be decoded once.

    :param profile: whose zone and language decide which dates are dates
    :param reference: when the page was served whose statements are added next, aware
    """

    __slots__ = ("_served", "_stated", "profile")

    def __init__(self, profile: SiteProfile, reference: datetime | None = None) -> None:
        self.profile = profile
        self._served = reference
        self._stated: dict[str, list[Stated]] = {}

    @property
    def reference(self) -> datetime | None:
        """When the page was served that states the chosen date; while there is none, the latest page.

        Set it to when a page was served before its statements are added.
        """
        chosen = self._choice("date")
        return chosen.served if chosen else self._served

    @reference.setter
    def reference(self, served: datetime) -> None:
        self._served = served

    def add(self, **stated: list[str]) -> None:
        """Append what one more page states."""
        for name, values in stated.items():
            self._stated.setdefault(name, []).extend(Stated(value, self._served) for value in values if value)

    def add_shown(self, shown: Shown, *, listed: str = "") -> None:
        """Append what a page of unknown markup shows, if it is this article that it shows.

        That says a time or an outlet near the heading, or a heading that is the title as it is known.

        :param listed: the article's title in a listing, as read
        """
        known = [listed, *(decoded_line(title) for title in self.values("title"))]
        if shown.vouched or any(same_title(shown.title or "", title) for title in known):
            self.add(
                title=[escape(shown.title or "", quote=False)],
                date=shown.dates,
                outlet=shown.outlets,
                body=[shown.body or ""],
            )

    def add_post_page(self, page: PostPage, *, with_body: bool) -> None:
        """Append what a post page states; its body too, should that be wanted."""
        self.add(
            title=[escape(title, quote=False) for title in page.titles],
            date=page.dates,
            outlet=page.outlets,
            digest=page.digests,
            link=page.links,
            body=page.bodies if with_body else [],
        )

    def missing(self) -> list[str]:
        """The required fields of which no page has stated a valid value yet."""
        return [name for name in REQUIRED if not self.has(name)]

    def has(self, name: str) -> bool:
        """Whether any page has stated a valid value of a field."""
        return self._first_valid(name) is not None

    def values(self, name: str) -> list[str]:
        """All that was said of a field."""
        return [stated.value for stated in self._stated.get(name, ())]

    def choice(self, name: str) -> str | None:
        """The first valid value; failing that the first one, for the quarantine to show."""
        chosen = self._choice(name)
        return chosen.value if chosen else None

    def _choice(self, name: str) -> Stated | None:
        return self._first_valid(name) or next(iter(self._stated.get(name, ())), None)

    def _first_valid(self, name: str) -> Stated | None:
        valid = _VALID.get(name, _is_something)
        return next((one for one in self._stated.get(name, ()) if valid(one, self.profile)), None)


def _is_something(stated: Stated, _: SiteProfile) -> bool:
    return bool(stated.value.strip())


def _is_date(stated: Stated, profile: SiteProfile) -> bool:
    if stated.served is None:
        return False
    try:
        language = profile.language or ""
        parse_date(stated.value, reference=stated.served, zone=profile.tzinfo, language=language)
    except ExtractionError:
        return False
    return True


def _is_outlet(stated: Stated, _: SiteProfile) -> bool:
    try:
        return bool(outlet_slug(decoded_line(stated.value)))
    except ExtractionError:
        return False


_VALID: Mapping[str, Callable[[Stated, SiteProfile], bool]] = {
    "title": lambda stated, _: bool(decoded_line(stated.value)),
    "date": _is_date,
    "outlet": _is_outlet,
    "body": lambda stated, _: has_content(stated.value),
    "link": lambda stated, _: web_link(stated.value) is not None,
}
