"""What became of every article of a run: seen = stored + unchanged + quarantined + failed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsarchive.crawling.left_outs import LeftOuts
from newsarchive.items import Outcome
from newsarchive.media.account import PictureAccount
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.run_arguments import RunArguments
from newsarchive.store.unread import Trouble
from newsarchive.text import many, printable, typed

_NAMED = 5  # listings that are named; the others are counted


@dataclass(slots=True)
class Ledger:
    """The accounts of one run, by the articles' identity URLs.

    An article is *taken up* once and *settled* once. What was discovered and not taken up, or
    taken up and not settled when the run ended, is *owed*.

    :param taken_up: how many articles the run began to fetch; what ``limit=`` counts
    :param owed: how many articles are known, still to be archived, and not tried by this run
    :param newly_quarantined: how many quarantines no earlier run had recorded
    :param listings_unread: how many listings have not been read to their end
    :param unread_named: of these the ones that count, address → reason
    :param given_up: how many listings that no longer count as unread could not be read
    :param expected: how many articles the listings must show, or the run is partial
    :param recognises_nothing: no run on this archive has ever recognised an article
    :param before_window: how many lists were skipped as last changed before ``since``, by their own word
    :param copies_trouble: why the copies of the originals lag behind, in words; empty where they do not
    :param broken_off: that the run ended before the spider had said what it begins with, in words
    :param left_out: what listings show and the run does not follow
    :param pictures: what became of pictures; None where they stay with the source
    :param notes: what else a person should know, in sentences
    """

    taken_up: int = 0
    owed: int = 0
    newly_quarantined: int = 0
    listings_unread: int = 0
    given_up: int = 0
    expected: int = 0
    recognises_nothing: bool = False
    before_window: int = 0
    copies_trouble: str = ""
    broken_off: str = ""
    left_out: LeftOuts = field(default_factory=LeftOuts)
    pictures: PictureAccount | None = None
    notes: list[str] = field(default_factory=list)
    unread_named: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _settled: set[str] = field(default_factory=set)
    _refused: set[str] = field(default_factory=set)
    _dismissed: set[str] = field(default_factory=set)
    _shown: set[str] = field(default_factory=set)
    _shown_before: bool = False
    _failed_readers: dict[str, tuple[int, str]] = field(default_factory=dict)
    _ends: Counter[tuple[Outcome, str]] = field(default_factory=Counter)

    def knows(self, url: str) -> bool:
        """Whether the run has begun or ended this article."""
        return url in self._open or url in self._settled or url in self._dismissed

    def is_open(self, url: str) -> bool:
        """Whether the run has begun this article and not ended it."""
        return url in self._open

    def take_up(self, url: str) -> None:
        """Note that the run begins this article."""
        self._open.add(url)
        self.taken_up += 1

    def settle(self, url: str, outcome: Outcome, reason: str = "") -> None:
        """Note what became of an article; the first word counts."""
        self._open.discard(url)
        if url not in self._settled:
            self._settled.add(url)
            self._ends[outcome, reason] += 1
            if outcome is Outcome.QUARANTINED:
                self._refused.add(url)

    def refused_all(self, urls: Sequence[str]) -> bool:
        """Whether these were read, and none could become a post."""
        return bool(urls) and self._refused.issuperset(urls)

    def note_end_in_vain(self, url: str) -> None:
        """Note that a list is not read on, since nothing that it shows can become a post."""
        self.listings_unread -= 1
        self.notes.append(
            f"{printable(url)} and what follows are not read: no page before it shows an article"
        )

    def dismiss(self, url: str) -> None:
        """Note that an article lies outside ``since`` and ``until``, and so is none of the run's."""
        self._open.discard(url)
        self._dismissed.add(url)

    def note_shown(self, urls: Iterable[str]) -> None:
        """Note the articles that a listing shows, as far as it matters: up to the expected number."""
        if len(self._shown) < self.expected:
            self._shown.update(urls)

    def note_unchanged_listing(self) -> None:
        """Note that a listing shows what it showed before; how much that was, nothing says."""
        self._shown_before = True

    def note_furniture(self, site: str, posts: int) -> None:
        """Note in how many posts at most there is something that was learned to be no part of them."""
        if posts:
            self.notes.append(
                f"up to {many(posts, 'post')}, stored before it was learned, still show what is the site's"
                f" and not theirs; {typed(f'replay {site}')} takes it out of them"
            )

    def note_failed_readers(self, failed: Iterable[tuple[str, str]]) -> None:
        """Note other readers that were asked about an article's body and broke off.

        :param failed: their names, each with the reason
        """
        for reader, why in failed:
            self._failed_readers[reader] = self._failed_readers.get(reader, (0, ""))[0] + 1, why

    @property
    def failed_readers(self) -> list[str]:
        """Which other readers broke off, how often and why, in sentences."""
        return [
            f"{reader}, which is asked about bodies that are unsure, broke off"
            f" {'once' if count == 1 else f'{count:,} times'}, so that they stay unsure: {why}"
            for reader, (count, why) in self._failed_readers.items()
        ]

    def note_unread_listing(self, url: str, trouble: Trouble) -> None:
        """Note that a listing could not be read, or is not asked yet since it could not be."""
        if trouble.counts:
            self.unread_named[url] = trouble.reason
        else:
            self.listings_unread -= 1
            self.given_up += 1

    @property
    def unread(self) -> str:
        """Which listings could not be read, and what to do about it; nothing where all could."""
        named = [f"{url} ({reason})" for url, reason in self.unread_named.items()]
        if not named:
            return ""
        more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
        told = ", ".join(map(printable, named[:_NAMED]))
        return (
            f"listings that could not be read: {told}{more};"
            f" {typed('forget --listing URL')} dismisses one that is closed for good"
        )

    @property
    def shortfall(self) -> str:
        """That the listings show too few articles or none, in words; nothing where all is as expected.

        A redesign that hides the site's articles from a run shows in nothing else: every listing answers.
        """
        if self.recognises_nothing:
            return (
                "nothing that the listings show is recognised as an article;"
                f" {typed('try')} shows what is found on a listing, {typed('newsite')} drafts a profile"
            )
        if self._shown_before or len(self._shown) >= self.expected:
            return ""
        return (
            f"the listings show {many(len(self._shown), 'article')}, and the profile expects"
            f" {self.expected:,} (expectations.articles); has the site been redesigned?"
            f" {typed('try')} shows what is found on a listing"
        )

    @property
    def skipped(self) -> str:
        """How many lists were left unread by the date that they are said to have, in words."""
        if not self.before_window:
            return ""
        lists = many(self.before_window, "list was", "lists were")
        return f"{lists} skipped, last changed before since= by their own word; a run without it reads all"

    @property
    def under_way(self) -> int:
        """How many articles the run has begun and not ended."""
        return len(self._open)

    @property
    def out_of_range(self) -> int:
        """How many articles turned out to lie outside ``since`` and ``until``."""
        return len(self._dismissed)

    @property
    def seen(self) -> int:
        """How many articles came to an end in this run."""
        return len(self._settled)

    def count(self, outcome: Outcome) -> int:
        """How many articles came to this end."""
        return sum(self.reasons(outcome).values())

    def reasons(self, outcome: Outcome) -> dict[str, int]:
        """How many articles came to this end, by reason, the most frequent first."""
        return {reason: n for (end, reason), n in self._ends.most_common() if end is outcome}

    @property
    def partial(self) -> bool:
        """Whether something is missing: articles failed or owed, listings unread or cut, too few shown."""
        unfinished = self.owed or self.under_way or self.listings_unread or self.left_out.cut
        trouble = self.shortfall or self.copies_trouble or self.broken_off
        return bool(self.count(Outcome.FAILED) or unfinished or trouble)

    @property
    def missing(self) -> str:
        """What makes the run partial, in a few words."""
        counts = {
            "failed": self.count(Outcome.FAILED), "owed": self.owed, "under way": self.under_way,
        }  # fmt: skip
        listings = {"unread": self.listings_unread, "cut": len(self.left_out.cut)}
        said = [f"{count:,} {what}" for what, count in counts.items() if count]
        said += [f"{many(count, 'listing')} {what}" for what, count in listings.items() if count]
        said += filter(None, [self.shortfall, self.copies_trouble, self.broken_off])
        return ", ".join(said)

    def account(self) -> dict[str, int]:
        """The outcomes in numbers, as the catalog keeps them of each run."""
        ends = {outcome.value: self.count(outcome) for outcome in Outcome}
        pictures = self.pictures.numbers() if self.pictures else {}
        return {
            **ends,
            "seen": self.seen,
            "owed": self.owed,
            "newly_quarantined": self.newly_quarantined,
            "listings_unread": self.listings_unread,
            "listings_given_up": self.given_up,
            "leads_elsewhere": self.left_out.elsewhere,
            "listings_cut": len(self.left_out.cut),
            "copies_behind": int(bool(self.copies_trouble)),
            **pictures,
        }


def expected_articles(profile: SiteProfile, arguments: RunArguments) -> int:
    """How many articles the listings of a run must show; none where it asks for a part of the site."""
    part = arguments.named or arguments.categories or arguments.limit
    return 0 if part else profile.expectations.articles
