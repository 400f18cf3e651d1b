"""A page's article body: chosen among its blocks, or read from its scripts, and written as plain HTML."""

import re

from newsarchive.extraction.body.cleaning import clean_body
from newsarchive.extraction.body.elements import width
from newsarchive.extraction.body.script_state import script_body
from newsarchive.extraction.body.visible_body import visible_body
from newsarchive.extraction.candidates import Candidate
from newsarchive.learning.learned import NOTHING_LEARNED, Learned
from newsarchive.pages.tree import Page

__all__ = ["body_candidates", "clean_body"]

_TAG = re.compile(r"<[^<>]*>")
_ENOUGH = 400  # width of visible text with which no script is looked into


def body_candidates(page: Page, learned: Learned = NOTHING_LEARNED) -> list[Candidate]:
    """The page's bodies, the best first; none where nothing reads like an article.

    Scripts are read only where a page shows hardly any text: what they hold of other pages is prose, too.

    :param learned: what is known of the site, whose furniture is dropped
    """
    shown = visible_body(page, learned)
    visible = width(_TAG.sub("", shown.value)) if shown else 0
    if shown and visible >= _ENOUGH:
        return [shown]
    hidden = script_body(page)
    if hidden and width(_TAG.sub("", hidden.value)) > 2 * visible:
        return [hidden, shown] if shown else [hidden]
    return [shown] if shown else []
