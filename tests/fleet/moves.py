"""Archives of tests that move between a folder and a fleet."""

import os
import signal
import traceback
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from scrapy.settings import Settings

from newsarchive.fleet.moving import to_fleet, to_folder
from newsarchive.fleet.moving.planning import Plan, planned
from tests.archives.rows import rows_of
from tests.e2e.crawling import Crawl, scrapy
from tests.fleet.killed import FORKS


@dataclass(frozen=True)
class Content:
    """What of an archive must be the same wherever it has been.

    :param rows: but for runs of the command `move`, and what they number
    :param files: posts, pictures, originals with their indexes, versions of what was learned, by their paths
    """

    rows: dict[str, list[tuple[object, ...]]]
    files: dict[str, bytes]

    @property
    def posts(self) -> dict[str, bytes]:
        """The posts, by their names."""
        return {name[7:]: data for name, data in self.files.items() if name.startswith("_posts/")}

    @property
    def pictures(self) -> set[str]:
        """The paths of the pictures."""
        return {name for name in self.files if name.startswith("media/")}


def content_of(folder: Path) -> Content:
    """What is in an archive's folder."""
    rows = rows_of(folder / "_archive" / "catalog.sqlite")
    rows["run"] = [row for row in rows["run"] if "move" not in row]
    rows["sqlite_sequence"] = [row for row in rows["sqlite_sequence"] if "run" not in row]
    places = folder / "_posts", folder / "media", folder / "_archive" / "originals"
    paths = (path for place in places if place.is_dir() for path in place.rglob("*") if path.is_file())
    return Content(rows, {str(path.relative_to(folder)): path.read_bytes() for path in paths})


@dataclass(frozen=True)
class Machine:
    """One machine that works on folders, and on a fleet.

    :param output: where its archives are
    :param database: the fleet's address
    :param storage: the folder of its objects
    """

    output: Path
    database: str
    storage: Path
    proxy: str | None = None

    def here(self, *words: str, proxy: str | None = None) -> Crawl:
        """A command on archives in folders."""
        return self._run(words, {}, proxy)

    def there(self, *words: str, proxy: str | None = None) -> Crawl:
        """A command with the fleet."""
        return self._run(words, self.fleet_variables, proxy)

    @property
    def fleet_variables(self) -> dict[str, str]:
        """What names the fleet."""
        return {"NEWSARCHIVE_DATABASE": self.database, "NEWSARCHIVE_STORE": self.storage.as_uri()}

    def to_fleet(self, site: str, *words: str) -> Crawl:
        """Move it there."""
        return self.there("move", site, "--to", "fleet", *words)

    def back(self, site: str, *words: str) -> Crawl:
        """Move it back."""
        return self.there("move", site, "--to", str(self.output), *words)

    def _run(self, words: tuple[str, ...], more: dict[str, str], proxy: str | None) -> Crawl:
        done = scrapy(*words, proxy=proxy or self.proxy, output=self.output, more=more)
        assert "Traceback" not in done.out + done.err, done.out + done.err
        return done


def moved_in_child(
    machine: Machine, site: str, to: str, *, die_at: int = 0, die_as: str = "", clear: bool = False
) -> tuple[int, list[str]]:
    """A move in a process of its own, which dies after a step; its exit code, and the steps that it came to.

    :param to: ``fleet``, or the folder that has the archive's folder
    :param die_at: the number of the step, from 1; 0 for none
    :param die_as: the beginning of the step's name, in place of that
    :param clear: remove what stays behind
    """
    log = machine.output.parent / "steps"
    child = FORKS.Process(target=_moved, args=(machine, site, to, die_at, die_as, log, clear))
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode, log.read_text(encoding="utf-8").splitlines()


def _moved(machine: Machine, site: str, to: str, die_at: int, die_as: str, steps: Path, clear: bool) -> None:
    """In the child: there is no way back from here."""
    with steps.open("w", buffering=1, encoding="utf-8") as log:
        try:
            os.environ |= machine.fleet_variables
            seen = 0

            def told(step: str) -> None:
                nonlocal seen
                seen += 1
                log.write(f"{step}\n")
                if seen == die_at or (die_as and step.startswith(die_as)):
                    os.kill(os.getpid(), signal.SIGKILL)

            settings = Settings()
            settings.setmodule("newsarchive.settings", priority="project")
            settings.set("OUTPUT_DIR", str(machine.output), priority="cmdline")
            way = to_fleet if to == "fleet" else to_folder
            work = to_fleet.move_to_fleet if to == "fleet" else to_folder.move_to_folder
            with planned(settings, site, Plan(to, lambda _: None, told=told)) as journey:
                work(journey)
                if clear:
                    way.clear_behind(journey)
        except BaseException:  # the parent reads of it
            log.write(traceback.format_exc())
            raise


def let_leases_run_out(machine: Machine) -> None:
    """As if a minute had gone by since somebody was killed."""
    with closing(psycopg.connect(machine.database)) as connection:
        connection.execute("UPDATE fleet.lease SET until = '-infinity'")
        connection.commit()


def state_in(machine: Machine, site: str) -> str | None:
    """What the fleet says of a site."""
    with closing(psycopg.connect(machine.database)) as connection:
        found = connection.execute("SELECT state FROM fleet.site WHERE name = %s", (site,)).fetchone()
    return found[0] if found else None


def has_it(machine: Machine, site: str) -> set[str]:
    """Which sides believe to have the archive."""
    folder = machine.output / site / "_archive"
    sides = set()
    if (folder / "catalog.sqlite").exists() and not (folder / "moved.json").exists():
        sides.add("folder")
    if state_in(machine, site) in {"active", "paused"}:
        sides.add("fleet")
    return sides
