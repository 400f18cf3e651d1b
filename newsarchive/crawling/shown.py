"""What a listing shows, put together of what the spider yields while it reads it."""

from dataclasses import dataclass, field
from typing import Any

from scrapy.http import Request

from newsarchive.discovery.left_out import LeftOut
from newsarchive.evidence import Validators
from newsarchive.items import FailedListing, Lead
from newsarchive.store.listings import Listed


@dataclass(slots=True)
class Shown:
    """A listing as far as it is read.

    :param leads_to: the listings that it links
    :param is_read: it could be read to its end
    :param is_cut: it has more entries than are read of one list
    """

    leads: list[Lead] = field(default_factory=list)
    leads_to: list[str] = field(default_factory=list)
    next_page: str | None = None
    is_read: bool = True
    is_cut: bool = False

    def takes(self, output: Any) -> bool:
        """Note what the spider yields; whether it goes nowhere else."""
        match output:
            case Lead():
                self.leads.append(output)
                return True
            case LeftOut(reason=reason):
                self.is_cut = self.is_cut or reason == "too-many"
                return True
            case Request(meta={"listing": str(url), "goes_on": True}):
                self.next_page = url
                return True
            case Request(meta={"listing": str(url)}):
                self.leads_to.append(url)
            case FailedListing():
                self.is_read = False
        return False

    def listed(self, page: Validators, *, patient: bool) -> Listed | None:
        """What the catalog notes of it; None where it could not be read.

        :param page: what to ask it by; no 304 may hide what was left out of it
        :param patient: whether it goes on even if it shows nothing new
        """
        if not self.is_read:
            return None
        known = Validators(page.url) if self.is_cut else page
        return Listed(known, tuple(dict.fromkeys(self.leads_to)), self.next_page, goes_on_if_barren=patient)
