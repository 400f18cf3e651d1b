"""Draft to article: complete from here on, and never changed again."""

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Article, Doubt, Draft
from newsarchive.posts.web_link import web_link
from newsarchive.text import cut, decoded_line, one_line

_REPLACED = "\ufffd"  # what stands where bytes could not be read
_LONGEST = 200  # characters of a date as it was stated


class SealPipeline:
    """Turn a draft that passed every pipeline into an Article."""

    def process_item(self, item: Draft) -> Article:
        """Raise ExtractionError ``incomplete`` should a field be missing after all."""
        if (
            not (item.headline and item.published and item.outlet and item.category and item.tag)
            or item.html is None
        ):
            raise ExtractionError("incomplete", f"{item.source_id} lacks a required field")
        link = web_link(item.link or "") or web_link(item.url)
        if link is None:
            raise ExtractionError("incomplete", f"{item.source_id} has no http(s) address")
        stated_date = one_line(item.stated_date or item.date or "")
        texts = (item.headline, item.standfirst, item.outlet, item.html)
        if any(_REPLACED in text for text in texts):
            item.doubts = (*item.doubts, Doubt.REPLACED_CHARACTERS)
        return Article(
            site=item.site,
            source_id=item.source_id,
            url=item.url,
            title=item.headline,
            published=item.published.instant,
            precision=item.published.precision,
            outlet=item.outlet,
            category=item.category,
            tag=item.tag,
            standfirst=item.standfirst,
            body=item.html,
            link=link,
            fetched_at=item.fetched_at,
            author=decoded_line(item.author or ""),
            source=decoded_line(item.source or ""),
            section=decoded_line(item.section or ""),
            tags=tuple(filter(None, map(decoded_line, (item.tags or "").split(",")))),
            image=web_link(item.image or "") or "",
            language=one_line(item.language or ""),
            modified=item.changed.instant if item.changed else None,
            canonical=web_link(item.canonical or "") or "",
            stated_date=cut(stated_date, _LONGEST),
            doubts=item.doubts,
            more=item.more,
        )
