"""How fast a host may be asked, by whichever runs of this process ask it: one rule for all."""

from dataclasses import dataclass, field

BUSY_SHARE = 0.5
"""Of its time a host is at work for us at most so much, for each request at a time that a profile allows."""
LONGEST = 60.0
"""Seconds between two requests that neither a slow host nor a Crawl-delay can make more of."""
_TOO_MUCH = frozenset({429, 503})
_FORGOTTEN = 3600.0  # seconds without a request after which nothing of a host is remembered
_NOTHING = 0.1  # seconds, below which a host that recovers is well


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
    """

    crawl_delay: float = 0.0
    latency: float = 0.0
    penalty: float = 0.0
    not_before: float = 0.0
    last: float = float("-inf")
    looked_up: float = 0.0
    delays: dict[int, float] = field(default_factory=dict)

    def wait(self, now: float, *, concurrency: int, chance: float = 1.0, patient: bool = True) -> float:
        """Seconds until the next request may go, 0 or less where it may go now.

        :param concurrency: requests at a time, as the profile of the one who asks has it
        :param chance: by which the profiles' delay is multiplied, so that no rhythm shows
        :param patient: go by 429 and 503, too
        """
        delay = max(self.delays.values(), default=0.0) * chance
        own_pace = min(self.latency / BUSY_SHARE / max(concurrency, 1), LONGEST)
        interval = max(delay, own_pace, self.crawl_delay, self.penalty if patient else 0.0)
        return max(self.last + interval, self.not_before if patient else 0.0) - now

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


class Paces:
    """The paces of all hosts that a process asks."""

    def __init__(self) -> None:
        self._hosts: dict[str, HostPace] = {}

    def of(self, host: str, *, now: float) -> HostPace:
        """The pace of a host; one that no run has to do with for an hour is as new."""
        self._forget(now)
        pace = self._hosts.setdefault(host, HostPace())
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
