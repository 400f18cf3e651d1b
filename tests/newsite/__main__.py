"""``python -m tests.newsite``: serve the site until killed, having printed its address."""

import argparse
import asyncio
from contextlib import suppress
from pathlib import Path

from tests.newsite.server import listen
from tests.newsite.truth import write_truth


async def serve(options: argparse.Namespace) -> None:
    """Serve."""
    server, site = await listen(options.articles, options.seed, options.port)
    if options.truth:
        write_truth(site.truths(), options.truth)
    print(site.shelf.base, flush=True)  # noqa: T201  whoever started it reads the address
    await server.serve_forever()


def main() -> None:
    """Parse the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsite", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="how many (default 2000)")
    parser.add_argument("--seed", type=int, default=20240630, help="the same gives the same site")
    parser.add_argument("--port", type=int, default=0, help="0 for any free port")
    parser.add_argument("--truth", type=Path, help="write the truth there, as JSON, before serving")
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(options))


if __name__ == "__main__":
    main()
