"""Two archives to look at, a server on a free port, and what asks it."""

from collections.abc import Iterator

import pytest

from newsarchive.browsing.held import Held, Shelf
from newsarchive.profiles import SiteProfile
from newsarchive.sites import Site
from spiders.finews import FinewsSpider
from tests.browsing.served import Served, serving_pages
from tests.browsing.shelves import gazette_archive
from tests.unit.remembering import remembering


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Shelf:
    """Of finews, in Chinese and with edits; and of a site that nobody wrote a profile for, in English."""
    root = tmp_path_factory.mktemp("looked-at")
    remembering(root / "finews", profile)
    gazette = gazette_archive(root)
    held = (
        Held("finews", root / "finews", Site("finews", root / "finews", FinewsSpider.profile_path)),
        Held(gazette.name, gazette, Site(gazette.name, gazette, gazette / "_archive" / "site.yml")),
    )
    return {one.name: one for one in held}


@pytest.fixture(scope="session")
def served(shelf: Shelf) -> Iterator[Served]:
    """Both, served; only looked at."""
    with serving_pages(shelf) as found:
        yield found
