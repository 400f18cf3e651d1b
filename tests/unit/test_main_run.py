"""Which paragraphs are the article's."""

import pytest

from spiders.finews.main_run import main_run
from spiders.finews.outline import Outline

TEXT = "<p>第一段正文，说的是春耕。</p>\n<p>第二段。</p>"
LONG = "<p>" + "旧闻，说的是别的。" * 50 + "</p>"
TIME = "<div>2022-03-07 08:23:06 上饶日报</div>"
HEAD = f"<h1>田里一派忙碌</h1>{TIME}"
IMAGE = "<center><img src=x.jpg width=580></center>"


def body_of(source: str) -> str | None:
    outline = Outline(f"<body>{source}</body>")
    found = main_run(outline, outline.headings[0])
    return outline.source[found[0] : found[1]] if found else None


@pytest.mark.parametrize(
    "others",
    [
        f"<div class=side><h3>相关新闻</h3>{LONG}</div>",
        f"<div class=side><h2>别的</h2><div>{LONG}</div></div>",
        f"<div class=side><h1>别的</h1>{LONG}</div>",
        f"<h4>别的</h4><div>{LONG}</div>",
        f"<aside>{LONG}</aside>",
    ],
)
@pytest.mark.parametrize("own", [f"<div>{TEXT}</div>", TEXT], ids=["of its own", "beside the heading"])
def test_a_longer_run_under_another_heading_is_not_the_articles(own: str, others: str) -> None:
    assert body_of(f"{HEAD}{own}{others}") == TEXT


@pytest.mark.parametrize("own", ["", "<div id=text></div>"])
@pytest.mark.parametrize(
    "others",
    [
        f"<div><h3>别的</h3>{LONG}</div>",
        f"<h3>别的</h3>{LONG}",
        "<div><p>打开东方财富APP，查看更多</p></div>",
        "<div><p>版权所有 某某公司</p></div>",
    ],
)
def test_without_a_text_there_is_no_body(own: str, others: str) -> None:
    assert body_of(f"{HEAD}{own}{others}") is None


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (f"{HEAD}<div>{TEXT}<h3>小标题</h3>{TEXT}</div>", f"{TEXT}<h3>小标题</h3>{TEXT}"),
        (f"<h2>题</h2>{TIME}<div>{TEXT}<h2>小标题</h2>{TEXT}</div>", f"{TEXT}<h2>小标题</h2>{TEXT}"),
        (f"{HEAD}<div>{TEXT}<div><h4>卡片</h4></div>{TEXT}</div>", f"{TEXT}<div><h4>卡片</h4></div>{TEXT}"),
        (f"{HEAD}{TEXT}<h2>小标题</h2>{TEXT}", f"{TEXT}<h2>小标题</h2>{TEXT}"),
        (f"<h2>题</h2>{TIME}{TEXT}<h2>别的</h2>{LONG}", TEXT),
        (f"{HEAD}<div>{TEXT}<h3>相关阅读：</h3>{LONG}</div>", TEXT),
    ],
)
def test_a_sub_heading_is_part_of_the_body(source: str, body: str) -> None:
    assert body_of(source) == body


@pytest.mark.parametrize("box", ["<div>{}</div>", "{}"], ids=["of its own", "beside the heading"])
@pytest.mark.parametrize(
    "body",
    [
        f"{IMAGE}{TEXT}",
        f"{TEXT}\n {IMAGE}",
        f"{IMAGE}\n{IMAGE}{TEXT}{IMAGE}",
        f"<CENTER><IMG SRC=x></CENTER>{TEXT}<figure><img src=x><figcaption>图</figcaption></figure>",
        f"{TEXT}<table><tr><td>一</td></tr></table>",
        f"{TEXT}<!-- EM_StockImg_End -->",
    ],
)
def test_pictures_and_tables_at_its_ends_are_part_of_the_body(box: str, body: str) -> None:
    assert body_of(HEAD + box.format(body)) == body


def test_a_picture_beyond_other_text_is_not() -> None:
    assert body_of(f"{HEAD}{IMAGE}<div>分享</div>{TEXT}<div>扫一扫</div>{IMAGE}") == TEXT


def test_a_body_may_be_a_picture_alone() -> None:
    source = "<h1>题</h1><div><p>2022-03-07 08:23 上饶日报</p></div><div><p><img src=x></p></div>"
    assert body_of(source) == "<p><img src=x></p>"


def test_a_text_without_paragraphs_is_not_replaced_by_what_follows() -> None:
    assert (
        body_of(f"{HEAD}<div>正文不分段，<br>只是换行，还有很长很长。</div><div><p>责任编辑</p></div>")
        is None
    )


@pytest.mark.parametrize(
    ("first", "stays"),
    [
        ("<p>2022年3月6日，农民下田。</p>", True),
        ("<p>2022年3月6日 田里 张三摄</p>", True),
        ("<p>2022-03-08 09:00</p>", True),  # a time is stated already
        ("<p>来源：上饶日报</p>", True),
        ("<p>2022-03-06</p>", False),
        ("<p>3小时前 上饶日报</p>", False),
    ],
)
def test_a_first_paragraph_goes_only_if_it_states_what_nothing_else_does(first: str, stays: bool) -> None:
    head = HEAD if stays else "<h1>题</h1>"
    assert body_of(f"{head}<div>{first}{TEXT}</div>") == (f"{first}{TEXT}" if stays else TEXT)
