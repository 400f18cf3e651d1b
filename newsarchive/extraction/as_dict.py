"""Everything that is found on a page automatically, as plain values: what benchmarks ask for."""

from newsarchive.extraction.reading import automatic_reading
from newsarchive.extraction.refusals import refusal
from newsarchive.pages.tree import Page


def as_dict(html: str, url: str) -> dict[str, str]:
    """Title, date, author, section, image, lang and body_html of a page, without any profile.

    ``not_article`` is the reason why the page is none; the rest is what was found on it all the same.
    """
    page = Page(html, url)
    reading = automatic_reading(page)
    found = {name: reading.value(name) or "" for name in reading.fields}
    refused = refusal(page, reading)
    found |= {"not_article": refused.reason} if refused else {}
    return found | {"lang": found.get("language", ""), "body_html": found.get("body", "")}
