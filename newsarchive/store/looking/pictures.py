"""The files of the pictures at some addresses, as one revision shows them."""

from sqlite3 import Connection

from newsarchive.store.pictures.folder import path_of

_AT_ONCE = 400


def kept_pictures(
    catalog: Connection, urls: list[str], *, article: int, revision: int | None
) -> dict[str, tuple[str, str]]:
    """By URL path and extension of the pictures that are kept.

    Where the revision shows a picture, it is the file that it shows; otherwise the one that came last.

    :param revision: a number; None for what gave no revision
    """
    found = {}
    for start in range(0, len(urls), _AT_ONCE):
        some = urls[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = (
            "SELECT url, coalesce(shown.sha256, picture.sha256), extension FROM picture"  # noqa: S608  marks alone
            " LEFT JOIN illustration AS shown"
            " ON shown.picture = picture.id AND shown.article = ? AND shown.revision = ?"
            f" WHERE url IN ({marks}) AND picture.sha256 IS NOT NULL"
        )
        for url, sha256, extension in catalog.execute(query, (article, revision, *some)):
            found[url] = path_of(sha256, extension), extension
    return found
