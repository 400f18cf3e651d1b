"""What a run costs: requests, bytes, and its share of the process's CPU time."""

import time
from threading import Lock

from scrapy.statscollectors import StatsCollector


class SharedCpu:
    """Parts the CPU time of a process among the runs that are at work in it.

    Nobody can tell for which of them a process works. So what it spends between two moments at which a run
    begins or ends is parted evenly among those that are at work meanwhile: exact where one run is alone,
    and rough where one that does little stands beside one that does much.
    """

    def __init__(self) -> None:
        self._shares: dict[object, float] = {}
        self._parted = time.process_time()
        self._lock = Lock()  # a run may end in a thread

    def begin(self, run: object) -> None:
        """Count a run among those at work, from now on."""
        with self._lock:
            self._part()
            self._shares[run] = 0.0

    def end(self, run: object) -> float:
        """Seconds of this run, which counts no more; 0 for one that has ended before."""
        with self._lock:
            self._part()
            return self._shares.pop(run, 0.0)

    def _part(self) -> None:
        now = time.process_time()
        for run in self._shares:
            self._shares[run] += (now - self._parted) / len(self._shares)
        self._parted = now


PROCESS = SharedCpu()
"""Of this process."""


def cost_of(stats: StatsCollector, cpu: float) -> dict[str, float]:
    """What the catalog keeps of what a run cost.

    :param cpu: seconds
    """
    return {
        "requests": stats.get_value("downloader/request_count", 0),
        "bytes": stats.get_value("downloader/response_bytes", 0),
        "cpu": round(cpu, 3),
    }
