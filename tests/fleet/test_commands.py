"""The commands that look at an archive say of one on a fleet what they say of the same one in a folder."""

import gzip
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pytest

from newsarchive.profiles import SiteProfile
from tests.covering import name_of
from tests.e2e.crawling import Crawl, snapshot
from tests.every_site import EVERY_SITE, Site, serving
from tests.fleet.cluster import Cluster
from tests.fleet.moves import Machine
from tests.unit.verify_archives import build

KINDS = [
    pytest.param(
        name_of(kind),
        marks=[
            *getattr(kind, "marks", ()),
            pytest.mark.long,
            *([] if name_of(kind) == "finews" else [pytest.mark.soak]),
        ],
    )
    for kind in EVERY_SITE
]
_SCRATCH = re.compile(r"/[^\s'\"]*/newsarchive-fleet-[^/\s]+")
_IDS = "SELECT source_id, url FROM article WHERE state = 'published' ORDER BY revision DESC, id"
# What takes how many bytes in files of its own, and to the second when each of two things was done.
_OF_THE_PLACE = re.compile(
    r'"sizes": \{[^}]*\}|│ size of (posts|catalog|originals) .*\n|, [\d.]+ kB$'
    r"|forgotten( │)? [\d-]{10} [\d:]{8}|<div><dt>Size of .*</div>\n|\d\d:\d\d(:\d\d)? (<|UTC)"
)
_WITH_SUMS = "manifest", "datapackage", "indexes/"
_WHEN_MADE = re.compile(rb"WARC-(Record-ID|Date): .*?(?=\r\nWARC-Filename|\r\nContent)", re.DOTALL)


@dataclass
class Pair:
    """The same archive in a folder and on a fleet.

    :param machine: whose archives are in folders
    :param site: which is being served still
    """

    machine: Machine
    site: Site
    target: Path

    @property
    def folder(self) -> Path:
        return self.machine.output / self.site.name

    def said(self, *words: str) -> Crawl:
        """What a command says of both; its targets are files of two names.

        :param words: with ``{}`` for a folder of the test's own
        """
        here = self._run(self.machine.here, "here", words)
        there = self._run(self.machine.there, "there", words)
        assert there == here, f"{words}\n{there.out}\n{there.err}\n--- in a folder:\n{here.out}\n{here.err}"
        return here

    def _run(self, run: object, side: str, words: tuple[str, ...]) -> Crawl:
        target = self.target / side
        target.mkdir(exist_ok=True)
        assert callable(run)
        done = run(*(word.replace("{}", str(target)) for word in words), proxy=self.site.proxy)
        return Crawl(done.code, *(self._anywhere(one, target) for one in (done.out, done.err)))

    def _anywhere(self, said: str, target: Path) -> str:
        said = said.replace(str(target), "TARGET").replace(str(self.machine.output), "OUTPUT")
        return _OF_THE_PLACE.sub("", _SCRATCH.sub("OUTPUT", said))

    def made(self, name: str) -> tuple[Path, Path]:
        """What a command made of that name, of both."""
        return self.target / "here" / name, self.target / "there" / name

    def articles(self) -> list[tuple[str, str]]:
        """Ids and addresses of published articles; those that were edited first."""
        with closing(sqlite3.connect(self.folder / "_archive" / "catalog.sqlite")) as catalog:
            return catalog.execute(_IDS).fetchall()


@pytest.fixture(scope="module", params=KINDS)
def pair(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    fleet_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    """After two days on which articles were edited and withdrawn."""
    folder = tmp_path_factory.mktemp(request.param)
    name = f"commands_{re.sub('[^a-z]', '', request.param)}"
    cluster.execute(f"CREATE DATABASE {name} TEMPLATE {fleet_template}")
    output, target = folder / "output", folder / "target"
    output.mkdir()
    target.mkdir()
    with serving(request.param, folder) as site:
        assert site.archive(output).code in {0, 2, 3}
        site.a_day_later()
        assert site.archive(output).code in {0, 2, 3}
        machine = Machine(output, cluster.url(name), folder / "objects", site.proxy)
        assert machine.to_fleet(site.name).code == 0
        (output / site.name / "_archive" / "moved.json").unlink()  # so that it is in both places
        yield Pair(machine, site, target)
    cluster.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_status_is_the_same(pair: Pair) -> None:
    assert pair.site.name in pair.said("status").out
    assert pair.said("status", pair.site.name).code == 0
    assert f'{{"site": "{pair.site.name}"' in pair.said("status", "--json").out
    pair.said("status", pair.site.name, "--changed", "--gone", "--quarantined")
    pair.said("status", pair.site.name, "--json", "--since", "2d")


def test_what_is_known_of_an_address_is_the_same(pair: Pair) -> None:
    source_id, url = pair.articles()[0]
    assert pair.said("why", url).code == 0
    assert pair.said("why", url, "--json", "--site", pair.site.name).code == 0
    assert pair.said("why", urljoin(url, "/no/such/thing")).code == 1
    assert pair.said("history", url).code == 0
    pair.said("history", source_id, "--diff", "--site", pair.site.name)


def test_verify_is_the_same(pair: Pair) -> None:
    assert "nothing wrong" in pair.said("verify", pair.site.name).out
    for mending in ("--repair", "--rebuild"):
        refused = pair.machine.there("verify", mending, pair.site.name)
        assert refused.code == 64
        assert f"move {pair.site.name} --to FOLDER" in refused.err


def test_what_is_found_is_the_same(pair: Pair) -> None:
    pair.said("find", "的 -zeppelin")
    pair.said("find", "title:的 OR der", "--json", "--limit", "500", "--site", pair.site.name)
    assert pair.said("find", "的 OR the OR der OR harbour OR zeppelin OR 图书馆").code == 0
    assert pair.said("find", "title:(a b)").code == 64


def test_the_report_is_the_same(pair: Pair) -> None:
    done = pair.said("report", "--to", "{}/report.html")
    assert done.code == 0
    pages = [_OF_THE_PLACE.sub("", one.read_text(encoding="utf-8")) for one in pair.made("report.html")]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "ending",
    ["", ".wacz", *(pytest.param(one, marks=pytest.mark.soak) for one in (".zip", ".csv", ".jsonl"))],
)
def test_what_is_collected_is_the_same(pair: Pair, ending: str) -> None:
    done = pair.said("collect", "--to", f"{{}}/all{ending}")
    keeps_none = pair.site.name == "evening" and ending == ".wacz"
    assert done.code == (2 if keeps_none else 0), done.err
    assert contents(*pair.made(f"all{ending}")[:1]) == contents(*pair.made(f"all{ending}")[1:])
    ids = ",".join(one for one, _ in pair.articles()[:2])
    pair.said("collect", "--to", f"{{}}/some{ending}", "--ids", ids, "--search", "的 OR the OR der")
    assert contents(pair.made(f"some{ending}")[0]) == contents(pair.made(f"some{ending}")[1])


def test_what_is_new_since_the_last_collection_is_known(pair: Pair) -> None:
    collect = partial(pair.said, "collect", "--to", "{}/news.jsonl", "--changed-since-last")
    assert " 0 posts" not in collect().out
    assert "nothing is new since the last time" in collect().out


def test_replay_is_the_same(pair: Pair) -> None:
    assert pair.said("replay", pair.site.name).code in {0, 2}
    pair.said("status", pair.site.name, "--changed")


@pytest.mark.parametrize("words", ["publish SITE --hugo", "browse", "adopt SITE", "canary SITE", "daemon",
                                   "schedule --cron"])  # fmt: skip
def test_what_is_for_folders_says_what_to_do_instead(pair: Pair, words: str) -> None:
    refused = pair.machine.there(*words.replace("SITE", pair.site.name).split())
    assert refused.code == 64
    instead = {"daemon": "worker. runs", "schedule": "schedule takes --systemd"}
    wanted = instead.get(words.split(maxsplit=1)[0], "move SITE --to FOLDER.*collect")
    assert re.search(wanted, refused.err), refused.err


def test_forgotten_is_forgotten_in_both(pair: Pair) -> None:
    """The last test, after which they are an article less."""
    source_id, url = pair.articles()[0]
    done = pair.said("forget", url, "--reason", "order 7", "--site", pair.site.name)
    assert "forgotten; removed" in done.out
    assert pair.said("why", url).code == 0
    assert "nothing wrong" in pair.said("verify", pair.site.name).out
    assert source_id not in pair.said("find", "的 OR the OR der", "--json", "--limit", "500").out
    assert pair.said("forget", url, "--reason", "again").code == 0


def contents(path: Path) -> dict[str, bytes]:
    """What was collected, without when that was."""
    if path.is_dir():
        files = {name: data for name, (_, data) in snapshot(path).items()}
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            files = {one: opened.read(one) for one in opened.namelist()}
    else:
        files = {path.suffix: path.read_bytes()}
    found = {name: data for name, data in files.items() if not name.startswith(_WITH_SUMS)}
    if warc := found.pop("archive/data.warc.gz", b""):
        found["archive"] = _WHEN_MADE.sub(b"", gzip.decompress(warc))
    return found


@pytest.mark.long
def test_what_was_collected_is_known_wherever_the_archive_goes(
    fleet_database: str, tmp_path: Path, profile: SiteProfile
) -> None:
    machine = Machine(tmp_path / "output", fleet_database, tmp_path / "objects")
    build(machine.output / "finews", profile)
    collect = "collect", "finews", "--to", str(tmp_path / "news.jsonl"), "--changed-since-last"
    assert machine.here(*collect).code == 0
    for move, side in ((machine.to_fleet, machine.there), (machine.back, machine.here)):
        assert move("finews").code == 0
        assert "nothing is new since the last time" in side(*collect).out
