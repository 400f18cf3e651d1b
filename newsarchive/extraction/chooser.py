"""Of all that the pages of one article state, the first valid value of each field wins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from newsarchive.dates import parse_date
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.post_page import PostPage
from newsarchive.extraction.visible import Shown
from newsarchive.links import web_link
from newsarchive.outlets import outlet_slug
from newsarchive.profiles import SiteProfile
from newsarchive.safe_html import has_content
from newsarchive.text import decoded_line

REQUIRED = ("title", "date", "outlet", "body")


@dataclass(slots=True)
class Statements:
    """What the pages say, field by field, in the order in which they were read.

    Titles are HTML text, as endpoints give them; those out of pages are escaped, to be decoded once.

    :param profile: whose zone and language decide which dates are dates
    :param reference: when the latest page was served, aware; None before there is one
    """

    profile: SiteProfile
    reference: datetime | None = None
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, **stated: list[str]) -> None:
        """Append what one more page states."""
        for name, values in stated.items():
            self.values.setdefault(name, []).extend(value for value in values if value)

    def add_shown(self, shown: Shown) -> None:
        """Append what a page of unknown markup shows."""
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

    def choice(self, name: str) -> str | None:
        """The first valid value; failing that the first one, for the quarantine to show."""
        valid = self._first_valid(name)
        return valid if valid is not None else next(iter(self.values.get(name, ())), None)

    def _first_valid(self, name: str) -> str | None:
        valid = _VALID.get(name, _is_something)
        return next((v for v in self.values.get(name, ()) if valid(v, self)), None)


def _is_something(value: str, _: Statements) -> bool:
    return bool(value.strip())


def _is_date(value: str, statements: Statements) -> bool:
    if statements.reference is None:
        return False
    try:
        parse_date(
            value,
            reference=statements.reference,
            zone=statements.profile.tzinfo,
            language=statements.profile.language,
        )
    except ExtractionError:
        return False
    return True


def _is_outlet(value: str, _: Statements) -> bool:
    try:
        return bool(outlet_slug(decoded_line(value)))
    except ExtractionError:
        return False


_VALID: Mapping[str, Callable[[str, Statements], bool]] = {
    "title": lambda value, _: bool(decoded_line(value)),
    "date": _is_date,
    "outlet": _is_outlet,
    "body": lambda value, _: has_content(value),
    "link": lambda value, _: web_link(value) is not None,
}
