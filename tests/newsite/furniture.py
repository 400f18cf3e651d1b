"""What surrounds an article: dates that are not its own, lists of others, footers; and notes of all that."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape
from random import Random
from typing import TYPE_CHECKING

from tests.newsite import words
from tests.newsite.article import TODAY, Article
from tests.newsite.channels import CHANNELS
from tests.newsite.prose import person, sentence

if TYPE_CHECKING:
    from tests.newsite.shelf import Shelf


class Page:
    """One page in the making.

    :ivar boilerplate: strings it shows that belong to no article's body
    :param look: seed of everything that varies around the article
    """

    def __init__(self, shelf: "Shelf", look: int) -> None:
        self.shelf = shelf
        self.dice = Random(look)
        self.boilerplate: list[str] = []

    def note(self, *texts: str) -> str:
        """Remember that none of ``texts`` belongs to a body; give them back joined and escaped."""
        self.boilerplate += texts
        return escape("".join(texts), quote=False)

    def link(self, article: Article, *, tracked: str = "", absolute: bool = False, shown: str = "") -> str:
        """A link to an article, its headline noted.

        :param tracked: appended as ``from=…``, as sidebars do
        :param shown: instead of the headline
        """
        path = article.path()
        if tracked:
            path += ("&" if "?" in path else "?") + f"from={tracked}"
        href = escape((self.shelf.base if absolute else "") + path)
        return f'<a href="{href}" target="_blank">{self.note(shown or article.title)}</a>'

    def some(self, count: int) -> list[Article]:
        """Articles of any channel."""
        articles = self.shelf.articles
        return self.dice.sample(articles, min(count, len(articles)))


def navigation(page: Page) -> str:
    """The channels, and the pages for readers."""
    links = "".join(f'<a href="{channel.path}">{channel.name}</a> ' for channel in CHANNELS)
    more = '<a href="/topics/">专题</a> <a href="/search?q=">搜索</a> <a href="/login">登录</a> <a href="/map.html">网站地图</a>'
    return f'<a href="/">{page.note(words.SITE_LONG + "首页")}</a> {links}{more}'


def today(page: Page) -> str:
    """Today's date, the weather and the exchange's clock, as headers have them."""
    weather = f"云川市 多云 {page.dice.randint(18, 24)}~{page.dice.randint(25, 34)}℃"
    index = f"沪指 {page.dice.randint(2800, 3300)}.{page.dice.randint(10, 99)} 15:00:03"
    return page.note(f"今天是{TODAY:%Y年%m月%d日} 星期日", f" {weather} ", index)


def footer(page: Page) -> str:
    """About us, licences, copyright."""
    about = '<a href="/about/">关于我们</a> | <a href="/about/contact.html">联系我们</a> | <a href="/about/copyright.html">版权声明</a> | <a href="/about/ads.html">广告服务</a>'
    lines = [
        f"Copyright © 2003-{TODAY.year} {words.SITE_LONG} 版权所有 未经书面授权禁止转载",
        "互联网新闻信息服务许可证：00120240099　违法和不良信息举报电话：0999-8888 0000",
        f"星ICP备05000999号-1　最后更新：{TODAY:%Y-%m-%d %H:%M:%S}",
    ]
    shown = "<br>".join(page.note(line) for line in lines)
    return f'{about}<br>{shown}<br><a href="https://licences.example/05000999" rel="nofollow">{page.note("星公网安备 99010502000999号")}</a>'


def hot(page: Page, count: int = 10, *, tracked: str = "") -> str:
    """List items of a ranking, each with month, day and time."""
    rows = []
    for rank, article in enumerate(page.some(count), 1):
        stamp = page.note(f"{article.published:%m-%d %H:%M}")
        rows.append(
            f'<li><em>{rank}</em>{page.link(article, tracked=tracked)}<span class="time">{stamp}</span></li>'
        )
    return "\n".join(rows)


def related(page: Page, count: int = 5) -> str:
    """List items of related articles, with dates."""
    return "\n".join(
        f"<li>{page.link(article, absolute=True)} <span>{page.note(f'{article.published:%Y-%m-%d}')}</span></li>"
        for article in page.some(count)
    )


def neighbours(page: Page, article: Article) -> tuple[str, str]:
    """上一篇 and 下一篇."""
    before, after = page.shelf.neighbours(article)
    words_before = page.note("上一篇：") + (page.link(before) if before else "没有了")
    return words_before, page.note("下一篇：") + (page.link(after) if after else "没有了")


def comments(page: Page, article: Article) -> str:
    """Readers' comments, with times later than the article's."""
    rows = []
    for floor in range(1, page.dice.randint(2, 5)):
        user = page.note(f"网友_{page.dice.randint(1000, 9999)}（{page.dice.choice(words.PLACES)}）")
        stamp = page.note(
            f"{article.published.year}-{page.dice.randint(1, 12):02}-28 {page.dice.randint(10, 23)}:41:0{floor}"
        )
        said = page.note(
            f"{page.dice.choice(['顶！', '沙发', '不敢苟同。', '楼上说得对，'])}{sentence(page.dice, article.channel.key)}"
        )
        rows.append(
            f'<div class="comment-item"><b>{user}</b><span>{stamp}</span><p>{said}</p><a href="#">顶</a> <a href="#">回复</a></div>'
        )
    return "\n".join(rows)


def page_bar(article: Article, current: int) -> str:
    """``1 2 下一页 尾页`` of an article over several pages, empty for others."""
    count = len(article.pages)
    if count == 1:
        return ""
    parts = [f'<a href="{escape(article.path(current - 1))}">上一页</a>'] if current > 1 else []
    parts += [
        f'<span class="on">{n}</span>' if n == current else f'<a href="{escape(article.path(n))}">{n}</a>'
        for n in range(1, count + 1)
    ]
    if current < count:
        parts += [
            f'<a href="{escape(article.path(current + 1))}">下一页</a>',
            f'<a href="{escape(article.path(count))}">尾页</a>',
        ]
    return " ".join(parts)


def editors_line(page: Page, article: Article) -> str:
    """责任编辑, as a line of its own."""
    return page.note(
        page.dice.choice(["（责任编辑：{}）", "责任编辑：{}", "[责任编辑: {}]", "编辑：{}"]).format(
            article.editor
        )
    )


def disclaimer(page: Page) -> str:
    """One of the sentences by which sites excuse themselves."""
    return page.note(page.dice.choice([
        f"声明：本文仅代表作者个人观点，与{words.SITE}无关，请读者仅作参考，并请自行核实相关内容。",
        f"特别声明：以上内容由用户上传并发布，{words.SITE}仅提供信息存储服务。",
        f"凡本网注明“来源：{words.SITE}”的所有作品，未经授权不得转载、摘编或利用其它方式使用。",
        f"免责声明：本文不构成投资建议，据此操作，风险自担。举报邮箱：{person(page.dice)}信箱 jubao@star-sea.example",
    ]))  # fmt: skip
