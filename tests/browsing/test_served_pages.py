"""Pages as they are served."""

import pytest

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
