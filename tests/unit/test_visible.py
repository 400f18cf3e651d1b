from datetime import UTC, datetime

import pytest

from newsarchive.items import Lead
from newsarchive.profiles import SiteProfile
from newsarchive.text import decoded_line
from spiders.finews.reader import FinewsReader
from spiders.finews.share_page import is_vouched_for, read_visible

BODY = (
    "<p>　　第一段正文，说的是春耕。</p>\r\n"
    " <p class='x'>　　第二段&nbsp;正文，<b>说的是</b>收成。<br/>2019-09-09 起</p>"
)
TITLE = "田里一派忙碌"
TIME = "2022-03-07 08:23:06"
HEAD = f"<h1>{TITLE}</h1>"
SIDEBAR = (
    '<div class="side"><h3>相关阅读</h3><ul><li>2021-01-01 08:00:00 <a href="#">旧闻</a></li>'
    "<li>2021-02-02 来源：旁栏日报</li></ul></div>"
)
LAYOUTS = {
    "one line": f"{HEAD}<div>{TIME} 上饶日报</div>",
    "one line, outlet first": f"{HEAD}<div>上饶日报 {TIME}</div>",
    "one line over several": f"{HEAD}<div>\n  {TIME}\n  上饶日报\n</div>",
    "no-break spaces": f"{HEAD}<div>{TIME}&nbsp;&nbsp;上饶日报</div>",
    "labelled": f"{HEAD}<div>来源：上饶日报 {TIME}</div>",
    "labelled, time first": f"{HEAD}<div>{TIME}　来源：上饶日报</div>",
    "labelled, ASCII colon": f"{HEAD}<div>{TIME} 来源: 上饶日报</div>",
    "both labelled": f"{HEAD}<div>时间：{TIME}　来源：上饶日报</div>",
    "媒体": f"{HEAD}<div>发布时间：{TIME} 媒体：上饶日报</div>",
    "bar": f"{HEAD}<div>上饶日报 | {TIME}</div>",
    "full-width bar": f"{HEAD}<div>{TIME}｜上饶日报</div>",
    "middle dot": f"{HEAD}<div>{TIME} · 上饶日报</div>",
    "parentheses": f"{HEAD}<div>（{TIME} 上饶日报）</div>",
    "spans": f"{HEAD}<p class=info><span>{TIME}</span><span>上饶日报</span></p>",
    "spans, outlet first": f"{HEAD}<div><span>上饶日报</span> <span>{TIME}</span></div>",
    "label span": f"{HEAD}<div><span>来源：</span><span>上饶日报</span><span>{TIME}</span></div>",
    "linked outlet": f'{HEAD}<div><span>来源：<a href="#">上饶日报</a></span><span>{TIME}</span></div>',
    "labelled spans": f"{HEAD}<div><span>发布时间：{TIME}</span><span>来源：上饶日报</span></div>",
    "more spans": f"{HEAD}<div><span>{TIME}</span><span>来源：上饶日报</span><span>作者：张三</span></div>",
    "time element": f"{HEAD}<time datetime={TIME[:10]}>{TIME}</time><em>上饶日报</em>",
    "line break": f"{HEAD}{TIME}<br>上饶日报",
    "paragraph": f"{HEAD}<p>{TIME} 来源：上饶日报</p>",
    "table": f"{HEAD}<table><tr><td>{TIME}</td><td>上饶日报</td></tr></table>",
    "table, labelled": f"{HEAD}<table><tr><td>时间：{TIME}</td></tr><tr><td>来源：上饶日报</td></tr></table>",
    "table, labels in cells": (
        f"{HEAD}<table><tr><td>时间</td><td>{TIME}</td></tr><tr><td>来源</td><td>上饶日报</td></tr></table>"
    ),
    "definition list": f"{HEAD}<dl><dt>来源：</dt><dd>上饶日报</dd><dt>时间：</dt><dd>{TIME}</dd></dl>",
    "before the heading": f"<div>{TIME} 上饶日报</div>{HEAD}",
    "labelled, before": f"<div><span>来源：上饶日报</span><span>{TIME}</span></div>{HEAD}",
    "second-level heading": f"<h2>{TITLE}</h2><div>{TIME} 来源：上饶日报</div>",
    "under the site's header": (
        f"<header><h1><a href=/>金融消息</a></h1></header>{HEAD}<div>{TIME} 上饶日报</div>"
    ),
    "in the article's header": f"<article><header>{HEAD}<div>{TIME} 上饶日报</div></header>",
    "today's date above": f"<div>今天是2022年3月9日</div>{HEAD}<div>{TIME} 上饶日报</div>",
    # what stands beside the outlet is not its name
    "author on the line": f"{HEAD}<div>{TIME} 来源：上饶日报 作者：张三</div>",
    "editor on the line": f"{HEAD}<div>来源：上饶日报　责任编辑：李四　{TIME}</div>",
    "comments on the line": f"{HEAD}<div>{TIME} 来源：上饶日报 评论(3)</div>",
    "readers below": f"{HEAD}<div>上饶日报</div><div>{TIME}</div><div>阅读 1234</div>",
}


def page(head: str, *, body: str = BODY, aside: str = "") -> str:
    return (
        "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>页</title>"
        "<script>var loaded = '2020-01-01 00:00:00';</script></head>\n"
        f"<body><div class=wrapper>{head}<div class=txt>{body}</div>{aside}</div>"
        "<footer>版权所有 2010-01-01</footer></body></html>"
    )


@pytest.mark.parametrize("aside", ["", SIDEBAR], ids=["alone", "beside a list of others"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout(layout: str, aside: str) -> None:
    shown = read_visible(page(LAYOUTS[layout], aside=aside))
    assert shown["title"] == [TITLE]
    assert [date.strip() for date in shown["date"][:1]] == [TIME]
    assert shown["outlet"][:1] == ["上饶日报"]
    assert shown["body"] == [BODY]


@pytest.mark.parametrize(
    "stated",
    ["2022-03-07", "2022-03-07 08:23", "2022/3/7 8:23", "2022.03.07 08:23:06", "2022年3月7日 8:23",
     "2022年03月07日", "2022年03月07日 08时23分06秒", "2022年3月7日8时23分", "2022-03-07T08:23:06",
     "3小时前", "5分钟前", "2天前", "刚刚", "昨天 08:23", "前天 8:23", "昨天", "前天"],
)  # fmt: skip
def test_a_form_of_date(stated: str) -> None:
    shown = read_visible(page(f"{HEAD}<div>{stated} 来源：上饶日报</div>"))
    assert [date.strip() for date in shown["date"]] == [stated]
    assert shown["outlet"][0] == "上饶日报"


@pytest.mark.parametrize("stated", ["03-07 08:23", "3月7日 08:23", "今天 08:23"])
def test_a_form_of_date_that_the_dates_module_reads_is_seen(stated: str) -> None:
    shown = read_visible(page(f"{HEAD}<div>{stated} 来源：上饶日报</div>"))
    assert [date.strip() for date in shown["date"]] == [stated]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("", {}),
        ("<p>一</p><p>二</p>", {}),
        (page("<h1></h1>", body=""), {}),
        (page(HEAD, body=""), {"title": [TITLE], "date": [], "body": []}),
        (page(HEAD), {"title": [TITLE], "date": [], "body": [BODY]}),
    ],
)
def test_what_is_not_shown_is_not_stated(source: str, shown: dict[str, list[str]]) -> None:
    read = read_visible(source.replace("2010-01-01", ""))
    assert {name: said for name, said in read.items() if name != "outlet"} == shown


@pytest.mark.parametrize(
    "source",
    [
        page(HEAD, body="", aside=SIDEBAR),
        page(HEAD, body="", aside="<h2>相关</h2><p>2021-01-01 旧闻</p>"),
        page(f"<div>今天是2022年3月9日 星期三</div>{HEAD}"),
        page(HEAD, body=""),
    ],
    ids=["sidebar", "other headings", "today's date", "footer"],
)
def test_a_date_that_is_not_the_articles_is_not_stated(source: str) -> None:
    assert read_visible(source)["date"] == []


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<h2>打开东方财富</h2><div>随时随地</div><h2>{TITLE}</h2><div>{TIME}</div>", TITLE),
        (f"<h3>下载</h3>{HEAD}<div>{TIME}</div>", TITLE),
        ("<h1 id=title></h1><h2>打开东方财富</h2>", None),
        (f"<h1 id=title></h1><h2>行情</h2><div>{TIME} 别家日报</div>", None),
        (f"<h1>下载东方财富APP</h1><h2>{TITLE}</h2><div>{TIME}</div>", TITLE),
        (f"<h2>相关新闻</h2><div>{TIME} 别家日报</div>", None),
        (f"<h2>24小时热门</h2><div>{TIME} 别家日报</div>", None),
    ],
)
def test_the_title_is_a_heading_with_a_time_by_it(head: str, title: str | None) -> None:
    shown = read_visible(page(head, body=""))
    assert (shown["title"] if is_vouched_for(shown) else []) == ([title] if title else [])


@pytest.mark.parametrize(
    "beside", ["", "<div>随时随地看行情</div>", "<div>截至2022年3月9日，下载过亿！</div>"]
)
def test_a_heading_without_time_and_outlet_is_not_vouched_for(beside: str) -> None:
    assert not is_vouched_for(read_visible(page(f"<h2>看行情</h2>{beside}").replace("2010-01-01", "")))


def test_a_list_of_links_states_no_date() -> None:
    others = f'<ul><li><a href="/x">旧闻</a> {TIME}</li></ul>'
    assert read_visible(page(HEAD, body="", aside=others))["date"] == []


def test_what_stands_above_an_earlier_heading_is_not_near() -> None:
    shown = read_visible(page(f"<div>{TIME} 别家日报</div><h2>行情</h2><h2>{TITLE}</h2>", body=""))
    assert shown["title"] == ["行情"]


@pytest.mark.parametrize(
    "beside", ["<p>{}</p>", "<p class=x><span>{}</span></p>", "<P ID=t>{} 来源：上饶日报</P>"]
)
@pytest.mark.parametrize("box", ["", "</div><div class=txt>"], ids=["in the body's element", "beside it"])
def test_a_time_in_a_paragraph_is_none_of_the_body(beside: str, box: str) -> None:
    body = f"{beside.format(TIME)}{box}{BODY}"
    shown = read_visible(page(HEAD, body=body))
    assert [date.strip() for date in shown["date"]] == [TIME]
    assert shown["body"] == [BODY]


def test_the_largest_run_of_paragraphs_is_the_body() -> None:
    teaser = "<div><p>短</p><p>短</p></div>"
    shown = read_visible(page(f"{HEAD}<div>{TIME} 上饶日报</div>{teaser}", aside=teaser))
    assert shown["body"] == [BODY]


def test_a_title_is_decoded_once(profile: SiteProfile) -> None:
    """The page shows ``用 &lt;br&gt; 换行``: that, and no tag, is the title."""
    reader = FinewsReader(Lead("http://a.example/1", source_id="NW202203072298194131"), profile)
    shown = read_visible(page(f"<h1>用 &amp;lt;br&amp;gt; 换行</h1><div>{TIME}</div>"))
    reader.add_shown(shown, datetime(2022, 3, 7, tzinfo=UTC))
    assert decoded_line(reader.reading.value("title") or "") == "用 &lt;br&gt; 换行"


@pytest.mark.parametrize(
    "beside",
    [
        "更新于 {}",
        "编辑：王五 {}",
        "{} 阅读1234",
        "{}</div><div>打印 收藏",
        "原标题：春耕</div><div>{}",
        "{} 星期一",
    ],
)
def test_what_merely_stands_beside_the_time_is_no_outlet(beside: str) -> None:
    assert read_visible(page(f"{HEAD}<div>{beside.format(TIME)}</div>"))["outlet"] == []


@pytest.mark.parametrize(
    "line",
    [
        f"{TIME} 星期一 上饶日报",
        f"来源：<b>上饶</b>日报</div><div>{TIME}",
        f"{TIME} 来源：上饶日报（记者 张三）",
    ],
)
def test_the_outlets_name_is_whole_and_alone(line: str) -> None:
    assert read_visible(page(f"{HEAD}<div>{line}</div>"))["outlet"][:1] == ["上饶日报"]
