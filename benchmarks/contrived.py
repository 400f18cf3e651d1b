"""Memory, and CPU on the event loop, that contrived sites cost a crawl, each a process of its own."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.contrived_sites import Site, sites
from newsarchive.demo.responses import Response
from newsarchive.demo.server import Asked, serving

_ROOT = Path(__file__).parents[1]
_SWITCHES = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0", "SITE_DOWN_AFTER=0")
_MEGABYTES, _SECONDS = 250, 2.0
_PROFILE = "name: contrived\nhome: {0}/\nhosts: [{1}]\ndiscovery: {{links: a, automatic: false}}\n"


def measure(site: Site, *, profile: bool) -> tuple[float, float, float, float]:
    """Crawl it, at most one article of it.

    :return: the longest that one callback held the loop, all that ran on the loop, and the whole process, in
        CPU seconds; and megabytes at most
    """

    def answer(asked: Asked) -> Response:
        body = site.get(asked.target)
        kind = "application/xml" if body and body[:4] in {b"<rss", b"<url", b"<sit"} else "text/html"
        return Response(404) if body is None else Response(200, {"Content-Type": kind}, body)

    with tempfile.TemporaryDirectory() as folder, serving(answer) as address:
        way = ["archive", "news", "-a", f"url={address}/"]
        if profile:
            kept = Path(folder, "contrived", "_archive", "site.yml")
            kept.parent.mkdir(parents=True)
            kept.write_text(_PROFILE.format(address, address.removeprefix("http://")))
            way = ["archive", "contrived"]
        command = [sys.executable, str(_ROOT / "benchmarks" / "held_loop.py"), *way, "-a", "limit=1"]
        command += [part for switch in _SWITCHES for part in ("-s", switch)]
        environment = os.environ | {"NEWSARCHIVE_OUTPUT": folder}
        done = subprocess.run(
            command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
        )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("HELD ")]
    held, loop, whole, megabytes = map(float, line.split()[1:])
    return held, loop, whole, megabytes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="names that contain this")
    only = parser.parse_args(arguments).only
    print("held s  loop s  whole s     MB")
    worst, over, count = (0.0, 0.0), 0, 0
    for name, make, profile in sites():
        if only not in name:
            continue
        held, loop, whole, megabytes = measure(make(), profile=profile)
        is_over = held > _SECONDS or megabytes > _MEGABYTES
        worst, over, count = (max(worst[0], held), max(worst[1], megabytes)), over + is_over, count + 1
        mark = "  OVER" if is_over else ""
        print(f"{held:6.2f}  {loop:6.2f}  {whole:7.2f}  {megabytes:5.0f}  {name}{mark}", flush=True)
    print(
        f"{count} inputs: at most {worst[0]:.2f} s on the loop at a stretch, {worst[1]:.0f} MB; {over} over"
    )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())
