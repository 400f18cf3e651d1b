"""Seconds that building a published site takes: Jekyll with our layouts and with bare ones, and each Hugo.

python benchmarks/site_builds.py [ARTICLES [ROUNDS [jekyll|hugo]]]

A bare layout holds the content alone, of articles that are posts to Jekyll, as is usual. Both of
Jekyll are built in turn, so that they meet the same machine.
"""

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.publishing import fill, published  # noqa: E402
from newsarchive.profiles import load_profile  # noqa: E402
from newsarchive.store.archive import Archive  # noqa: E402
from spiders.finews import FinewsSpider  # noqa: E402
from tests.publishing.builders import BUILDERS  # noqa: E402


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    profile = load_profile(FinewsSpider.profile_path)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fill(Archive(root / profile.name, profile), range(articles), random.Random(13))
        commands = dict(sources(root, sys.argv[3:]))
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                taken[name].append(seconds(command))
        for name, all_of_it in taken.items():
            real, used = (median(one[n] for one in all_of_it) for n in (0, 1))
            print(f"{articles:,} articles, {name}: {real:.1f} s, {used:.1f} CPU s")
        if "Jekyll, bare" in taken:
            ratios = [
                ours[1] / bare[1] for ours, bare in zip(taken["Jekyll"], taken["Jekyll, bare"], strict=True)
            ]
            print(f"Jekyll: {median(ratios):.2f} times a bare layout, in CPU s")


def sources(root: Path, chosen: list[str]) -> list[tuple[str, list[str]]]:
    """What is built, by name.

    :param chosen: with which generators; with all of them if it is empty
    """
    jekyll, *hugos = BUILDERS
    found = []
    if jekyll.program and (not chosen or "jekyll" in chosen):
        published(str(root), "--jekyll", root / "jekyll")
        shutil.copytree(root / "jekyll", root / "bare")
        for layout in (root / "bare" / "_layouts").iterdir():
            layout.write_text("{{ content }}")
        (root / "bare" / "articles").rename(root / "bare" / "_posts")
        for name, source in (("Jekyll, bare", "bare"), ("Jekyll", "jekyll")):
            build = [
                "build",
                "-q",
                "--disable-disk-cache",
                "-s",
                root / source,
                "-d",
                root / f"{source}-built",
            ]
            found.append((name, [jekyll.program, *map(str, build)]))
    hugos = [one for one in hugos if one.program and (not chosen or "hugo" in chosen)]
    if hugos:
        published(str(root), "--hugo", root / "hugo")
    for hugo in hugos:
        build = ["-s", root / "hugo", "-d", root / f"{hugo.name}-built"]
        found.append((hugo.name, [str(hugo.program), *map(str, build)]))
    return found


def seconds(command: list[str]) -> tuple[float, float]:
    """How long a command takes, and how much of the processors."""
    shutil.rmtree(command[-1], ignore_errors=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used


if __name__ == "__main__":
    main()
