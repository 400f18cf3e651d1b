"""The pages as files: the same functions, asked for whatever the pages themselves lead to."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from newsarchive.browsing.files_search import SEARCH, search_in_files
from newsarchive.browsing.held import Shelf
from newsarchive.browsing.links import file_of, in_files
from newsarchive.browsing.page import Answer, Asked, Elsewhere, Page, To
from newsarchive.browsing.rendering import rendered
from newsarchive.browsing.routes import PAGES, Route, answer
from newsarchive.browsing.wrong import wrong_page
from newsarchive.publishing.source_folder import Made, SourceFolder, sum_of

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

    def seen(address: str) -> None:
        if address not in known:
            known.add(address)
            waiting.append(address)

    while waiting:
        address = waiting.popleft()
        told = _answer(table, shelf, address, now)
        if isinstance(told, Page) and told.template == "error.html":
            done.wrong[address] = str(told.context["words"])
        yield file_of(address), _content(told, in_files(address, seen))


def _answer(table: Sequence[Route], shelf: Shelf, address: str, now: int) -> Answer:
    if address == SEARCH:
        return search_in_files()
    try:
        return answer(table, shelf, quote(address, safe="/%:"), "", Asked(now=now))
    except Exception as error:  # noqa: BLE001  the others are written, and this one says why it is not
        return wrong_page(error)


def _content(told: Answer, to: To) -> bytes:
    if isinstance(told, Elsewhere):
        told = Page(template="moved.html", title="Elsewhere", context={"address": told.address})
    if isinstance(told, Page):
        return rendered(told, to, lambda _: "", static=True)
    return told.content if isinstance(told.content, bytes) else told.content(to)
