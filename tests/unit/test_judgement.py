import pytest

from newsarchive.judgement import shrunken, soft_404


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1000, 499, True),
        (1000, 500, False),
        (1000, 0, True),
        (1000, 2000, False),
        (39, 0, False),
        (40, 19, True),
    ],
)
def test_a_body_that_lost_half_is_shrunken(before: int, after: int, expected: bool) -> None:
    assert shrunken(before, after, keep=0.5) is expected


@pytest.mark.parametrize(
    "body",
    [
        "您访问的页面不存在或已被删除", "<p>抱歉，您访问的页面不存在</p>", "<div>页面不存在</div>",
        "文章已删除",
        "该内容已下线", "<h1>404</h1>", "404 Not Found", "Page not found", "<p>对不起，该文章已被删除！</p>",
        "This article is no longer available.", "Sorry, the page you requested was not found.",
        "Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Страница не найдена",
        "ページが見つかりません", "<p>很抱歉，您要访问的页面不存在，请返回首页</p>", "error 404",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_gone(body: str) -> None:
    assert soft_404(body)


@pytest.mark.parametrize(
    "body",
    [
        "", "<p>上饶市举办春季招聘会。</p>",
        "<p>某公司官网今日上午出现大面积访问异常，不少用户反映打开首页提示页面不存在，客服称正在抢修。</p>",
        "<p>" + "网站显示页面不存在。" * 30 + "</p>",
        "<p>国务院办公厅：404个县纳入试点，首批名单今日公布，财政补助将于月底前下达。</p>",
        "<p>The minister said the file was not found among the papers handed over on Friday.</p>",
        "<p>公安部：删除违法信息12万条，文章作者已被依法处理，相关平台被约谈并责令整改到位。</p>",
    ],
)  # fmt: skip
def test_a_report_is_none(body: str) -> None:
    assert soft_404(body) is None
