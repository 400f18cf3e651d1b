"""How fast a host may be asked, by whichever runs of this process ask it: one rule for all."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsarchive.fetching.shared_pace import SharedPaces, WithOthers

BUSY_SHARE = 0.5
"""Of its time a host is at work for us at most so much, for each request at a time that a profile allows."""
LONGEST = 60.0
"""Seconds between two requests that neither a slow host nor a Crawl-delay can make more of."""
_TOO_MUCH = frozenset({429, 503})
_FORGOTTEN = 3600.0  # seconds without a request after which nothing of a host is remembered
_NOTHING = 0.1  # seconds, below which a host that recovers is well
_SAME_SITE = re.compile(r"\A(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.[^.])")


def asked_as(host: str) -> str:
    """The name by which a host's pace is kept: what a site has for telephones is the same machine as a rule.

    :param host: in small letters, as ``www.a.example`` or ``m.a.example``, which are both ``a.example``
    """
    return _SAME_SITE.sub("", host.removesuffix("."))


@dataclass(slots=True)
class HostPace:
    """What is known of one host; times are seconds of a clock that only goes forward.

    :param crawl_delay: what its robots.txt asks for
    :param latency: about how long it takes to answer
    :param penalty: what its 429 and 503 have added up to between two requests
    :param not_before: when it may be asked again, by its last ``Retry-After``
    :param last: when it was asked last
    :param looked_up: when somebody last wanted to know of it
    :param delays: what each run that asks it keeps between two requests; the longest counts for all
    :param name: of the host, see :func:`asked_as`
    :param elsewhere: what runs of other processes keep, which counts until ``elsewhere_until``
    :param elsewhere_crawl_delay: what robots.txt asked them for, as long
    :param with_others: what is remembered beside where processes on several machines ask it
    """

    crawl_delay: float = 0.0
    latency: float = 0.0
    penalty: float = 0.0
    not_before: float = 0.0
    last: float = float("-inf")
    looked_up: float = 0.0
    delays: dict[int, float] = field(default_factory=dict)
    name: str = ""
    elsewhere: float = 0.0
    elsewhere_crawl_delay: float = 0.0
    elsewhere_until: float = float("-inf")
    with_others: "WithOthers | None" = None

    def wait(self, now: float, *, concurrency: int, chance: float = 1.0, patient: bool = True) -> float:
        """Seconds until the next request may go, 0 or less where it may go now.

        :param concurrency: requests at a time, as the profile of the one who asks has it
        :param chance: by which the profiles' delay is multiplied, so that no rhythm shows
        :param patient: go by 429 and 503, too
        """
        interval = self.interval(now, concurrency=concurrency, chance=chance, patient=patient)
        return max(self.last + interval, self.not_before if patient else 0.0) - now

    def interval(self, now: float, *, concurrency: int, chance: float = 1.0, patient: bool = True) -> float:
        """Seconds between two requests; as :meth:`wait` has it."""
        counts = self.elsewhere_until > now
        delay = max(self.longest_delay, self.elsewhere if counts else 0.0) * chance
        crawl_delay = max(self.crawl_delay, self.elsewhere_crawl_delay if counts else 0.0)
        own_pace = min(self.latency / BUSY_SHARE / max(concurrency, 1), LONGEST)
        return max(delay, own_pace, crawl_delay, self.penalty if patient else 0.0)

    @property
    def longest_delay(self) -> float:
        """The longest that a run of this process keeps."""
        return max(self.delays.values(), default=0.0)

    def is_slowed(self, now: float) -> bool:
        """Whether the host has said that it is asked too much, and has not recovered."""
        return self.penalty > 0 or self.not_before > now

    def note(
        self, status: int, latency: float | None, *, asked: float | None, step: float, cap: float, now: float
    ) -> None:
        """Note an answer.

        :param latency: seconds until it came; None where that is not known
        :param asked: seconds that its ``Retry-After`` asks for
        :param step: seconds that the first 429 or 503 adds; each further one doubles them
        :param cap: seconds, the most that these add, and that ``asked`` counts for
        """
        if latency is not None:
            # A page that tells of an error comes fast, which is no reason to ask more.
            between = (self.latency + latency) / 2 if self.latency else latency
            self.latency = max(between, self.latency) if status >= 500 else between
        if status in _TOO_MUCH:
            self.penalty = min(max(2 * self.penalty, step), cap)
            self.not_before = max(self.not_before, now + min(asked or 0.0, cap))
        else:
            self.penalty = self.penalty / 2 if self.penalty > _NOTHING else 0.0


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that wants to ask a host; see :meth:`HostPace.wait`."""

    pace: HostPace
    concurrency: int = 1
    chance: float = 1.0
    patient: bool = True

    def wait(self, now: float) -> float:
        """Seconds until it may, 0 or less where that is now."""
        return self.pace.wait(now, concurrency=self.concurrency, chance=self.chance, patient=self.patient)

    def interval(self, now: float) -> float:
        """Seconds between two such requests."""
        return self.pace.interval(now, concurrency=self.concurrency, chance=self.chance, patient=self.patient)


class Paces:
    """The paces of all hosts that a process asks.

    :ivar shared: what processes on several machines know together; None where this one is alone
    """

    def __init__(self, shared: "SharedPaces | None" = None) -> None:
        self.shared = shared
        self._hosts: dict[str, HostPace] = {}

    def of(self, host: str, *, now: float) -> HostPace:
        """The pace of a host; one that no run has to do with for an hour is as new."""
        self._forget(now)
        name = asked_as(host)
        pace = self._hosts.setdefault(name, HostPace(name=name))
        pace.looked_up = now
        return pace

    def leave(self, run: int) -> None:
        """Note that a run is over, so that its delay counts no more."""
        for pace in self._hosts.values():
            pace.delays.pop(run, None)

    def _forget(self, now: float) -> None:
        idle = [
            host
            for host, pace in self._hosts.items()
            if not pace.delays and pace.looked_up < now - _FORGOTTEN
        ]
        for host in idle:
            del self._hosts[host]


PACES = Paces()
"""Those of this process: two sites on one host share what it can bear."""
