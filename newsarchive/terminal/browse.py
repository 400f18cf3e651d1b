"""What ``browse`` does: serve pages of archives, and show them in a browser."""

import argparse
import asyncio
import re
import socket
import webbrowser
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from rich.console import Console
from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError, Exit, extra_wanted
from newsarchive.sites import existing_sites, without_profile
from newsarchive.terminal.command import ArchiveCommand
from newsarchive.terminal.targets import outside_archives
from newsarchive.text import escaped, many, printable

if TYPE_CHECKING:
    from newsarchive.browsing.held import Shelf

_NAMED = 20  # pages that could not be made
MANY = 1_000  # articles, whose pages take longer than anybody likes to wait for without a word
_FILES = 14  # an article: its own, its revisions', its citations, and those of the day that it is of
_USUAL = 8765
_LAST = 65_534  # of the ports that have a next one
_NAME = re.compile(r"(https?://)?[a-z0-9.-]{1,253}(:[0-9]{1,5})?", re.IGNORECASE)
_ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?", re.IGNORECASE)
_ROOT = re.compile(r"(/[A-Za-z0-9._~-]{1,100}){0,8}")


def run(command: ArchiveCommand, args: list[str], opts: argparse.Namespace) -> Exit:
    """Serve until Ctrl-C, or write files."""
    _check(opts)
    if opts.static is not None:
        return _write(command.settings, args, opts.static)
    with extra_wanted("browse", "browse", "h11", "jinja2", "markupsafe", "starlette", "uvicorn"):
        from newsarchive.browsing.safety import Origins  # noqa: PLC0415  needs the extra
        from newsarchive.browsing.serving import serve_until_told  # noqa: PLC0415
    shelf = _shelf(command.settings, args)
    sockets = _sockets(opts.port)
    ports = [one.getsockname()[1] for one in sockets]
    origins = Origins(
        port=ports[0], originals_port=ports[1], names=tuple(opts.host),
        originals_at=opts.originals_at.lower(), root=opts.root_path,
    )  # fmt: skip
    address = f"http://127.0.0.1:{origins.port}{origins.root}/"
    Console(soft_wrap=True, highlight=False).print(f"{address} shows the archives; Ctrl-C ends it.")
    if not opts.no_browser:
        Thread(target=_open, args=(address,), daemon=True).start()
    asyncio.run(serve_until_told(shelf, origins, sockets))
    return Exit.COMPLETE


def _write(settings: BaseSettings, names: Sequence[str], given: str) -> Exit:
    """Write the pages as files; a page that says what is wrong with an archive is told of here, too."""
    if not given.strip():
        raise ArgumentError("--static names no folder")
    if Path(given).exists() and not Path(given).is_dir():
        raise ArgumentError(f"--static {given}: it is a file; name a folder")
    target = outside_archives("--static", given, settings)
    with extra_wanted("browse", "browse", "jinja2", "markupsafe"):
        from newsarchive.browsing.files import articles_in, write_pages  # noqa: PLC0415  needs the extra
    shelf, console = _shelf(settings, names), Console(soft_wrap=True, highlight=False)
    if (articles := articles_in(shelf)) >= MANY:
        console.print(f"{many(articles, 'article')}, of each about {_FILES} files; this takes its time.")
    done = write_pages(shelf, target, now=int(datetime.now(UTC).timestamp()))
    told = f"{given}: {many(done.pages, 'file')}, {done.new:,} written, {done.removed:,} removed"
    console.print(f"{told}; {given.rstrip('/')}/index.html is the first page", markup=False)
    for address, words in list(done.wrong.items())[:_NAMED]:
        console.print(escaped(f"  {address}: {words}"), markup=False)
    return Exit.IO if done.wrong else Exit.COMPLETE


def _check(opts: argparse.Namespace) -> None:
    """Raise ArgumentError for an option that says nothing that can be."""
    served = {"--port": opts.port, "--host": opts.host, "--originals-at": opts.originals_at}
    served |= {"--root-path": opts.root_path, "--no-browser": opts.no_browser}
    if opts.static is not None and (given := [name for name, value in served.items() if value]):
        raise ArgumentError(f"{given[0]}: nothing is served with --static; leave one of them out")
    if opts.port is not None and not (opts.port.isdecimal() and 0 < int(opts.port) <= _LAST):
        raise ArgumentError(f"--port {printable(opts.port)}: is no port; give a number from 1 to {_LAST}")
    for name in opts.host:
        if not _NAME.fullmatch(name):
            raise ArgumentError(
                f"--host {printable(name)}: is no name of a host; such as archive.example.org, or"
                " https://archive.example.org:8443, without a path"
            )
    if opts.originals_at and not _ORIGIN.fullmatch(opts.originals_at):
        raise ArgumentError(
            f"--originals-at {printable(opts.originals_at)}: is no origin; such as"
            " https://originals.example.org, without a path"
        )
    hosts = {name.lower().rpartition("://")[2] for name in opts.host}
    if opts.originals_at.lower().rpartition("://")[2] in hosts:
        raise ArgumentError(
            f"--originals-at {opts.originals_at}: is where the pages are, too; originals need an origin of"
            " their own, so that what they hold has no hold on the pages"
        )
    if not _ROOT.fullmatch(opts.root_path):
        raise ArgumentError(
            f"--root-path {printable(opts.root_path)}: is no path; such as /archive, without a"
            " slash at its end"
        )


def _shelf(settings: BaseSettings, names: Sequence[str]) -> "Shelf":
    """The archives that are meant.

    :raises ArgumentError: there is none
    """
    from newsarchive.browsing.held import Held  # noqa: PLC0415  needs the extra

    strangers = [] if names else without_profile(settings)
    held = [Held(one.name, one.folder, one) for one in existing_sites(settings, names, others=len(strangers))]
    held += [Held(folder.name, folder) for folder in strangers]
    return {one.name: one for one in sorted(held, key=lambda one: one.name)}


def _sockets(port: str | None) -> tuple[socket.socket, socket.socket]:
    """Two sockets on this machine: at a port and the next one, or wherever there is room.

    :raises ArgumentError: somebody else has one of the ports that were named
    """
    from newsarchive.browsing.serving import bound  # noqa: PLC0415  needs the extra

    if port is not None:
        return bound(int(port)), bound(int(port) + 1)
    try:
        return bound(_USUAL), bound(_USUAL + 1)
    except ArgumentError:
        return bound(0), bound(0)


def _open(address: str) -> None:
    """Open a browser that has a window, if there is one; the address is printed for all others."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:  # which takes the terminal for itself
        browser.open(address)
