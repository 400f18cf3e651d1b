"""The demo site's options on the command line."""

import argparse
from pathlib import Path

from newsarchive.demo.changes import COUNTS, Changes
from newsarchive.demo.request_log import RequestLog
from newsarchive.demo.server import serve
from newsarchive.demo.site import DemoSite

_BEFALLS = {
    "added": "have been published",
    "edited": "have one more sentence",
    "removed": "have been withdrawn (404; every second 410)",
    "moved": "are dated a day earlier or later",
    "shrunken": "show but their first 20 characters",
    "emptied": "have no text any more",
    "soft_404": "answer 200 and say that there is no such page",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add every option of the demo site to a parser."""
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free port")
    parser.add_argument("--articles", type=_count, default=130, help="ordinary articles on day one (130)")
    parser.add_argument("--no-bad-records", action="store_true", help="good articles alone")
    parser.add_argument("--no-validators", action="store_true", help="no ETag, no Last-Modified, no 304")
    parser.add_argument("--log", type=Path, metavar="FILE", help="append METHOD URL STATUS BYTES a request")
    later = parser.add_argument_group("a later day", "what has changed since day one, in ordinary articles")
    for name in COUNTS:
        option = f"--{name.replace('_', '-')}"
        later.add_argument(option, type=_count, default=0, metavar="N", help=f"N articles {_BEFALLS[name]}")
    later.add_argument("--counters", action="store_true", help="other read counters and picture nonces")


def serve_with(options: argparse.Namespace) -> None:
    """Serve the site that the options describe, until a signal ends it.

    :raises ValueError: fewer articles than changes
    :raises OSError: the log cannot be opened
    """
    changes = Changes(**{name: getattr(options, name) for name in COUNTS}, counters=options.counters)
    site = DemoSite.build(
        options.articles,
        bad_records=not options.no_bad_records,
        changes=changes,
        validators=not options.no_validators,
    )
    serve(site, options.port, RequestLog(options.log) if options.log else None)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of articles")
    return int(text)
