"""What the listings of a run show and the run does not follow: counted once each, and told in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsarchive.discovery.left_out import LeftOut
from newsarchive.text import many, printable

_DISTINCT = 20_000  # addresses that are counted once each; further ones count whenever they are shown
_NAMED = 5  # hosts and lists that are named; the others are counted


@dataclass(slots=True)
class LeftOuts:
    """The account of what is left out.

    :param cut: how many entries are read of each list that has more, by its address
    """

    cut: dict[str, int] = field(default_factory=dict)
    _elsewhere: Counter[str] = field(default_factory=Counter)
    _met: set[str] = field(default_factory=set)
    _nowhere: Counter[str] = field(default_factory=Counter)

    def note(self, one: LeftOut) -> None:
        """Count it."""
        match one.reason:
            case "too-many":
                self.cut[one.url] = one.most
            case "no-address":
                self._nowhere[one.url] += 1
            case "other-site" if one.url not in self._met:
                if len(self._met) < _DISTINCT:
                    self._met.add(one.url)
                self._elsewhere[urlsplit(one.url).netloc] += 1

    @property
    def elsewhere(self) -> int:
        """How many addresses at other hosts the listings lead to."""
        return self._elsewhere.total()

    @property
    def nowhere(self) -> int:
        """How many entries have no address that could be asked for."""
        return self._nowhere.total()

    def told(self) -> Iterator[str]:
        """The same in sentences; none where nothing is left out."""
        if self._elsewhere:
            named = _named([f"{host} ({count:,})" for host, count in self._elsewhere.most_common()])
            leads = many(self.elsewhere, "lead to another host is", "leads to other hosts are")
            yield (f"{leads} not followed: {named}; what is the site's own, the profile's hosts: may name")
        if self._nowhere:
            entries = many(self.nowhere, "entry of lists has", "entries of lists have")
            yield f"{entries} no address: {_named(list(self._nowhere))}"
        if self.cut:
            named = _named([f"{url} (the first {most:,} are read)" for url, most in self.cut.items()])
            yield f"{many(len(self.cut), 'list is', 'lists are')} too long, and the rest is left out: {named}"


def _named(names: list[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(map(printable, names[:_NAMED])) + (f" and {more:,} more" if more > 0 else "")
