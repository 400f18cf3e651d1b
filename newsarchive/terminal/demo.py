"""What ``demo`` does: the main job, for real, against the demo site."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

import newsarchive
from newsarchive.demo.running import running_demo_site
from newsarchive.exceptions import Exit
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.text import many, program

_SEED_POST = "2022-03-07-NW202203072298194131.md"
_NO_DELAYS = (
    "DOWNLOAD_DELAY=0", "RETRY_BACKOFF=0", "CONCURRENT_REQUESTS=16",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16", "ONWARD=0",
)  # fmt: skip


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> int:
    """Start the site, run ``scrapy archive finews`` through it, show the result."""
    del args, opts
    console = Console(highlight=False, soft_wrap=True)
    output = Path(command.settings["OUTPUT_DIR"]) / "demo"  # out of the way of every real archive
    posts = output / "finews" / "_posts"
    before = _names(posts)
    with running_demo_site() as proxy:
        console.print(f"The demo site answers at {proxy} for the real URLs.")
        code = _archive(proxy, output)
    if code not in {Exit.COMPLETE, Exit.PARTIAL, Exit.QUARANTINED}:
        return code
    new = _names(posts) - before
    if new:
        _show_head(console, posts / (_SEED_POST if _SEED_POST in new else min(new)))
        console.print("The quarantined and failed records are the demo's bad ones, on purpose;")
        line = f"NEWSARCHIVE_OUTPUT={_shown(output)} {program()} status finews --quarantined"
        console.print(f"`{line}` says why.")
    else:
        console.print("Nothing is new: every good article was archived already.")
    console.print(f"{many(len(_names(posts)), 'post')} ({len(new)} new) are in [bold]{_shown(posts)}[/]")
    by_hand = f"NEWSARCHIVE_OUTPUT={_shown(output)} {program()} browse"
    console.print(f"`{'make browse' if program() == 'scrapy' else by_hand}` shows them in a browser.")
    return Exit.COMPLETE


def _archive(proxy: str, output: Path) -> int:
    switches = [part for setting in _NO_DELAYS for part in ("-s", setting)]
    command = [sys.executable, "-m", "newsarchive", "archive", "finews", *switches, "-L", "ERROR"]
    environment = os.environ | {
        "http_proxy": proxy,
        "no_proxy": "",
        "NEWSARCHIVE_OUTPUT": str(output.absolute()),
        "NEWSARCHIVE_DATABASE": "",  # it is an archive in a folder, whatever else is archived here
        "NEWSARCHIVE_DATABASE_FILE": "",
    }
    root = Path(newsarchive.__file__).parents[1]  # where python -m finds this very package
    return subprocess.run(command, env=environment, cwd=root, check=False).returncode


def _names(posts: Path) -> set[str]:
    return {path.name for path in posts.glob("*.md")}


def _show_head(console: Console, post: Path) -> None:
    console.print(f"\n[bold]{post.name}[/]")
    for line in post.read_text(encoding="utf-8").splitlines()[:8]:
        console.print(Text(line), soft_wrap=False, no_wrap=True, overflow="ellipsis")
    console.print()


def _shown(path: Path) -> str:
    """The path as it is typed here; the whole one where that is shorter."""
    return min(os.path.relpath(path), str(path.absolute()), key=len)
