"""Bodies that are refused because they would hold up the crawl, and long ones that would not."""

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.safe_html import safe_body

COSTLY = {
    "characters": "<p>" + "x" * 2_000_000,
    "tags": "<p>" * 200_001,
    "tags to be repaired": "<p>" * 40_001,
    "lines to be repaired": "<pre>" + "\n" * 200_001 + "</pre>",
    "references to be repaired": "<p>" + "&" * 100_001,
    "signs of a template": "<p>" + "{" * 100_002,
    "tags of a template": "<p>" + "{% x %}" * 100_001,
}


@pytest.mark.parametrize("body", COSTLY.values(), ids=COSTLY)
def test_a_body_that_would_hold_up_the_crawl_is_refused(body):
    with pytest.raises(ExtractionError) as refused:
        safe_body(body)
    assert refused.value.reason == "unsafe-body"


@pytest.mark.parametrize(
    "body", ["<p>x</p>\n" * 50_000, "<p>" + "&" * 200_000 + "</p>", "<p>x\n</p>\n" * 99_000]
)
def test_a_long_body_with_nothing_to_repair_keeps_its_bytes(body):
    assert safe_body(body) == body
