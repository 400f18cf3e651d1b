"""``python -m newsarchive.demo``: serve the demo site on loopback."""

import argparse

from newsarchive.demo.options import add_options, serve_with


def main() -> None:
    """Read the command line and serve until a signal ends it."""
    parser = argparse.ArgumentParser(prog="python -m newsarchive.demo", description=__doc__)
    add_options(parser)
    options = parser.parse_args()
    try:
        serve_with(options)
    except (ValueError, OSError) as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
