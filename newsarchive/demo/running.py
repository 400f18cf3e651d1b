"""The demo site, served for as long as a ``with`` block lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.demo.changes import NO_CHANGES, Changes
from newsarchive.demo.server import serving
from newsarchive.demo.site import DemoSite


@contextmanager
def running_demo_site(
    articles: int = 130,
    *,
    bad_records: bool = True,
    changes: Changes = NO_CHANGES,
    validators: bool = True,
    port: int = 0,
    log: Path | None = None,
) -> Iterator[str]:
    """Serve :meth:`DemoSite.build`'s site; yields its base URL, which is the proxy's, too.

    :param port: 0 for any free one; a later day may be served where the first was
    :param log: gains a line ``METHOD URL STATUS BYTES`` a request
    :raises ValueError: there are fewer articles than changes
    :raises OSError: the port is taken, or the log cannot be opened
    """
    site = DemoSite.build(articles, bad_records=bad_records, changes=changes, validators=validators)
    with serving(site.answer, port=port, log=log) as address:
        yield address
