"""The demo site, served for as long as a ``with`` block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from newsarchive.demo.server import serving
from newsarchive.demo.site import DemoSite


@contextmanager
def running_demo_site(
    articles: int = 130, *, port: int = 0, log: Path | None = None, **described: Any
) -> Iterator[str]:
    """Serve a :class:`DemoSite`, otherwise as ``described``; yields its base URL, the proxy's as well.

    :param port: and ``log`` are those of :func:`serving`, which with :class:`DemoSite` says what is raised
    """
    with serving(DemoSite(articles, **described).answer, port=port, log=log) as address:
        yield address
