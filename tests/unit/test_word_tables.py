"""Tables of words match as their alternatives would, in whatever order and brackets they are written."""

import re

import pytest

from newsarchive.pages.words import any_of, in_names

TABLES = (
    ("share sharing social", ("share", "SHARING is", "so", "unsocial")),
    ("(?:post entry story)[-_]?(?:body text) article", ("storybody", "entry-text", "post", "an Article")),
    (r"ads?(?![a-z]) a b|c bc", ("ads", "adsx", "bc", "c")),
    (r"e-?mail \d{4} [(|]x eman", ("E-Mail", "in 2024", "(x", "|x", "email")),
    ("评论 评 更多(?:新闻 消息) News", ("评", "更多消息", "news", "更多")),
    ("x?y xz", ("y", "xy", "XZ", "x")),
)


@pytest.mark.parametrize(("listed", "texts"), TABLES)
def test_what_is_found_is_what_the_plain_alternatives_find(listed: str, texts: tuple[str, ...]) -> None:
    plain = re.compile("(?:" + "|".join(listed.split()) + ")", re.IGNORECASE)
    for text in texts:
        found, wanted = any_of(listed).search(text), plain.search(text)
        assert (found and found.span()) == (wanted and wanted.span())
        small = text.lower()
        assert bool(in_names(listed).search(small)) == bool(plain.search(small))


def test_what_stands_around_a_word_counts() -> None:
    pattern = any_of("top back(?:ward word)", before="^", after="$")
    assert [bool(pattern.search(text)) for text in ("Top", "backword", "on top", "back")] == [
        True, True, False, False,
    ]  # fmt: skip
