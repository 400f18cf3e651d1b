import pytest

from spiders.finews.share_page import same_title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("田里一派忙碌", "田里一派忙碌", True),
        ("“春耕”：田里", " 「春耕」: 田里 ", True),
        ("ＡBC", "abc", True),
        ("春耕时节田里一派忙碌", "春耕时节田里一派忙碌_东方财富网", True),
        ("春耕时节田里一派忙碌", "春耕时节田里一派…", True),
        ("春耕", "春耕时节田里一派忙碌", False),
        ("下载APP", "田里一派忙碌", False),
        ("", "", False),
        ("", "田里一派忙碌", False),
        ("——", "……", False),
    ],
)
def test_titles_that_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same
    assert same_title(other, one) is same
