"""A changed profile is held against twenty originals before the daemon goes by it."""

import json
import re
import signal
from pathlib import Path

import pytest

from tests.e2e.crawling import scrapy
from tests.e2e.many_sites import ManySites, many_sites
from tests.e2e.test_daemon import Running, daemon

ARTICLES = 24
RULES = "article: {{address: /news/, title: h1, date: 'meta[property]::attr(content)', body: {}}}\n"
MENDED, BROKEN, TOO_LITTLE = map(RULES.format, ["article", "h1", "'p:nth-of-type(2)'"])
FAST = ("-s", "CLOCK=tests.e2e.hour_a_second.now")
REFUSED = "canal: the profile has changed, and 20 of 20 articles would be lost by it"


def changed(profile: Path, whole: str, rules: str, running: Running) -> int:
    """Change the profile and say so; how many runs there were before."""
    seen = len(running.runs["canal"])
    profile.write_text(whole + rules)
    running.process.send_signal(signal.SIGHUP)
    return seen


def stored(runs: dict[str, list[tuple[str, str]]]) -> int:
    """How many runs stored one article."""
    return sum("1 stored" in account.split(", ") for _, account in runs["canal"])


def open_kinds(output: Path) -> list[str]:
    done = scrapy("status", "canal", "--json", proxy=None, output=output)
    return [one["kind"] for one in json.loads(done.out)["health"]["notices"]]


def bodies(output: Path) -> list[str]:
    return [path.read_text() for path in (output / "canal" / "_posts").iterdir()]


@pytest.mark.parametrize("rules", [BROKEN, TOO_LITTLE])
def test_a_profile_that_loses_most_is_not_gone_by_until_it_is_mended(rules: str, tmp_path: Path) -> None:
    with many_sites({"canal": ARTICLES}) as sites:
        sites.make_known(tmp_path)
        profile = tmp_path / "canal" / "_archive" / "site.yml"
        whole = profile.read_text()
        with daemon(sites, tmp_path, *FAST) as running:
            running.until(lambda runs: len(runs["canal"]) >= 1)
            assert running.runs["canal"][0] == ("complete", f"{ARTICLES} stored"), running.said
            seen = changed(profile, whole, rules, running)
            running.until(lambda runs: len(runs["canal"]) >= seen + 2)
            assert REFUSED in "".join(running.said)
            sites.articles["canal"] += 1
            running.until(lambda runs: stored(runs) == 1)
            assert open_kinds(tmp_path) == ["profile-refused"]
            changed(profile, whole, MENDED, running)
            sites.articles["canal"] += 1
            # Which may have been stored by a run that went by the former profile still.
            running.until(lambda runs: stored(runs) == 2 and open_kinds(tmp_path) == [])
            assert running.end() in {0, 2}
    assert "".join(running.said).count(REFUSED) == 1
    assert open_kinds(tmp_path) == []
    posts = bodies(tmp_path)
    assert len(posts) == ARTICLES + 2
    assert [post for post in posts if post.count("was opened to the public") != 3] == []


def test_after_a_start_what_is_stored_is_what_a_profile_is_held_against(tmp_path: Path) -> None:
    with many_sites({"canal": ARTICLES}) as sites:
        sites.make_known(tmp_path)
        profile = tmp_path / "canal" / "_archive" / "site.yml"
        whole = profile.read_text()
        once(sites, tmp_path)
        profile.write_text(whole + BROKEN)
        told = once(sites, tmp_path)
        assert re.search(r"canal: profile or code have changed, and 20 of 20 .* is not known", told), told
        assert open_kinds(tmp_path) == ["profile-refused"]
        profile.write_text(whole + MENDED)
        assert "would be lost" not in once(sites, tmp_path)
        assert open_kinds(tmp_path) == []


def once(sites: ManySites, output: Path) -> str:
    """What a daemon said that made two runs."""
    with daemon(sites, output, *FAST) as running:
        running.until(lambda runs: len(runs["canal"]) >= 2)
        running.end()
    return "".join(running.said)
