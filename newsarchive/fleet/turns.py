"""Whose turn it is: runs that are due become jobs, and jobs of workers that are gone become due again."""

from datetime import datetime
from typing import Any

from newsarchive.fleet.patience import PatientConnector
from newsarchive.fleet.queue import Queue

_AT_MOST = 1000  # jobs that come to the queue at once; the next time others do
_DUE = """
SELECT name, next_run FROM (
    SELECT site.name, turn.next_run FROM fleet.turn turn JOIN fleet.site site ON site.key = turn.site_key
    WHERE site.state = 'active' AND turn.next_run <= clock_timestamp() + make_interval(secs => %(ahead)s)
    UNION ALL
    SELECT site.name, NULL FROM fleet.site site
    WHERE site.state = 'active' AND NOT EXISTS (SELECT FROM fleet.turn turn WHERE turn.site_key = site.key)
) due
WHERE NOT EXISTS (
    SELECT FROM procrastinate_jobs job WHERE job.lock = due.name AND job.status IN ('todo', 'doing'))
ORDER BY next_run NULLS LAST, name LIMIT %(most)s
"""
# A job is at work as long as its worker says so or the site's lease lives; nobody says so before its worker's
# next heartbeat. One whose worker never heard that it has it is not.
_SWEEP = """
WITH swept AS (
    DELETE FROM procrastinate_jobs job
    WHERE job.status = 'doing' AND job.queue_name = 'archive'
    AND NOT EXISTS (
        SELECT FROM fleet.lease lease JOIN fleet.site site ON site.key = lease.site_key
        WHERE site.name = job.lock AND lease.until > clock_timestamp())
    AND NOT EXISTS (
        SELECT FROM fleet.worker worker WHERE job.id = ANY(worker.jobs)
        AND worker.seen > clock_timestamp() - make_interval(secs => %(lease)s))
    AND NOT EXISTS (
        SELECT FROM procrastinate_events event WHERE event.job_id = job.id AND event.type = 'started'
        AND event.at > clock_timestamp() - make_interval(secs => %(lease)s))
    RETURNING job.lock
), later AS ({later})
SELECT lock FROM swept ORDER BY lock
"""
# The first time at once; a site whose runs end their workers again and again must not end them all.
_LATER = """
INSERT INTO fleet.turn AS turn (site_key, next_run, lost)
SELECT site.key, clock_timestamp(), 1 FROM fleet.site site WHERE site.name {those}
ON CONFLICT (site_key) DO UPDATE SET lost = turn.lost + 1, next_run = clock_timestamp()
    + make_interval(secs => least(1800, (2 ^ least(turn.lost, 20) - 1) * %(lease)s / 2))
"""
_SET = """
INSERT INTO fleet.turn (site_key, next_run)
SELECT site.key, %(at)s FROM fleet.site site WHERE site.name = %(site)s
ON CONFLICT (site_key) DO UPDATE SET next_run = excluded.next_run, lost = 0
"""
_CLAIM = """
INSERT INTO fleet.chore AS chore (name, done) VALUES (%(name)s, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET done = excluded.done
WHERE abs(extract(epoch FROM clock_timestamp() - chore.done)) >= %(every)s
RETURNING name
"""


class Turns:
    """When sites are due, as the database knows it.

    :param lease: seconds, as the leases on sites have
    :param ahead: seconds by which a job comes to the queue before it is due
    """

    def __init__(self, queue: Queue, *, lease: float, ahead: float) -> None:
        self.queue, self.lease, self.ahead = queue, lease, ahead

    async def is_mine(self, chore: str, every: float) -> bool:
        """Whether this process is to do now what one worker of the fleet does once in so many seconds.

        procrastinate's periodic tasks go by each machine's clock: one that is set a day ahead would have the
        tasks of each minute of it done at once, one that is set back none for as long. And they wait for a
        slot among the runs, which sweeping what is dead must not.
        """
        return bool(await self._rows(_CLAIM, name=chore, every=every))

    async def plan(self) -> int:
        """Put in the queue what is due soon; how many runs."""
        due = await self._rows(_DUE, ahead=self.ahead, most=_AT_MOST)
        return await self.queue.defer((row["name"], row["next_run"]) for row in due)

    async def sweep(self) -> list[str]:
        """Let go of the jobs that nobody is at, so that their sites are due again; the sites' names."""
        # One statement, so that a job that is gone has its site due again, whatever happens between.
        query = _SWEEP.format(later=_LATER.format(those="IN (SELECT lock FROM swept)"))
        return [row["lock"] for row in await self._rows(query, lease=self.lease)]

    async def set(self, site: str, at: datetime) -> None:
        """Say when a site's next run is to begin, by the database's clock."""
        await self.connector.execute_query_async(_SET, site=site, at=at)

    async def put_off(self, site: str) -> None:
        """Have a site tried again whose job could not be done: at once, and then ever later."""
        await self.connector.execute_query_async(
            _LATER.format(those="= %(site)s"), site=site, lease=self.lease
        )

    @property
    def connector(self) -> PatientConnector:
        """The queue's, which waits for a database that is away."""
        return self.queue.connector

    async def _rows(self, query: Any, **arguments: Any) -> list[dict[str, Any]]:
        return await self.connector.execute_query_all_async(query, **arguments)
