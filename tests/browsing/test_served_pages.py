"""Pages as they are served."""

import re
from itertools import product

import pytest

from newsarchive.browsing.routes import ORIGINALS, PAGES, Route
from tests.browsing.served import Served


def test_the_overview_has_all_archives(served: Served) -> None:
    told = served.get("/")
    assert told.status == 200
    assert 'href="/finews/"' in told.text
    assert 'href="/brindle-gazette.example/"' in told.text


@pytest.mark.parametrize("originals", [False, True])
def test_what_is_not_there_says_what_to_do(served: Served, *, originals: bool) -> None:
    told = served.get("/nothing/of/the/kind/", originals=originals)
    assert told.status == 404
    assert "the overview leads to all" in told.text
    assert told.headers["content-type"].startswith("text/plain" if originals else "text/html")


FARTHEST = {
    "site": ["finews"], "number": ["999999999999999999"], "page": ["2", "999999", "9999999", "9" * 18],
    "year": ["0000", "9999"], "day": ["0000-00-00", "0001-01-01", "9999-12-31", "2022-02-30"],
    "moment": ["00000000000000", "99999999999999", "20220230000000"], "key": ["f" * 16],
    "kind": ["outlet"], "befell": ["published"], "state": ["edited"], "form": ["bib"], "prefix": ["ff"],
    "picture": [f"{'f' * 64}.jpg"], "asset": ["none.css"], "name": ["%00", "9" * 900], "url": ["%00", "http://["],
}  # fmt: skip
"""The first and the last of what each part of an address may be."""


@pytest.mark.parametrize("table", [PAGES, ORIGINALS], ids=["pages", "originals"])
def test_the_farthest_addresses_are_answered(served: Served, table: tuple[Route, ...]) -> None:
    for route in table:
        names = re.findall(r"{(\w+)}", route.pattern)
        for values in product(*(FARTHEST[name] for name in names)):
            address = route.pattern
            for name, value in zip(names, values, strict=True):
                address = address.replace(f"{{{name}}}", value, 1)
            status = served.get(address, originals=table is ORIGINALS).status
            assert status in {200, 302, 404} or address.startswith("/search."), address


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/finews/article/99999/", True), ("/finews/day/2022-02-30/", True), ("/finews/no/such/page/", True),
        ("/%66inews/article/99999/", True), ("/other/article/1/", False), ("/", False), ("/search/x", False),
    ],
)  # fmt: skip
def test_what_an_archive_lacks_leads_back_to_the_archive(served: Served, path: str, *, leads: bool) -> None:
    trail = '<nav class="trail"'
    assert (trail in served.get(path).text) == leads


def test_what_went_wrong_is_told_in_whole_sentences(served: Served) -> None:
    assert "it may have been taken down.</p>" in served.get("/finews/article/99999/").text
