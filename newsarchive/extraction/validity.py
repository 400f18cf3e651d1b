"""Whether what a page says of a field can be made use of."""

from collections.abc import Callable, Mapping
from datetime import datetime

from newsarchive.dates import parse_date
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.candidates import Candidate
from newsarchive.posts.outlets import outlet_slug
from newsarchive.posts.safe_html import has_content
from newsarchive.posts.web_link import web_link
from newsarchive.profiles import SiteProfile
from newsarchive.text import decoded_line


def is_valid(name: str, one: Candidate, profile: SiteProfile) -> bool:
    """Whether a candidate is a date that is read, an outlet with a slug, a body with content, a web address.

    A date counts from when the page was served that states it, and without that is none.

    :param profile: whose zone and language decide which dates are dates
    """
    if name == "date":
        return one.served is not None and _is_date(one.value, one.served, profile)
    return _VALID.get(name, _is_something)(one.value)


def _is_date(text: str, served: datetime, profile: SiteProfile) -> bool:
    try:
        parse_date(
            text,
            reference=served,
            zone=profile.tzinfo,
            language=profile.date_language,
            style=profile.dates.style,
        )
    except ExtractionError:
        return False
    return True


def _is_outlet(text: str) -> bool:
    try:
        return bool(outlet_slug(decoded_line(text)))
    except ExtractionError:
        return False


def _is_something(text: str) -> bool:
    return bool(text.strip())


_VALID: Mapping[str, Callable[[str], bool]] = {
    "title": lambda text: bool(decoded_line(text)),
    "outlet": _is_outlet,
    "body": has_content,
    "link": lambda text: web_link(text) is not None,
}
