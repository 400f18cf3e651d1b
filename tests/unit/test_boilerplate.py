import pytest

from newsarchive.extraction.metadata.words import NAME_OF_A_LIST
from spiders.finews.main_run import is_prompt


@pytest.mark.parametrize(
    "heading",
    ["相关阅读", "相关新闻：", "24小时热门", "热门文章", "猜你喜欢", "大家都在看", "推荐阅读", "最新快讯",
     "更多>>", "评论", "编辑推荐", "排行榜", "相关的新闻"],
)  # fmt: skip
def test_a_heading_of_a_list(heading: str) -> None:
    assert NAME_OF_A_LIST.match(heading)


@pytest.mark.parametrize(
    "heading", ["", "相关部门回应", "最新数据出炉", "热门景区限流", "更多企业复工", "排行" * 20 + "x"]
)
def test_a_title_is_no_heading_of_a_list(heading: str) -> None:
    assert not NAME_OF_A_LIST.match(heading)


def test_a_prompt() -> None:
    assert is_prompt("下载东方财富APP")
    assert is_prompt("打开客户端，随时随地看行情")
    assert is_prompt("下载东方财富APP", heading=True)
    assert not is_prompt("下载东方财富APP，随时随地看行情，尽在掌握", heading=True)
    assert not is_prompt("农民下田")
    assert not is_prompt("某公司说，用户可以下载其APP。" + "它还说了别的。" * 9)
