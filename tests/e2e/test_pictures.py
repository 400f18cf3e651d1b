"""Pictures of the demo site, which leaves its own with hosts that no profile names."""

import re
from collections import Counter
from pathlib import Path

from newsarchive.demo.pictures import Pictures
from newsarchive.demo.running import running_demo_site
from tests.e2e.crawling import ROOT, Crawl, scrapy

LINE = re.compile(r"GET https?://([^/ ]+)\S* (\d+) (\d+)")


def test_a_second_run_asks_for_no_picture(tmp_path: Path) -> None:
    profiles, log = tmp_path / "profiles", tmp_path / "log"
    profiles.mkdir()
    bundled = (ROOT / "spiders/profiles/finews.yml").read_text(encoding="utf-8")
    keeping = re.sub(r"^media:.*", "media: keep", bundled, flags=re.MULTILINE)
    (profiles / "finews.yml").write_text(keeping, encoding="utf-8")

    def run() -> tuple[Crawl, Counter[int]]:
        log.write_text("")
        more = {"NEWSARCHIVE_PROFILES": str(profiles)}
        done = scrapy("archive", "finews", proxy=proxy, output=tmp_path / "output", more=more)
        asked = LINE.findall(log.read_text())
        assert {host for host, _, _ in asked} & {"finews.zning.xyz", "finews.withounder.com"}
        return done, Counter(int(status) for host, status, _ in asked if host in Pictures.hosts)

    with running_demo_site(articles=60, log=log) as proxy:
        (first, asked), (second, asked_again) = run(), run()
    archive = tmp_path / "output" / "finews"
    kept = {path.relative_to(archive).as_posix() for path in (archive / "media").rglob("*.*")}
    shown = {path for post in (archive / "_posts").iterdir() for path in media_in(post)}
    robots = len(Pictures.hosts)
    assert kept == shown
    assert 20 < len(kept) <= asked[200]
    assert asked[404] == robots
    assert asked_again == {}
    assert re.search(rf"pictures: {asked[200]} kept \([\d.,]+ [kM]B\)", first.out)
    assert "pictures:" not in second.out


def media_in(post: Path) -> list[str]:
    return re.findall(r'src="/(media/[^"]+)"', post.read_text(encoding="utf-8"))
