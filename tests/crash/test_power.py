"""Power cuts: a file system that loses what was not synced, and posts that were acknowledged."""

import fcntl
import os
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.pictures import check_pictures, ended, store

CUTS = int(os.environ.get("CRASH_CUTS", "200"))
# _IOR('X', 125, __u32) and EXT4_GOING_FLAGS_NOLOGFLUSH of Linux's fs/ext4: what is not on disk is lost.
SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[None]:
    mount = ["mount", "-o", "loop", str(image), str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine forbids loop mounts")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def cut_the_power(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(handle, SHUTDOWN, NO_LOG_FLUSH.to_bytes(4, "little"))
    except OSError as error:
        pytest.skip(f"this machine forbids the shutdown ioctl: {error}")
    finally:
        os.close(handle)


def cut_again_and_again(tmp_path: Path, cuts: int) -> set[str]:
    """The posts that were acknowledged, all of which outlived the cuts after them."""
    dice = random.Random(3)
    image, folder = tmp_path / "image", tmp_path / "disk"
    folder.mkdir()
    image.write_bytes(b"")
    os.truncate(image, 400 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    acknowledged: set[str] = set()
    for cut in range(cuts):
        with mounted(image, folder), ended(store(folder, first=cut * 10_000)) as process:
            assert process.stdout
            assert process.stdin
            assert process.stdout.readline() == "open\n"  # the start has mended what the last cut left
            posts = {path.name: path for path in (folder / "finews" / "_posts").iterdir()}
            pictures = check_pictures(folder / "finews")
            for name in acknowledged:
                assert posts[name].read_bytes().endswith(b"(//finews.withounder.com/)"), name
            process.stdin.write("\n")
            process.stdin.flush()
            # A slow machine acknowledges nothing at all before the first cut.
            first = process.stdout.readline() if cut == 0 else ""
            time.sleep(dice.uniform(0.02, 1.5))
            cut_the_power(folder)
            process.kill()
            said = first + process.stdout.read()
            acknowledged |= {line for line in said.split("\n")[:-1] if line.endswith(".md")}
    print(f"\n{cuts} power cuts, {len(acknowledged)} posts, {pictures} pictures: 0 lost, 0 torn, 0 orphaned")
    return acknowledged


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")
def test_two_power_cuts(tmp_path: Path) -> None:
    assert cut_again_and_again(tmp_path, 2)


@pytest.mark.crash
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to mount a file system")
def test_two_hundred_power_cuts(tmp_path: Path) -> None:
    assert cut_again_and_again(tmp_path, CUTS)
