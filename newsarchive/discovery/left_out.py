"""What a list shows and no run takes up, so that it can be counted and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.items import Lead
from newsarchive.text import printable

Reason = Literal["other-site", "no-address", "too-many"]
"""It leads to a host that the profile does not name; it has no address of its own; it stands behind as
many entries as are read of one list."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that is not followed, or all those behind the last one that is read.

    :param reason: why
    :param url: where it leads; of ``no-address`` and ``too-many`` that of the list
    :param most: of ``too-many``, how many entries are read of such a list
    """

    reason: Reason
    url: str
    most: int = 0


def leads_among(found: Iterable[Lead | LeftOut]) -> list[Lead]:
    """What of it is followed."""
    return [one for one in found if isinstance(one, Lead)]


def why_in_vain(url: str, found: Iterable[Lead | LeftOut]) -> tuple[str, str]:
    """Why nothing that a list shows is followed, as a reason and a sentence.

    :param url: the list's
    """
    left_out = (one for one in found if isinstance(one, LeftOut) and one.reason == "other-site")
    hosts = dict.fromkeys(urlsplit(one.url).netloc for one in left_out)
    if not hosts:
        return "no-links", f"{printable(url)} lists nothing"
    told = printable(", ".join(hosts))
    return "other-site", f"{printable(url)} leads to nothing but {told}, no hosts of the profile's"
