"""Everything that is found on a page automatically, as plain values: what benchmarks ask for."""

from newsarchive.extraction.automatic.body import body_candidates
from newsarchive.extraction.automatic.metadata import metadata_candidates
from newsarchive.extraction.automatic.page import Page


def as_dict(html: str, url: str) -> dict[str, str]:
    """Title, date, author, section, image, lang and body_html of a page, without any profile."""
    page = Page(html, url)
    found = {name: stated[0].value for name, stated in metadata_candidates(page).items() if stated}
    body = body_candidates(page)
    return found | {"lang": found.get("language", ""), "body_html": body[0].value if body else ""}
