"""Two sites on one host, archived at the same time by two processes, are asked as one would ask."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from newsarchive.demo.responses import PLAIN, Response, page, refusal
from newsarchive.demo.server import Asked, serving
from newsarchive.fleet.connecting import engine_of
from newsarchive.fleet.sites import add_site
from tests.e2e.crawling import ROOT
from tests.fleet.fleets import address
from tests.fleet.test_host_paces import LOG

pytestmark = pytest.mark.soak
DELAY, ARTICLES, PAUSE = 0.3, 5, 2
PROFILE = """\
name: {name}
home: {home}
zone: Europe/Lisbon
discovery: {{listings: {home}, links: a, automatic: false}}
article: {{id: '/{name}/(\\d+)\\.html', title: h1, date: time, body: article}}
category: {{fallback: {name}}}
politeness: {{delay: {delay}}}
media: link
"""


class Host:
    """One host with the sites ``/one/`` and ``/two/``, which is asked too much once."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def answer(self, asked: Asked) -> Response:
        self.asked.append(asked.target)
        if asked.target == "/robots.txt":
            return page("User-agent: *\nAllow: /\n", content_type=PLAIN)
        if asked.target.endswith("/"):
            links = (f'<a href="{asked.target}{number}.html">{number}</a>' for number in range(ARTICLES))
            return page("".join(links))
        if self.asked.count(asked.target) == 1 and asked.target == "/one/2.html":
            return Response(429, {"Retry-After": str(PAUSE)}, b"")
        if asked.target.endswith(".html"):
            text = "<p>The new quay was opened by the mayor, who praised its neighbours' patience.</p>" * 6
            return page(f"<h1>Ship {asked.target}</h1><time>2026-05-01 10:00</time><article>{text}</article>")
        return refusal(404, "not here")


def test_they_share_what_the_host_can_bear(fleet_database: str, tmp_path: Path) -> None:
    host = Host()
    with serving(host.answer) as home, psycopg.connect(fleet_database, autocommit=True) as connection:
        engine = engine_of(address(fleet_database), name="tests")
        with engine.begin() as made:
            for name in ("one", "two"):
                add_site(made, name, PROFILE.format(name=name, home=f"{home}/{name}/", delay=DELAY))
        engine.dispose()
        connection.execute(LOG)
        store = tmp_path / "store"
        store.mkdir()
        environment = os.environ | {
            "NEWSARCHIVE_DATABASE": fleet_database, "NEWSARCHIVE_STORE": store.as_uri(),
            "no_proxy": "127.0.0.1",
        }  # fmt: skip
        command = [sys.executable, "-m", "newsarchive", "archive", "-s", "DOWNLOAD_DELAY_JITTER=0"]
        runs = [
            subprocess.Popen([*command, name], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
            for name in ("one", "two")
        ]
        assert [run.wait(timeout=300) for run in runs] == [0, 0]
        turns = connection.execute("SELECT * FROM turns ORDER BY at").fetchall()
        (named,) = connection.execute("SELECT host FROM fleet.host_pace").fetchall()
    assert named == ("127.0.0.1",)
    assert len({by for _, by, _, _ in turns}) == 2
    assert len(turns) > len(host.asked), "each request is a turn, and the 429 is told"
    gaps = [(after[0] - before[0]).total_seconds() for before, after in pairwise(turns)]
    slowed = next(number for number, turn in enumerate(turns) if turn[3])
    assert min(gaps[: slowed - 1]) >= DELAY, "until it is told of the 429, each turn is a request"
    assert gaps[slowed] >= PAUSE - 0.2, "nobody asks while the host asks for a pause"
