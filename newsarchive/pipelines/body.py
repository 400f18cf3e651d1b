"""The body made safe to publish, untouched where it already is."""

from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.soft_404 import soft_404
from newsarchive.items import Draft
from newsarchive.posts.safe_html import has_content, safe_body


class BodyPipeline:
    """Fill ``html`` from ``body``."""

    def process_item(self, item: Draft) -> Draft:
        """Raise ExtractionError ``no-text`` where nothing is left to read or to see, and ``soft-404``
        where the text only says that the article is gone.
        """
        item.html = safe_body(item.body or "")
        if not has_content(item.html):
            raise ExtractionError("no-text", "no page carries the article's text")
        if words := soft_404(item.html):
            raise ExtractionError("soft-404", f"instead of the article's text stands {words!r}")
        return item
