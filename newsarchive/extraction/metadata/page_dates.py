"""When a page's article was published and changed, of all that its head, its lines and its scripts state."""

import re
from collections.abc import MutableMapping, Sequence

from newsarchive.dates.order_of_page import is_two_way, language_of_dates, order_in
from newsarchive.dates.zone_of_page import zone_of
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.chosen_dates import choose_dates, completed, unsure_dates
from newsarchive.extraction.metadata.datelines import datelines
from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.elsewhere import in_address, in_scripts, labelled_lines
from newsarchive.extraction.metadata.near_headline import HeadLine
from newsarchive.extraction.metadata.stated import Stated

_OFFSET = re.compile(r"[+-]\d\d:\d\d$")
_Said = MutableMapping[str, list[Stated]]


def page_dates(
    document: Document, said: _Said, head: Sequence[HeadLine], language: str
) -> tuple[list[Candidate], list[Candidate]]:
    """Published and modified, in ISO 8601; all the page is searched where its head lacks a clock or zone.

    :param said: what structured data state; what the page shows is added
    """
    page = document.page
    zone, sure = zone_of(page.zone, language, page.url or "")
    tag = language_of_dates(language, page.url or "", document.first_meta("og:locale"))
    order = page.style.order or _order(document, tag, head, said)
    for one in datelines(head, tag, zone, order):
        said[one.field].append(one)

    def choose(stated: Sequence[Stated]) -> list[Candidate]:
        return choose_dates(stated, zone, tag, sure, order)

    said["date"] += in_address(document)
    published = choose(said["date"])
    if not _has_clock(published) or (zone is None and not _OFFSET.search(published[0].value)):
        said["date"] += [*completed(said["relative"], published), *in_scripts(document)]
        if not said["relative"]:  # else the head does say when
            for one in labelled_lines(document, tag, order):
                said[one.field].append(one)
        published = choose(said["date"])
    published = published or unsure_dates(said["date"], tag, order)
    if not published:
        published = choose([one._replace(field="date", confidence=0.3) for one in said["modified"]])
    if not _has_clock(published):
        published += [Candidate(one.value, one.strategy, 0.05) for one in said["relative"][:1]]
    return published, choose(said["modified"])


def _order(document: Document, language: str, head: Sequence[HeadLine], said: _Said) -> str:
    """The order of day and month that the page's other dates tell, where its language is not sure."""
    texts = [*(line.text for line in head), *(one.value[:200] for one in said["date"])]
    if not any(is_two_way(text, language) for text in texts):
        return ""
    return order_in(f"{document.page.url} {document.page.html}")


def _has_clock(dates: Sequence[Candidate]) -> bool:
    return bool(dates) and "T" in dates[0].value
