"""Seconds of a run with ``delay: 0`` on a site that answers at once: all 200, then 304 and 404 alone."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.responses import PLAIN, Response, page, refusal
from newsarchive.demo.server import Asked, serving

ROOT = Path(__file__).parents[1]
TEXT = "<p>The harbour's new quay was opened by the mayor, who praised the patience of its neighbours.</p>"
PROFILE = """\
name: harbour
home: {home}
zone: Europe/Lisbon
discovery: {{listings: {home}, links: a, sections: nav a, automatic: false}}
article: {{id: '/(\\d+)\\.html', title: h1, date: time, body: article}}
category: {{fallback: harbour}}
politeness: {{delay: 0, concurrency: 1}}
recheck: {{every_hours: 0.0001}}
"""


class Site:
    """A list of articles, of which every third is withdrawn after the first day."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.is_first_day = True
        self.asked: list[str] = []

    def answer(self, asked: Asked) -> Response:
        path = asked.target
        self.asked.append(path)
        if path == "/robots.txt":
            return page("User-agent: *\nAllow: /\n", content_type=PLAIN)
        if path == "/":
            return page("".join(f'<a href="/{n}.html">No. {n}</a>' for n in range(self.articles)))
        number = int(re.sub(r"\D", "", path))
        if not self.is_first_day and number % 3 == 0:
            return refusal(404, "withdrawn")
        head = f"<h1>Ship number {number}</h1><time>2026-05-01 10:{number % 60:02}</time>"
        return page(f"{head}<article><p>Berth {number}.</p>{TEXT * 6}</article>")


def run(folder: Path) -> float:
    """Archive the site; seconds from the beginning of the process to its end."""
    environment = {
        "NEWSARCHIVE_OUTPUT": str(folder / "output"),
        "NEWSARCHIVE_PROFILES": str(folder / "profiles"),
    }
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "archive", "harbour"],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"archive ended with {done.returncode}\n{done.stdout}")
    return time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=111)
    site = Site(parser.parse_args().articles)
    with serving(site.answer) as address, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "profiles").mkdir()
        (folder / "profiles" / "harbour.yml").write_text(PROFILE.format(home=f"{address}/"))
        for what in ("all 200", "304 and 404"):
            site.asked.clear()
            seconds = run(folder)
            print(f"{what:12} {len(site.asked):4} requests {seconds:6.1f} s")
            site.is_first_day = False
            time.sleep(1)


if __name__ == "__main__":
    main()
