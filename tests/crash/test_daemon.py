"""The daemon killed, or its power cut, amid its runs: nothing is lost, and every site goes on by itself."""

import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.test_power import cut_the_power, mounted
from tests.e2e.many_sites import ManySites, many_sites

KILLS = int(os.environ.get("DAEMON_KILLS", "30"))
CUTS = int(os.environ.get("DAEMON_CUTS", "20"))
NAMES = ("harbour", "canal", "bridge", "market")
# Half an hour is half a second, so that sites are at work at any moment.
SWITCHES = ("-s", "DAEMON_SPEED=3600")


def kill(daemon: subprocess.Popen[str]) -> None:
    os.killpg(daemon.pid, signal.SIGKILL)
    daemon.communicate()


def end_again_and_again(
    output: Path, *, times: int, seed: int, end: Callable[[subprocess.Popen[str]], None] = kill
) -> int:
    """Sites that publish all the time, and a daemon that lives a random while each time.

    :param end: ends it without a word
    :return: how many posts there are in the end, all of them as an undisturbed run writes them
    """
    dice = random.Random(seed)
    seen: dict[str, dict[str, bytes]] = {name: {} for name in NAMES}
    with many_sites(dict.fromkeys(NAMES, 8)) as sites:
        sites.make_known(output)
        os.sync()  # the profiles are the user's, and were there before
        for _ in range(times):
            daemon = sites.start(output, "daemon", *SWITCHES)
            before = sites.asked.total()
            _until(lambda before=before: sites.asked.total() > before, daemon)
            time.sleep(dice.uniform(0, 1.5))
            end(daemon)
            for name in NAMES:
                for post, content in _posts(output, name).items():
                    assert seen[name].setdefault(post, content) == content, f"{name}: {post} was torn"
                sites.articles[name] += dice.randrange(6)
        _finish(sites, output)
        undisturbed = output / "undisturbed"
        sites.make_known(undisturbed)
        sites.start(undisturbed, "archive", *NAMES).communicate(timeout=300)
        for name in NAMES:
            posts = _posts(undisturbed, name)
            assert len(posts) == sites.articles[name]
            assert _posts(output, name) == posts
            assert seen[name].items() <= posts.items()
            _check(output / name, sites.articles[name])
        verified = sites.start(output, "verify", *NAMES)
        told, _ = verified.communicate(timeout=120)
        assert verified.returncode == 0, told
        return sum(sites.articles.values())


def _finish(sites: ManySites, output: Path) -> None:
    """Start it once more, and wait until no site has anything new."""
    daemon = sites.start(output, "daemon", *SWITCHES)
    _until(lambda: all(len(_posts(output, name)) == sites.articles[name] for name in NAMES), daemon)
    daemon.send_signal(signal.SIGTERM)
    told, _ = daemon.communicate(timeout=30)
    assert "Traceback" not in told, told


def _until(is_so: Callable[[], bool], daemon: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert daemon.poll() is None
        assert time.monotonic() < end
        time.sleep(0.02)


def _posts(output: Path, name: str) -> dict[str, bytes]:
    folder = output / name / "_posts"
    return {path.name: path.read_bytes() for path in folder.glob("*.md")} if folder.exists() else {}


def _check(archive: Path, articles: int) -> None:
    """Each article once in the catalog, published."""
    with closing(sqlite3.connect(archive / "_archive" / "catalog.sqlite")) as catalog:
        states = catalog.execute("SELECT state, count(*), count(DISTINCT source_id) FROM article GROUP BY 1")
        assert states.fetchall() == [("published", articles, articles)]
        assert catalog.execute("SELECT count(*) FROM revision").fetchone() == (articles,)
        assert catalog.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_killed_three_times(tmp_path: Path) -> None:
    assert end_again_and_again(tmp_path, times=3, seed=1) > 8 * len(NAMES)


@pytest.mark.crash
def test_killed_thirty_times(tmp_path: Path) -> None:
    assert end_again_and_again(tmp_path, times=KILLS, seed=2) > 8 * len(NAMES)
    print(f"\n{KILLS} kills of a daemon over {len(NAMES)} sites: 0 lost, 0 torn, 0 doubled")


def cut_again_and_again(tmp_path: Path, cuts: int) -> int:
    image, disk = tmp_path / "image", tmp_path / "disk"
    disk.mkdir()
    image.write_bytes(b"")
    os.truncate(image, 400 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)

    def cut(daemon: subprocess.Popen[str]) -> None:
        cut_the_power(disk)
        kill(daemon)
        subprocess.run(["umount", str(disk)], check=True)
        subprocess.run(["mount", "-o", "loop", str(image), str(disk)], check=True)

    with mounted(image, disk):
        return end_again_and_again(disk / "output", times=cuts, seed=4, end=cut)


@pytest.mark.soak
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")
def test_its_power_cut_twice(tmp_path: Path) -> None:
    assert cut_again_and_again(tmp_path, 2) > 8 * len(NAMES)


@pytest.mark.crash
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")
def test_its_power_cut_twenty_times(tmp_path: Path) -> None:
    assert cut_again_and_again(tmp_path, CUTS) > 8 * len(NAMES)
    print(f"\n{CUTS} power cuts of a daemon over {len(NAMES)} sites: 0 lost, 0 torn, 0 doubled")
