"""The fleet's queue of runs: procrastinate's, with what it takes to survive restarts and lost answers."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from random import Random

from procrastinate import App, JobContext
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from psycopg.errors import RaiseException

from newsarchive.fleet.address import DatabaseAddress
from newsarchive.fleet.patience import PatientConnector

ARCHIVE = "archive"
"""The task and the queue of a site's runs."""
logger = logging.getLogger(__name__)


class RunManager(JobManager):
    """Bears that a job is gone when its worker ends it.

    It is, where the answer to the first word of its end was lost; and where the worker had been stopped for
    so long that others swept its job and went on with the site.
    """

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: FBT001  theirs
        """End a job."""
        try:
            await super().finish_job(job, status, delete_job)
        except ConnectorException as error:
            if not isinstance(error.__cause__, RaiseException):
                raise
            logger.info("the job of %s was ended by others meanwhile", job.lock)


class Queue:
    """Jobs of sites, each at most once waiting and at most once at work.

    :ivar app: procrastinate's
    :ivar connector: through which other statements may go as well
    """

    def __init__(self, address: DatabaseAddress, *, name: str, dice: Random) -> None:
        self.connector = PatientConnector(address, name=f"newsarchive {name}", dice=dice)
        self.app = App(connector=self.connector)
        self.app.job_manager = RunManager(self.connector)

    def serve(self, archive: Callable[[int, str, bool], Awaitable[None]]) -> None:
        """Say what is done with a job.

        :param archive: takes the job's number, the site's name, and whether it is to be planned first
        """

        @self.app.task(name=ARCHIVE, queue=ARCHIVE, pass_context=True)
        async def run(context: JobContext, site: str, plan: bool) -> None:  # noqa: FBT001  a job's arguments
            assert context.job.id
            await archive(context.job.id, site, plan)

    async def defer(self, runs: Iterable[tuple[str, datetime | None]]) -> int:
        """Put runs of sites in the queue, as far as they have none there; how many came to it.

        :param runs: names, and when each is to begin by the database's clock; None to be planned first
        """
        count = 0
        for site, at in runs:
            job = self.app.configure_task(
                ARCHIVE, queue=ARCHIVE, lock=site, queueing_lock=site, schedule_at=at
            )
            try:
                await job.defer_async(site=site, plan=at is None)
            except AlreadyEnqueued:
                continue
            count += 1
        return count
