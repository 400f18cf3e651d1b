"""A site of good articles, and of hostile pages that its home page links just the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from tests.hostile.pages import Hostile, article
from tests.hostile.server import Page, Server, response, running

GOOD = 6


def path_of(name: str) -> str:
    """Where a page is."""
    return f"/2024/01/05/{name}.html"


@contextmanager
def hostile_site(
    hostile: Mapping[str, Hostile], more: Mapping[str, Page] | None = None
) -> Iterator[tuple[str, Server]]:
    """Good and hostile articles on a home page; ``more`` are pages by path."""
    good = {f"good-{number}": response(article(f"Good article number {number}")) for number in range(GOOD)}
    names = [*good, *hostile]
    headline = "<li><a href='{}'>A headline of several words: {}</a></li>"
    links = "".join(headline.format(path_of(name), name) for name in names)
    home = response(f"<html><body><h1>Home</h1><ul>{links}</ul></body></html>".encode())
    pages: dict[str, Page] = {
        "/": home,
        **{path_of(name): page for name, page in good.items()},
        **{path_of(name): one.page for name, one in hostile.items()},
        **(more or {}),
    }
    with running(pages.get) as (address, server):
        yield address, server
