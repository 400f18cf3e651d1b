"""``python -m newsarchive.demo``: serve the demo site on loopback."""

import argparse

from newsarchive.demo.server import serve
from newsarchive.demo.site import DemoSite


def main() -> None:
    """Read the command line and serve until a signal ends it."""
    parser = argparse.ArgumentParser(prog="python -m newsarchive.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free port")
    parser.add_argument("--articles", type=int, default=130, help="ordinary articles (130)")
    parser.add_argument("--no-bad-records", action="store_true", help="good articles alone")
    options = parser.parse_args()
    serve(DemoSite.build(options.articles, bad_records=not options.no_bad_records), options.port)


if __name__ == "__main__":
    main()
