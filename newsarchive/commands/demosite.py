"""``scrapy demosite``: the demo site alone, for a browser or as an HTTP proxy for a crawl."""

import argparse
import errno
import signal
from pathlib import Path

from scrapy.exceptions import UsageError

from newsarchive.terminal.command import ArchiveCommand

_ENDS = {signal.SIGINT, signal.SIGTERM}


class Command(ArchiveCommand):
    """Serve the demo site until interrupted."""

    summary = "Serve the demo news site on loopback, also as a proxy"
    on_fleet = "apart"
    most = 0

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """What the site is to be, and what has changed since its first day."""
        from newsarchive.demo.later_day import COUNTS, PICTURE_COUNTS

        super().add_options(parser)
        parser.add_argument("--port", type=_port, default=0, help="0, the default, takes a free port")
        parser.add_argument("--articles", type=_count, default=130, help="ordinary articles on day one (130)")
        parser.add_argument("--no-bad-records", action="store_true", help="good articles alone")
        parser.add_argument("--no-validators", action="store_true", help="no ETag, no Last-Modified, no 304")
        parser.add_argument(
            "--log", type=Path, metavar="FILE", help="append METHOD URL STATUS BYTES a request"
        )
        later = parser.add_argument_group("a later day", "what became of the ordinary articles of day one")
        for name, befell in (COUNTS | PICTURE_COUNTS).items():
            option = f"--{name.replace('_', '-')}"
            later.add_argument(option, type=_count, default=0, metavar="N", help=f"N articles {befell}")
        later.add_argument("--counters", action="store_true", help="other read counters and picture nonces")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Serve; the address is the first line printed."""
        from newsarchive.demo.later_day import COUNTS, PICTURE_COUNTS, Changes
        from newsarchive.demo.running import running_demo_site

        del args
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)  # for the server's thread as for this one
        try:
            with running_demo_site(
                opts.articles,
                bad_records=not opts.no_bad_records,
                changes=Changes(
                    **{name: getattr(opts, name) for name in (*COUNTS, *PICTURE_COUNTS)},
                    counters=opts.counters,
                ),
                validators=not opts.no_validators,
                port=opts.port,
                log=opts.log,
            ) as address:
                print(f"demo site at {address}", flush=True)
                signal.sigwait(_ENDS)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise UsageError(str(error), print_help=False) from error
            taken = (
                f"port {opts.port} is taken by another program; give another --port, or none for a free one"
            )
            raise UsageError(taken, print_help=False) from error
        except ValueError as error:
            raise UsageError(str(error), print_help=False) from error


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number up to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of articles")
    return int(text)
