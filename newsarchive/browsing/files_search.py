"""The search of pages that are files: an index beside them, which the script of published sites reads."""

from collections.abc import Collection, Iterator, MutableMapping
from urllib.parse import quote

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.links import file_of, quoted
from newsarchive.browsing.page import Page
from newsarchive.exceptions import NewsArchiveError
from newsarchive.publishing.search.index import SearchText, search_files
from newsarchive.store.search.words import READ, body_text

SEARCH = "/search"
_AT_ONCE = 500  # revisions that are read in one look, which would be in a takedown's way for longer
_REVISIONS = (
    f"SELECT {READ}, article,"  # noqa: S608  constants
    " number = (SELECT one.revision FROM article AS one WHERE one.id = article) AS is_last"
    " FROM revision WHERE id > ? AND article IN (SELECT id FROM article WHERE revision IS NOT NULL)"
    f" ORDER BY id LIMIT {_AT_ONCE}"
)


def search_in_files() -> Page:
    """The page, which a script of ours fills."""
    return Page(template="search_in_files.html", title="Search in everything that was ever said", context={})


def searched(
    shelf: Shelf, addresses: Collection[str], wrong: MutableMapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Path and content of the files of the index.

    :param addresses: those of the pages that there are, percent-encoded
    :param wrong: takes the address of an archive that cannot be read, and why
    """
    texts = list[SearchText]()
    for held in shelf.values():
        try:
            texts += _texts(held, addresses)
        except NewsArchiveError as error:
            wrong.setdefault(quoted(held.address), str(error))
    for path, data in search_files(texts):
        yield f"search/{path}", data


def _texts(held: Held, addresses: Collection[str]) -> list[SearchText]:
    """Whatever articles of an archive say or said, each wording once.

    :raises NewsArchiveError: it cannot be read
    """
    found = dict[tuple[int, str, str], SearchText]()
    last = 0
    while rows := held.look(lambda catalog: catalog.execute(_REVISIONS, (last,)).fetchall()):  # noqa: B023
        last = rows[-1]["id"]
        for row in rows:
            article = f"{held.address}article/{row['article']}/"
            address = article if row["is_last"] else f"{article}revisions/"
            if quoted(address) in addresses:
                text = "\n\n".join(filter(None, (row["standfirst"], body_text(row))))
                found[row["article"], row["title"], text] = SearchText(
                    address=f"/{quote(file_of(address))}", title=row["title"], date=row["day"],
                    outlet=row["outlet"] or held.name, text=text,
                )  # fmt: skip
    return list(found.values())
