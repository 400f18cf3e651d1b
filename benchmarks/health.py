"""False alarms of quiet sites, and the run in which each kind of change is noticed.

``python benchmarks/health.py [SITES]``; runs are half-hourly, and those that read nothing new do not count.
"""

import sys
import time
from statistics import median

from newsarchive.operations.health import judge
from newsarchive.store.health import STATED
from newsarchive.store.notices import Notice, Word, advanced
from tests.unit.quiet_site import CHANGES, QuietSite, changed

DAYS = 30
CHANGED_ON = 10.3  # day


def daily(seed: int) -> float:
    """Articles a day: from 4 to 200."""
    return 4 * 50 ** ((seed * 0.618) % 1)


def judged(
    site: QuietSite, days: float, *, what: str = "", every: int = 1
) -> tuple[list[tuple[int, str]], float]:
    """What is told, with the number of the run; and what a judgement takes, in ms.

    :param what: changes on the day :data:`CHANGED_ON`; then runs are counted, and judged, from that on
    :param every: half hours between two runs
    """
    told, open_, seen, number, took = [], list[Notice](), 0, 0, [0.0]
    for turn, now in enumerate(site.runs(days)):
        if what and turn == int(CHANGED_ON * 48):
            changed(site, what)
        if what and turn < int(CHANGED_ON * 48):
            seen = len(site.read) + len(site.rejected)
            continue
        if turn % every or len(site.read) + len(site.rejected) == seen:
            continue
        seen, number = len(site.read) + len(site.rejected), number + 1
        began = time.process_time()
        noticed = {(one.kind, one.subject): one.since for one in open_}
        found = [(one.kind, one.subject, one.detail) for one in judge(site.readings(now), noticed, now=now)]
        took.append(time.process_time() - began)
        ends = list(advanced(open_, found, now=now, is_judged=lambda _: True, waits=lambda _: False))
        broken = [one for one, word in ends if word is Word.BROKEN]
        told += [(number, f"{one.kind} {one.subject}: {one.detail}") for one in broken]
        open_ = [one for one, _ in ends if not one.mended]
        if what and told:
            break
    return told, 1000 * median(took)


def main(sites: int) -> None:
    alarms, took = [], []
    for seed in range(sites):
        told, ms = judged(QuietSite(seed, daily(seed)), DAYS)
        alarms += [f"site {seed} ({daily(seed):.0f} a day): {words}" for _, words in told]
        took.append(ms)
    print(f"{sites} quiet sites, {DAYS} days: {len(alarms)} false alarms; {median(took):.0f} ms a judgement")
    for words in alarms:
        print(f"  {words}")
    print(
        f"a change on day {CHANGED_ON}, of sites that have it in most articles; the run with news that tells:"
    )
    for what in (*STATED, *CHANGES, "no-text"):
        for every in (1, 48):
            runs, usual = [], 0
            for seed in range(sites):
                site = QuietSite(1000 + seed, daily(seed))
                share = sum(one.get(what, 1.0) for one in site.sections) / len(site.sections)
                if share >= 0.5 and (what != "listing's date" or site.lists_date):
                    usual += 1
                    told, _ = judged(site, CHANGED_ON + 5, what=what, every=every)
                    runs += [number for number, _ in told[:1]]
            how = "once a day" if every > 1 else "half-hourly"
            when = ", ".join(f"{words} {number}" for words, number in by_run(runs).items())
            print(f"  {what:15} {how:12} {usual:3} sites: {when}; not in 5 days {usual - len(runs)}")


def by_run(runs: list[int]) -> dict[str, int]:
    """How many were told by when."""
    found = {"1st": 0, "2nd or 3rd": 0, "4th to 10th": 0, "later": 0}
    for run in runs:
        when = "1st" if run == 1 else "2nd or 3rd" if run <= 3 else "4th to 10th" if run <= 10 else "later"
        found[when] += 1
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 40)
