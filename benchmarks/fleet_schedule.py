"""Thousands of sites of a fleet, each due every half hour and with nothing new: PostgreSQL's CPU, late runs.

    python benchmarks/fleet_schedule.py --sites 5000 --speed 2 --workers 2 --warm 0.15 --rounds 0.5

By a clock that goes faster than the world's. One site is archived, and its rows copied for the others, whose
last runs then began at moments spread over the half hour; each run reads its four feeds and finds nothing
new. Late is how long after its planned time a run had its lease, in per cent of the interval: the database
itself notes both. What PostgreSQL does while nothing is due costs a real half hour more than one of the fast
clock's, and is added. What goes by while workers load what they need is not counted (``--warm``).
"""

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from fleet_measured import FleetMeasured, ended, running_fleet, seconds_of

from newsarchive.store.catalog.postgresql import shard_name
from tests.e2e.many_sites import ManySites, many_sites

HALF_HOUR = 1800.0
_FIRST = "s00000"
_ARTICLES = 12
_LEAD, _SETTLED, _IDLE = 75.0, 20.0, 20.0  # seconds: before all, until workers are at rest, in which they are
_NOTED = (
    "CREATE TABLE public.begun (site integer, planned timestamptz, at timestamptz DEFAULT clock_timestamp())",
    """CREATE FUNCTION public.noted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
    INSERT INTO public.begun (site, planned)
    SELECT NEW.site_key, next_run FROM fleet.turn WHERE site_key = NEW.site_key;
    RETURN NULL; END $$""",
    """CREATE TRIGGER noted AFTER UPDATE ON fleet.lease FOR EACH ROW
    WHEN (NEW.token > OLD.token AND NEW.worker <> '') EXECUTE FUNCTION public.noted()""",
)
_TABLES = """
SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position),
    array_agg(data_type::text ORDER BY ordinal_position)
FROM information_schema.columns WHERE table_schema = '{schema}' AND column_name <> 'site_key'
AND is_generated = 'NEVER'
AND table_name IN (SELECT table_name FROM information_schema.columns
    WHERE table_schema = '{schema}' AND column_name = 'site_key') GROUP BY 1
"""
# Each site's last run began at its part of the half hour before the clock does.
_SPREAD = (
    "UPDATE fleet.site SET added = clock_timestamp()",
    """INSERT INTO fleet.turn (site_key, next_run)
    SELECT key, added + make_interval(secs => {lead} + {round} * (key::float / {sites})) FROM fleet.site
    ON CONFLICT (site_key) DO UPDATE SET next_run = excluded.next_run""",
)
# A lease is taken once more for what is to be told after a run.
_LATE = """
SELECT extract(epoch FROM min(at) - planned) * {speed} / {half_hour} FROM public.begun
WHERE at >= '{since}'::timestamptz AND planned < '{until}'::timestamptz GROUP BY site, planned ORDER BY 1
"""
_NOT_BEGUN = "SELECT count(*) FROM fleet.turn WHERE next_run < '{until}'::timestamptz"
_NEW = "SELECT count(*) FROM {schema}.revision WHERE run > 1"


@dataclass(frozen=True)
class Measured:
    """CPU seconds of PostgreSQL: a second in which nothing is due, and a round; of the workers, a round.

    :ivar late: parts of the interval, sorted
    """

    idle: float
    a_round: float
    workers: float
    late: list[float]
    not_begun: int


def make_ready(fleet: FleetMeasured, served: ManySites, given: argparse.Namespace) -> None:
    """Have all sites archived once."""
    names = [f"s{number:05}" for number in range(given.sites)]
    fleet.add({name: served.profile(name) for name in names})
    fleet.command("archive", _FIRST, **environment(served))
    ((source, shard),) = fleet.rows(f"SELECT key, shard FROM fleet.site WHERE name = '{_FIRST}'")
    there = shard_name(int(str(shard)))
    statements = ["SET session_replication_role = replica"]
    for table, columns, kinds in fleet.rows(_TABLES.format(schema=there)):
        assert isinstance(columns, list)
        assert isinstance(kinds, list)
        quoted = [f'"{name}"' for name in columns]
        values = [
            f"replace(its.{name}, '{_FIRST}', site.name)" if kind == "text" else f"its.{name}"
            for name, kind in zip(quoted, kinds, strict=True)
        ]
        statements += [
            f"INSERT INTO {shard_name(number)}.{table} (site_key, {', '.join(quoted)})"
            f" SELECT site.key, {', '.join(values)} FROM {there}.{table} its, fleet.site site"
            f" WHERE its.site_key = {source} AND site.shard = {number} AND site.key <> {source}"
            for number in range(given.shards)
        ]
    for number in range(given.shards):  # what was read just now would be read again, and its title is another
        statements.append(f"UPDATE {shard_name(number)}.article SET next_check = 4000000000")
    fleet.do(*statements, "RESET session_replication_role", "VACUUM ANALYZE", *_NOTED)


def environment(served: ManySites) -> dict[str, str]:
    """By which a command asks the sites."""
    return {"http_proxy": served.proxy, "https_proxy": served.proxy, "no_proxy": "127.0.0.1"}


def measured(fleet: FleetMeasured, served: ManySites, given: argparse.Namespace, log: Path) -> Measured:
    """Let workers have the sites for some rounds."""
    a_round = HALF_HOUR / given.speed
    began = time.monotonic()
    values = {"lead": _LEAD, "round": a_round, "sites": given.sites}
    fleet.do(*(statement.format(**values) for statement in _SPREAD))
    words = ("--sites", str(given.slots), "-s", f"DAEMON_SPEED={given.speed}", "-s", "LOG_LEVEL=ERROR")
    workers = [fleet.worker(*words, log=log, **environment(served)) for _ in range(given.workers)]
    try:
        _until(began + _SETTLED)
        before = fleet.cpu()
        _until(began + _SETTLED + _IDLE)
        idle = (fleet.cpu() - before) / _IDLE
        _until(began + _LEAD + given.warm * a_round)
        since, at_first = _now(fleet), (fleet.cpu(), _cpu_of(workers))
        _until(began + _LEAD + (given.warm + given.rounds) * a_round)
        until, in_the_end = _now(fleet), (fleet.cpu(), _cpu_of(workers))
        late = [float(str(one)) for (one,) in fleet.rows(
            _LATE.format(speed=given.speed, half_hour=HALF_HOUR, since=since, until=until))]  # fmt: skip
        ((left,),) = fleet.rows(_NOT_BEGUN.format(until=until))
    finally:
        for worker in workers:
            ended(worker)
    server, its = (after - before for before, after in zip(at_first, in_the_end, strict=True))
    return Measured(idle, server / given.rounds, its / given.rounds, late, int(str(left)))


def _cpu_of(workers: list[Popen[bytes]]) -> float:
    return sum(seconds_of(worker.pid) for worker in workers)


def _until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))


def _now(fleet: FleetMeasured) -> object:
    ((now,),) = fleet.rows("SELECT clock_timestamp()")
    return now


def report(found: Measured, given: argparse.Namespace) -> None:
    """Print it."""
    late, real = found.late, found.idle * HALF_HOUR * (1 - 1 / given.speed)
    if not late:
        raise SystemExit("no run began")
    a_half_hour, a_round_lasts = found.a_round + real, HALF_HOUR / given.speed
    a_run = 1000 * given.rounds / len(late)
    print(
        f"{given.sites:,} sites, a clock {given.speed:g} times faster, {given.workers} workers of"
        f" {given.slots} slots: {len(late):,} runs in {given.rounds:g} rounds of {a_round_lasts:.0f} s"
    )
    print(
        f"PostgreSQL: {found.a_round:.1f} CPU s a round, {a_run * found.a_round:.1f} ms a run;"
        f" {1000 * found.idle:.1f} ms a second with nothing due; {a_half_hour:.1f} CPU s a real half hour,"
        f" {a_half_hour / HALF_HOUR:.3f} of a core; the figure to reach is 1"
    )
    median, most_of_them, most = (100 * late[int(len(late) * part)] for part in (0.5, 0.99, 1 - 1e-9))
    print(
        f"late by {median:.2f} % of the interval (median), {most_of_them:.2f} % (99th), {most:.2f} % (most);"
        f" the figure to reach is 5 %; {found.not_begun} due and not begun"
    )
    print(f"workers: {a_run * found.workers:.0f} CPU ms a run")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sites", type=int, default=5000)
    parser.add_argument("--speed", type=float, default=4)
    parser.add_argument("--warm", type=float, default=1, help="rounds that are not counted")
    parser.add_argument("--rounds", type=float, default=2, help="rounds that are")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--slots", type=int, default=16)
    parser.add_argument("--shards", type=int, default=16)
    parser.add_argument("--statements", action="store_true", help="say which statements took the longest")
    given = parser.parse_args()
    names = dict.fromkeys([f"s{number:05}" for number in range(given.sites)], _ARTICLES)
    with (
        many_sites(names) as served,
        running_fleet(given.shards) as fleet,
        tempfile.TemporaryDirectory() as folder,
    ):
        make_ready(fleet, served, given)
        fleet.forget_statements()
        log = Path(folder) / "log"
        found = measured(fleet, served, given, log)
        report(found, given)
        shards = map(shard_name, range(given.shards))
        new = sum(int(str(fleet.rows(_NEW.format(schema=one))[0][0])) for one in shards)
        print(f"{new} articles were new; the workers said {json.dumps(log.read_text()[-300:])}")
        if given.statements:
            for took, calls, pages, query in fleet.rows(
                "SELECT round(total_exec_time), calls, shared_blks_hit + shared_blks_read, query"
                " FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 25"
            ):
                print(f"{took} ms {calls} calls {pages} pages: {' '.join(str(query).split())[:300]}")


if __name__ == "__main__":
    main()
