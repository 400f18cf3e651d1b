"""One original address with all of its mementos, of whichever archive, and the links between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection

from newsarchive.browsing.held import Held, Shelf
from newsarchive.browsing.memento.addresses import asked_address, common_form, in_ascii
from newsarchive.browsing.memento.moments import as_digits, as_header
from newsarchive.browsing.page import Asked, NotHere
from newsarchive.exceptions import NewsArchiveError
from newsarchive.store.looking.addresses import captured_urls
from newsarchive.store.looking.captures import Capture, captures_at

MOST = 20_000
"""Mementos of one address; of more the newest are told."""
LINK_FORMAT = "application/link-format"


@dataclass(frozen=True, slots=True)
class Memento:
    """One capture of an address.

    :param moment: when it was captured, to the second
    """

    held: Held
    capture: Capture

    @property
    def moment(self) -> datetime:
        """When it was captured, to the second, in UTC."""
        return self.capture.at.replace(microsecond=0)

    @property
    def is_redirect(self) -> bool:
        """Whether the server led on to another address."""
        return 300 <= self.capture.status < 400


@dataclass(frozen=True, slots=True)
class Original:
    """An address and what it showed.

    :param url: as it was captured last, in ASCII
    :param mementos: at least one, oldest first, one a second
    :param asked: says where our own addresses begin
    """

    url: str
    mementos: tuple[Memento, ...]
    asked: Asked

    @property
    def timegate(self) -> str:
        """The address at which times are negotiated."""
        return f"{self.asked.pages}/timegate/{self.url}"

    def timemap(self, form: str) -> str:
        """The address of the list of mementos, as ``link`` or ``json``."""
        return f"{self.asked.pages}/timemap/{form}/{self.url}"

    def address(self, memento: Memento) -> str:
        """Where a memento is."""
        return f"{self.asked.originals}/memento/{as_digits(memento.moment)}/{in_ascii(memento.capture.url)}"

    def nearest(self, moment: datetime) -> Memento:
        """The memento whose time is nearest; of two equally near the earlier one."""
        return min(self.mementos, key=lambda one: abs(one.moment - moment))

    def links(self, shown: Memento) -> str:
        """The ``Link`` header of what leads to a memento, or shows it (RFC 7089, 2.2)."""
        at = self.mementos.index(shown)
        last = len(self.mementos) - 1
        names: dict[int, list[str]] = {}
        for name, number in (("first", 0), ("prev", at - 1), ("", at), ("next", at + 1), ("last", last)):
            if 0 <= number <= last:
                names.setdefault(number, []).extend(filter(None, [name]))
        parts = [
            link(self.url, "original"), link(self.timegate, "timegate"),
            link(self.timemap("link"), "timemap", type=LINK_FORMAT),
            *(self.link_to(self.mementos[number], *names[number]) for number in sorted(names)),
        ]  # fmt: skip
        return ", ".join(parts)

    def link_to(self, memento: Memento, *names: str) -> str:
        """A memento's entry; ``names`` says what it is besides: the first, the last one."""
        relation = " ".join([*names, "memento"])
        return link(self.address(memento), relation, datetime=as_header(memento.moment))


def link(target: str, relation: str, **attributes: str) -> str:
    """One link as RFC 8288 writes it.

    :param target: a URL, percent-encoded
    """
    more = "".join(f'; {name}="{value}"' for name, value in attributes.items())
    return f'<{target}>; rel="{relation}"{more}'


def original_of(shelf: Shelf, written: str, asked: Asked) -> Original:
    """The address that a client asks about.

    :param written: the address in the request, in whatever form
    :raises NotHere: it is none, or no archive has captured it
    """
    address = asked_address(written)
    found = list(_captured(shelf, address))
    if not found:
        raise NotHere(f"no archive here has captured {address}; /SITE/url/ADDRESS leads to an article by it")
    by_second = {one.moment: one for one in sorted(found, key=_preference)}
    mementos = tuple(sorted(by_second.values(), key=lambda one: one.moment))
    return Original(in_ascii(mementos[-1].capture.url), mementos, asked)


def _preference(memento: Memento) -> tuple[bool, datetime, str]:
    """Of several within one second the last one counts, and pages before redirects and errors."""
    return memento.capture.status < 300, memento.capture.at, memento.held.name


def _captured(shelf: Shelf, address: str) -> Iterator[Memento]:
    """All captures of an address; an archive that cannot be read has none, so that it hides no other."""

    def see(catalog: Connection) -> list[Capture]:
        urls = captured_urls(catalog, address, common_form)
        return captures_at(catalog, urls, MOST) if urls else []

    trouble: NewsArchiveError | None = None
    found = False
    for held in shelf.values():
        try:
            captures = held.look(see)
        except NewsArchiveError as error:
            trouble = error
            continue
        for capture in captures:
            found = True
            yield Memento(held, capture)
    if trouble and not found:
        raise trouble
