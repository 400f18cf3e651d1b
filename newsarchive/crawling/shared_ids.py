"""Say where lists show two articles under one id, of which an archive keeps one."""

from collections.abc import Iterable

from newsarchive.discovery.addresses import same_article
from newsarchive.items import Lead
from newsarchive.text import letters_of, printable

_MOST = 20_000  # ids of a run that are compared


class SharedIds:
    """The ids that a run met, each with how its article was shown first.

    :param notes: where it is said, in one line
    """

    def __init__(self, notes: list[str]) -> None:
        self._notes = notes
        self._line = ""
        self._first: dict[str, tuple[str, str]] = {}
        self._shared: set[str] = set()

    def note(self, leads: Iterable[Lead]) -> None:
        """Note what a list shows. An id that an article keeps while title or address change is its own."""
        for lead in leads:
            address, title = lead.link or lead.url, letters_of(lead.title)
            if len(self._first) >= _MOST and lead.source_id not in self._first:
                continue
            before, its_title = self._first.setdefault(lead.source_id, (address, title))
            if title and its_title and title != its_title and not same_article(before, address):
                self._shared.add(lead.source_id)
                self._say(f"{printable(before)} and {printable(address)}")

    def _say(self, example: str) -> None:
        if self._line in self._notes:
            self._notes.remove(self._line)
        count = len(self._shared)
        what = "1 id stands for two articles" if count == 1 else f"{count:,} ids stand for two articles each"
        self._line = f"{what}, of which one is kept: {example}; is article.id of the profile too wide?"
        self._notes.append(self._line)
