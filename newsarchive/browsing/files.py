"""The pages as files: the same functions, asked for whatever the pages themselves lead to."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.browsing.files_search import SEARCH, search_in_files, searched
from newsarchive.browsing.held import Shelf
from newsarchive.browsing.links import file_of, in_files
from newsarchive.browsing.page import Answer, Asked, Elsewhere, Page, To
from newsarchive.browsing.rendering import rendered
from newsarchive.browsing.routes import PAGES, Route, answer, is_live
from newsarchive.browsing.wrong import wrong_page
from newsarchive.exceptions import NewsArchiveError
from newsarchive.publishing.source_folder import Made, SourceFolder, sum_of

_SERVED = "/served"
_ARTICLES = "SELECT count(*) FROM article WHERE revision IS NOT NULL"
_MADE = Made("archives", "pages")


@dataclass
class Written:
    """What became of a folder of pages.

    :param pages: how many pages and other files it has
    :param new: of them those that were not there, or are other ones now
    :param removed: files of an earlier call that nothing leads to any more
    :param wrong: address → why a page says that it could not be made
    """

    pages: int = 0
    new: int = 0
    removed: int = 0
    wrong: dict[str, str] = field(default_factory=dict)


def articles_in(shelf: Shelf) -> int:
    """How many articles there are to write pages of; those of an unreadable archive do not count."""
    count = 0
    for held in shelf.values():
        with suppress(NewsArchiveError):
            count += held.look(lambda catalog: catalog.execute(_ARTICLES).fetchone()[0])
    return count


def write_pages(shelf: Shelf, target: Path, *, now: int, table: Iterable[Route] = PAGES) -> Written:
    """Write the pages of archives, or bring those that are there up to date; no archive is locked or changed.

    The folder's own files are ours: one that was edited is written anew. Files of others in it stay.

    :param target: the folder, which is made where it is not there
    :param now: seconds since 1970
    :param table: what there is
    :raises ArgumentError: the folder holds something else
    :raises ArchiveBusy: somebody else is writing there
    :raises StorageError: the disk refuses
    """
    folder, done, notes = SourceFolder(target), Written(), dict[str, str]()
    folder.read_notes()
    with folder.held(_MADE):
        for path, data in _files(tuple(table), shelf, now, done):
            notes[path] = sum_of(data)
            done.pages += 1
            if folder.there(path) != data:
                folder.write(path, data)
                done.new += 1
        for path in [path for path in folder.files if path not in notes]:
            folder.remove(path)
            done.removed += 1
        folder.keep_notes(notes, ())
    return done


def _files(table: Sequence[Route], shelf: Shelf, now: int, done: Written) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file, from the overview on."""
    known, waiting = {"/"}, deque(["/"])

    def seen(address: str) -> str:
        there = _SERVED if is_live(table, address) else address
        if there not in known:
            known.add(there)
            waiting.append(there)
        return there

    while waiting:
        address = waiting.popleft()
        to = in_files(address, seen)
        try:
            content = _content(_answer(table, shelf, address, now), to)
        except Exception as error:  # noqa: BLE001  the others are written, and this one says why it is not
            told = wrong_page(error)
            done.wrong[address] = str(told.context["words"])
            content = _content(told, to)
        yield file_of(address), content
    yield from searched(shelf, known, done.wrong)


def _answer(table: Sequence[Route], shelf: Shelf, address: str, now: int) -> Answer:
    if address == SEARCH:
        return search_in_files()
    if address == _SERVED:
        return Page(template="served.html", title="This takes a server", context={})
    return answer(table, shelf, address, "", Asked(now=now))


def _content(told: Answer, to: To) -> bytes:
    if isinstance(told, Elsewhere):
        told = Page(template="moved.html", title="Elsewhere", context={"address": told.address})
    if isinstance(told, Page):
        return rendered(told, to, lambda _: "", static=True)
    return told.content if isinstance(told.content, bytes) else told.content(to)
