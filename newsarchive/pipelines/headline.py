"""Title and digest as lines of plain text."""

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Draft
from newsarchive.text import decoded_line


class HeadlinePipeline:
    """Fill ``headline`` from ``title`` and ``standfirst`` from ``digest`` (what follows its last ``】``)."""

    def process_item(self, item: Draft) -> Draft:
        """Raise ExtractionError ``no-title`` where no page states one."""
        item.headline = decoded_line(item.title or "")
        if not item.headline:
            raise ExtractionError("no-title", "no page states a title")
        item.standfirst = decoded_line(item.digest or "").rpartition("】")[2].strip()
        return item
