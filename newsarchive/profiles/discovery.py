"""How a profile says where the addresses of articles come from."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from newsarchive.profiles.article import JsonPaths
from newsarchive.profiles.checks import ABSOLUTE, Address, Css, OneOrMore, Strict, template


class JsonList(Strict):
    """A list of articles that is answered as JSON or JSONP.

    :param url: ``{page}`` stands for the number of the page
    :param first: the number of the first page
    :param items: the path of the list, such as ``data.list``
    :param fields: the paths of ``url`` or ``id``, and of ``title``, ``date``, ``modified``,
        ``outlet``, ``digest``
    """

    url: Annotated[str, template("page"), ABSOLUTE]
    first: int = 1
    items: str
    fields: Mapping[str, JsonPaths]

    def page(self, number: int) -> str:
        """The address of a page of the list."""
        return self.url.format(page=number)

    def number_of(self, address: str) -> int | None:
        """The number of the page at an address; None where that is none of the list's."""
        head, _, tail = self.url.partition("{page}")
        if not (address.startswith(head) and address.endswith(tail)):
            return None
        number = address[len(head) : len(address) - len(tail)] if "{page}" in self.url else str(self.first)
        return int(number) if number.isdecimal() else None


class DiscoveryRules(Strict):
    """Where a run begins, and how far it goes.

    :param listings: pages that list articles; the home page where neither these nor feeds, sitemaps
        or JSON lists are given
    :param links: the links to articles on a listing; without it they are recognised
    :param sections: the links to further listings; without it they are recognised
    :param next: the link to a listing's next page; without it, it is recognised
    :param automatic: look for feeds and sitemaps that the site advertises
    :param depth: how many links a listing may be away from where the run begins; further pages of a
        listing count as one with it
    :param budget: listings that one run reads at most
    :param stop_after: so many pages of a listing without a new article end it
    """

    listings: Annotated[tuple[Address, ...], OneOrMore] = ()
    feeds: Annotated[tuple[Address, ...], OneOrMore] = ()
    sitemaps: Annotated[tuple[Address, ...], OneOrMore] = ()
    json_lists: Annotated[tuple[JsonList, ...], OneOrMore] = ()
    links: Css | None = None
    sections: Css | None = None
    next: Css | None = None
    automatic: bool = True
    depth: int = Field(default=3, ge=0, le=20)
    budget: int = Field(default=5000, ge=1)
    stop_after: int = Field(default=3, ge=1)
