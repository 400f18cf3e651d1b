"""What a search asks of one archive's words, wherever these are kept."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from newsarchive.exceptions import NewsArchiveError
from newsarchive.store.catalog.access import catalog_of
from newsarchive.store.search.query import Query

FEW = 20
"""How many wordings of an article are asked for their words one by one."""


class SearchEnded(NewsArchiveError):
    """A search took longer than it may."""

    def __init__(self, within: float) -> None:
        super().__init__(
            f"the search was ended after {within:g} seconds; look for rarer words, or add days:"
            " since:YYYY-MM-DD until:YYYY-MM-DD"
        )


class Words(Protocol):
    """The words of an archive's revisions, and what the catalog says of them.

    :ivar side_by_side: how many archives kept like this one are asked at the same time
    """

    side_by_side: int

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Let what is asked within a ``with`` statement take no longer.

        :raises SearchEnded: it did
        """

    def articles(self, query: Query, *, current: bool = False) -> Iterator[tuple[int, int]]:
        """The day, as a number, and the number of each article that is found, the newest first.

        :param current: those alone in whose published revisions the words stand
        """

    def article(self, number: int) -> Mapping[str, Any] | None:
        """An article's ``revision``, ``source_id``, ``url``, ``post``, ``gone``; None once it is removed."""

    def revisions(self, article: int) -> Sequence[Mapping[str, Any]]:
        """The rows of its revisions in the order of their numbers, without their posts."""

    def having(self, query: Query, revisions: Sequence[Mapping[str, Any]]) -> set[int]:
        """The ids of those of an article's revisions that have the words."""

    def post_of(self, revision: int) -> bytes:
        """The compressed post of the revision with this id."""

    def behind(self) -> int:
        """How many revisions cannot be searched yet."""


@contextmanager
def words_of_archive(folder: Path, *, bring_within: float = 0) -> Iterator[Words]:
    """The words of an archive.

    :param folder: the archive's own
    :param bring_within: seconds that may be spent before, to bring them up to date; what a fleet keeps is as
        current as its last run left it
    :raises ArchiveBusy: somebody else is at work on the archive for too long
    :raises StorageError: there is no catalog, or it or the words cannot be read
    """
    catalog = catalog_of(folder)
    if isinstance(catalog, Path):
        from newsarchive.store.search.in_file import words_in_file  # noqa: PLC0415  asks by what stands here

        with words_in_file(folder, bring_within=bring_within) as words:
            yield words
    else:
        from newsarchive.store.search.in_fleet import WordsInFleet  # noqa: PLC0415  needs the extra

        yield WordsInFleet(catalog)
