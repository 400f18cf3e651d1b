"""What keeping pictures costs: two runs on the demo with a profile that keeps them, and two without."""

import argparse
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from throughput import FAST, Run, measure

sys.path.insert(0, str(Path(__file__).parents[1]))
from newsarchive.demo.pictures import Pictures
from newsarchive.demo.running import running_demo_site

FINEWS = Path(__file__).parents[1] / "spiders" / "profiles" / "finews.yml"


def archive(folder: Path, proxy: str, media: str) -> Run:
    """A run on the demo site, with a profile of one's own."""
    text = FINEWS.read_text(encoding="utf-8").replace("media: link", f"media: {media}")
    profiles = folder / media / "profiles"
    profiles.mkdir(parents=True, exist_ok=True)
    (profiles / "finews.yml").write_text(text, encoding="utf-8")
    switches = [part for setting in FAST for part in ("-s", setting)]
    command = [sys.executable, "-m", "scrapy", "archive", "finews", "-a", "recheck=all", *switches]
    environment = {
        "http_proxy": proxy, "no_proxy": "",
        "NEWSARCHIVE_OUTPUT": str(folder / media), "NEWSARCHIVE_PROFILES": str(profiles),
    }  # fmt: skip
    return measure(command, environment)


def asked(log: Path, start: int) -> Counter[str]:
    """Requests and bytes that a run asked for, of pictures and of all else."""
    counts = Counter[str]()
    for line in log.read_text(encoding="ascii").splitlines()[start:]:
        _, url, _, length = line.split(" ")
        of = "picture" if url.split("/")[2] in Pictures.hosts and "/robots.txt" not in url else "page"
        counts[f"{of} requests"] += 1
        counts[f"{of} bytes"] += int(length)
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, log = Path(name), Path(name) / "log"
        with running_demo_site(options.articles, bad_records=False, log=log) as proxy:
            for media in ("link", "keep"):
                for run in ("first", "second"):
                    start = len(log.read_text(encoding="ascii").splitlines())
                    spent = archive(folder, proxy, media)
                    counts = asked(log, start)
                    site = folder / media / "finews"
                    posts = len(list((site / "_posts").iterdir()))
                    files = [path for path in (site / "media").rglob("*") if path.is_file()]
                    size = sum(path.stat().st_size for path in files)
                    print(
                        f"{media}, {run} run: {posts} posts, {len(files)} pictures of {size:,} bytes;"
                        f" {counts['page requests']} requests for pages ({counts['page bytes']:,} bytes),"
                        f" {counts['picture requests']} for pictures ({counts['picture bytes']:,} bytes);"
                        f" {spent.cpu:.1f} CPU s",
                        flush=True,
                    )


if __name__ == "__main__":
    os.environ.pop("NEWSARCHIVE_CONTACT", None)
    main()
