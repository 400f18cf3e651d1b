"""The run whose lease was lost ends: a worker's heart tells its loop."""

import asyncio
from functools import partial
from random import Random
from threading import Thread
from types import SimpleNamespace
from typing import Any

from scrapy.settings import Settings

from newsarchive.fleet.jobs import Jobs
from newsarchive.fleet.keeper import Fleet


def test_a_run_whose_lease_is_lost_is_told_to_end(fleet: Fleet) -> None:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    some: Any = SimpleNamespace(speed=1.0)
    jobs = Jobs(fleet, settings, some, dice=Random(1), stop=some, told=print)
    loops = []

    async def run() -> None:
        loops.append(asyncio.get_running_loop())
        fleet.when_lost = partial(jobs.lost, loops[0])
        jobs.ends = {site: asyncio.Event() for site in ("one", "two")}
        told = Thread(target=fleet.when_lost, args=("one",))
        told.start()
        await asyncio.wait_for(jobs.ends["one"].wait(), 60)
        told.join()
        assert not jobs.ends["two"].is_set()
        await asyncio.to_thread(fleet.when_lost, "three")

    asyncio.run(run())
    fleet.when_lost("two")  # after the loop: nothing is left to end
