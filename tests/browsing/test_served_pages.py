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
