"""``python -m tests.newsite``: serve the site until killed, having printed its address."""

import argparse
from contextlib import suppress
from pathlib import Path
from threading import Event

from tests.newsite.site import running_site
from tests.newsite.truth import write_truth


def main() -> None:
    """Parse the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsite", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="how many (default 2000)")
    parser.add_argument("--seed", type=int, default=20240630, help="the same gives the same site")
    parser.add_argument("--port", type=int, default=0, help="0 for any free port")
    parser.add_argument("--truth", type=Path, help="write the truth there, as JSON, before serving")
    options = parser.parse_args()
    with suppress(KeyboardInterrupt), running_site(options.articles, options.seed, options.port) as site:
        if options.truth:
            write_truth(site.truths(), options.truth)
        print(site.shelf.base, flush=True)  # noqa: T201  whoever started it reads the address
        Event().wait()


if __name__ == "__main__":
    main()
