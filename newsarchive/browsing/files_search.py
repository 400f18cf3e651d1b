"""The search of pages that are files: an index beside them, which the script of published sites reads."""

from collections.abc import Collection, Iterator

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.links import file_of
from newsarchive.browsing.page import Page
from newsarchive.exceptions import NewsArchiveError
from newsarchive.publishing.search.index import SearchText, search_files
from newsarchive.store.search.words import READ, body_text

SEARCH = "/search"
_AT_ONCE = 500  # revisions that are read in one look, which would be in a takedown's way for longer
_REVISIONS = (
    f"SELECT {READ}, article.id AS article, article.revision = revision.number AS is_last"  # noqa: S608  constants
    " FROM revision JOIN article ON article.id = revision.article"
    f" WHERE article.revision IS NOT NULL AND revision.id > ? ORDER BY revision.id LIMIT {_AT_ONCE}"
)


def search_in_files() -> Page:
    """The page, which a script of ours fills."""
    return Page(template="search_in_files.html", title="Search in everything that was ever said", context={})


def searched(shelf: Shelf, addresses: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Path and content of the files of the index.

    :param addresses: those of the pages that there are
    """
    texts = [one for held in shelf.values() for one in _texts(held, addresses)]
    for path, data in search_files(texts):
        yield f"search/{path}", data


def _texts(held: Held, addresses: Collection[str]) -> list[SearchText]:
    """Whatever articles of an archive say or said, each wording once; of an unreadable one nothing."""
    found = dict[tuple[int, str, str], SearchText]()
    last = 0
    try:
        while rows := held.look(lambda catalog: catalog.execute(_REVISIONS, (last,)).fetchall()):  # noqa: B023
            last = rows[-1]["id"]
            for row in rows:
                article = f"{held.address}article/{row['article']}/"
                address = article if row["is_last"] else f"{article}revisions/"
                if address in addresses:
                    text = "\n\n".join(filter(None, (row["standfirst"], body_text(row))))
                    found[row["article"], row["title"], text] = SearchText(
                        address=f"/{file_of(address)}", title=row["title"], date=row["day"],
                        outlet=row["outlet"] or held.name, text=text,
                    )  # fmt: skip
    except NewsArchiveError:
        return []  # the overview says why
    return list(found.values())
