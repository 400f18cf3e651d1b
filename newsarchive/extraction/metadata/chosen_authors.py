"""The authors that a page's statements agree on."""

from collections.abc import Sequence
from itertools import groupby

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.names import joined
from newsarchive.extraction.metadata.stated import Stated, best_first


def choose_authors(stated: Sequence[Stated], sites: frozenset[str]) -> list[Candidate]:
    """One candidate for each strategy, its names joined; the best first.

    :param sites: the site's names in small letters; an author of that name counts last
    """
    found: list[Candidate] = []
    ordered = sorted(stated, key=lambda one: one.strategy)
    for strategy, group in groupby(ordered, key=lambda one: one.strategy):
        ones = list(group)
        confidence = max(one.confidence for one in ones)
        if names := joined((one.value for one in ones), sites):
            found.append(Candidate(names, strategy, round(confidence, 3)))
        elif strategy == "json-ld" and (names := joined((one.value for one in ones), frozenset())):
            found.append(Candidate(names, strategy, 0.5))
    return best_first(found)
