"""The articles that ``collect --search`` means: those whose present text, or a former one, has the words."""

from collections.abc import Sequence

from newsarchive.exceptions import ArgumentError
from newsarchive.store.search.asked import words_of_archive
from newsarchive.store.search.found import articles_in
from newsarchive.store.search.query import read_query
from newsarchive.terminal.named_articles import OpenArchive
from newsarchive.text import did_you_mean, many, printable

_WORDS_WITHIN = 36_000.0  # seconds: a collection waits until all is searchable


def searched_articles(opened: Sequence[OpenArchive], said: str) -> tuple[list[frozenset[int]], list[str]]:
    """The numbers of the found articles' rows in each archive; and a line on each that is not all searchable.

    :param said: what `find` takes
    :raises ArgumentError: it cannot be read, or names a site that is not collected from
    """
    query, names = read_query(said), [one.site.name for one in opened]
    for site in query.sites:
        if site not in names:
            near = did_you_mean([site], names)
            there = ", ".join(names)
            raise ArgumentError(f"--search site:{printable(site)}: {near}it is collected from {there}")
    found, notes = [], []
    for one in opened:
        if query.sites and one.site.name not in query.sites:
            found.append(frozenset[int]())
            continue
        found.append(frozenset(articles_in(one.site.folder, query, words_within=_WORDS_WITHIN)))
        with words_of_archive(one.site.folder) as words:
            if late := words.behind():
                notes.append(f"{one.site.name}: {many(late, 'text')} could not be searched yet; try again")
    return found, notes
