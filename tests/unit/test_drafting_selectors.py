from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newsarchive.drafting.body_rules import find_body_rules
from newsarchive.drafting.field_rules import Sample, find_rules
from newsarchive.drafting.selectors import is_stable
from newsarchive.pages.tree import Page

PROSE = (
    "今天上午，记者在现场看到，江面上薄雾还没有散去，渡船已经靠了岸，工人们正在忙着卸货，一派繁忙景象。",
    "据当地主管部门统计，今年前五个月，全县累计完成投资三十二亿元，同比增长百分之八，高于去年同期水平。",
    "有业内人士认为，下一步应当完善配套措施，让更多居民受益，同时加强监管，确保各项工作落到实处。",
)
TITLES = ("东江大桥今天正式通车", "春耕备耕正当时", "校园足球联赛在省城开幕")
PAPERS = ("江左日报", "北岭商报", "长汀科技报")
NAMES = ("张三", "李四", "王五")


def page(
    number: int, *, head: str, body: str = '<div class="text">{prose}{extra}</div>', extra: str = ""
) -> Sample:
    title, paper, name = TITLES[number], PAPERS[number], NAMES[number]
    prose = "".join(f"<p>{text}第{number}次。</p>" for text in PROSE)
    shown = head.format(title=title, paper=paper, name=name, day=number + 1)
    html = (
        f"<html lang=zh-CN><head><title>{title}_某网</title>"
        f"<meta property='og:title' content='{title}'></head>"
        f"<body><div class=nav><a href=/a/>国内</a><a href=/b/>国际</a></div>{shown}"
        f"{body.format(prose=prose, extra=extra)}<div class=footer>版权所有 某网</div></body></html>"
    )
    made = Page(html, f"https://news.example.cn/a/{number}.html", zone="Asia/Shanghai")
    return Sample(made, datetime(2026, 1, 1, tzinfo=UTC))


HEAD = (
    '<h1 class="bt">{title}</h1><div class="info"><span class="time">2024-03-0{day} 08:30</span>'
    '<span class="ly">来源：{paper}</span></div>'
)


@pytest.fixture
def samples() -> Callable[..., list[Sample]]:
    return lambda **different: [page(n, **{"head": HEAD, **different}) for n in range(3)]


def test_elements_of_a_class_become_rules(samples: Callable[..., list[Sample]]) -> None:
    made = samples()
    found = {name: find_rules(name, made) for name in ("title", "date", "source")}
    assert [rule.css for rule in found["title"].rules] == [".bt"]
    assert [rule.css for rule in found["date"].rules] == [".time"]
    (source,) = found["source"].rules
    assert source.css == ".ly"
    assert source.pattern
    assert all(one.everywhere for one in found.values())


def test_a_date_among_other_words_is_taken_out_of_them(samples: Callable[..., list[Sample]]) -> None:
    head = '<h1 class="bt">{title}</h1><div id="info">2024-03-0{day} 08:30　来源：{paper}　点击：1024次</div>'
    (rule,) = find_rules("date", samples(head=head)).rules
    assert rule.css == "#info"


def test_what_no_element_has_a_name_for_is_left_to_the_reader(samples: Callable[..., list[Sample]]) -> None:
    head = "<h2><font size=5>{title}</font></h2><p align=center>2024-03-0{day} 08:30 来源：{paper}</p>"
    made = samples(head=head)
    assert find_rules("date", made).rules == ()
    assert find_rules("source", made).rules == ()


def test_a_selector_that_is_wrong_on_one_page_is_none(samples: Callable[..., list[Sample]]) -> None:
    other = page(
        2,
        head='<div class="bt">新闻频道</div><h1 id="title">{title}</h1><p class="time">2024-03-03 08:30</p>',
    )
    made = [*samples()[:2], other]
    assert ".bt" not in [rule.css for rule in find_rules("title", made).rules]


def test_two_designs_need_two_rules() -> None:
    other = '<div id="headline">{title}</div><p class="date">2024-03-0{day} 08:30</p>'
    made = [page(n, head=head) for head in (HEAD, other) for n in range(3)]
    found = find_rules("date", made)
    assert [rule.css for rule in found.rules] == [".time", ".date"]
    assert found.everywhere


def test_a_menus_entry_is_no_section() -> None:
    head = '<div class="crumb"><a href="/">首页</a> &gt; <a href="/a/">国内</a> &gt; 正文</div>' + HEAD
    assert find_rules("section", [page(n, head=head) for n in range(3)]).rules == ()


def test_the_element_with_the_text_and_nothing_else_is_the_body(samples: Callable[..., list[Sample]]) -> None:
    body = find_body_rules(samples())
    assert [rule.css for rule in body.found.rules] == [".text"]
    assert body.found.everywhere
    assert body.drop == ()


def test_what_is_not_the_articles_is_dropped(samples: Callable[..., list[Sample]]) -> None:
    links = "".join(f"<li><a href=/a/9{n}.html>相关的另外一条新闻标题{n}</a></li>" for n in range(4))
    extra = f'<div class="related-news"><h3>相关阅读</h3><ul>{links}</ul></div>'
    body = find_body_rules(samples(extra=extra))
    assert [rule.css for rule in body.found.rules] == [".text"]
    assert ".related-news" in body.drop


def test_no_rule_holds_more_than_the_text(samples: Callable[..., list[Sample]]) -> None:
    links = "".join(f"<li><a href=/a/9{n}.html>相关的另外一条新闻标题{n}</a></li>" for n in range(9))
    made = samples(body="<div class=left>{prose}{extra}</div>", extra=f"<ul>{links}</ul>")
    assert find_body_rules(made).found.rules == ()


def test_a_box_without_a_name_on_one_page_hides_no_rule() -> None:
    links = ("相关的另外一条新闻标题", "又一条相关的新闻标题在这里")
    box = f"<ul>{''.join(f'<li><a href=/a/9.html>{text}</a></li>' for text in links)}</ul>"
    made = [page(n, head=HEAD, extra=box if n == 1 else "") for n in range(3)]
    body = find_body_rules(made)
    assert [rule.css for rule in body.found.rules] == [".text"]
    assert body.found.everywhere
    assert find_body_rules([page(n, head=HEAD, extra=box) for n in range(3)]).found.rules == ()


@pytest.mark.parametrize("name", ["article-content", "TRS_Editor", "bt", "text2", "ArticleBody"])
def test_names_that_people_give(name: str) -> None:
    assert is_stable(name)


@pytest.mark.parametrize(
    "name", ["css-1a2b3c", "post-123456", "sc-bdVaJa", "a:b", "x" * 60, "", "3col", "Title__aBcDe"]
)
def test_names_that_programs_give(name: str) -> None:
    assert not is_stable(name)
