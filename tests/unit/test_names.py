import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.posts.file_names import POST_NAME, post_name, post_stem

DATE = datetime(2022, 3, 7, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
ALLOWED = re.compile(r"\d{4}-\d\d-\d\d-[A-Za-z0-9_-]{1,100}\.md", re.ASCII)


@pytest.mark.parametrize("source_id", ["NW202203072298194131", "202205262391921712", "a", "a_b-c", "x" * 80])
def test_a_plain_id_is_the_name(source_id: str) -> None:
    assert post_name(DATE, post_stem(source_id)) == f"2022-03-07-{source_id}.md"


@pytest.mark.parametrize(
    "source_id",
    ["", ".", "..", "../../etc/passwd", "a/b", "a\\b", "a\x00b", "-x", "_x", "x" * 81, "x" * 3000, "上饶",
     "a b", "a.md", "\ud800", "ＮＷ１", "a\n", "con:", "😀"],
)  # fmt: skip
def test_any_other_becomes_a_slug_and_a_hash(source_id: str) -> None:
    name = post_name(DATE, post_stem(source_id))
    assert ALLOWED.fullmatch(name)
    assert re.search(r"[0-9a-f]{16}\.md$", name)
    assert post_stem(source_id) == post_stem(source_id)


@given(st.text(st.characters()), st.text(st.characters()))
def test_names_are_safe_and_tell_ids_apart(one: str, other: str) -> None:
    assert ALLOWED.fullmatch(post_name(DATE, post_stem(one)))
    if one != other:
        assert post_stem(one) != post_stem(other)


def test_the_date_is_the_local_one() -> None:
    assert post_name(DATE.astimezone(ZoneInfo("UTC")), "a") == "2022-03-06-a.md"
    assert POST_NAME.fullmatch("2022-03-07-a.md")
    assert not POST_NAME.fullmatch("2022-03-07-a.md\n")
    assert not POST_NAME.fullmatch("２０２２-03-07-a.md")
