"""Which of a page's metadata teach places, and which yield to what a place says."""

from collections.abc import Sequence

from newsarchive.extraction.candidates import Candidate

FIELDS = {"date": "date", "author": "author", "section": "section", "headline": "title"}
"""By the name that places have for them."""
_GUESSES = {
    "date": {"near headline", "labelled line", "script", "address"},
    "author": {"byline", "author element"},
    "section": {"above the headline", "menu", "address", "address, as in the menu"},
    "title": {"title"},
}
_SURE = {"date": 0.8, "author": 0.8, "section": 0.8, "title": 0.7}
_HARDLY = {"date": 0.55, "author": 0.6, "section": 0.0, "title": 0.55}
"""Below such a confidence anything else is a guess too, such as a time somewhere or the day of a change."""


def teaches(field: str, candidates: Sequence[Candidate]) -> bool:
    """Whether the best of them is sure, so that the place that shows it is worth noting."""
    return bool(candidates) and not _is_guess(field, candidates[0])


def is_unsure(field: str, candidates: Sequence[Candidate]) -> bool:
    """Whether all of them are guesses, to which a learned place is to be preferred."""
    return all(_is_guess(field, one) for one in candidates)


def _is_guess(field: str, one: Candidate) -> bool:
    if one.strategy in _GUESSES[field]:
        return field == "date" or one.confidence < _SURE[field]
    return one.confidence < _HARDLY[field]
