"""The pages that list articles: home, channels with their pagers, tags, topics."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape

from tests.newsite import words
from tests.newsite.article import Article
from tests.newsite.channels import CHANNELS, Channel
from tests.newsite.furniture import Page, footer, hot, navigation, today

PER_PAGE = 20


def frame(page: Page, title: str, content: str, *, charset: str = "utf-8") -> str:
    """A page that is no article, from ``<html>`` to ``</html>``."""
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" title="评论" href="/opinion/rss.xml"></head>
<body><div class="top">{today(page)}</div><div class="nav">{navigation(page)}</div>
{content}
<div class="footer">{footer(page)}</div></body></html>"""


def home(page: Page) -> str:
    """The home page."""
    shelf = page.shelf
    banner = "".join(
        f'<li><a href="{escape(a.path())}"><img src="/uploads/{a.serial}b.jpg"></a><p>{page.link(a)}</p></li>'
        for a in page.some(5)
    )
    latest = "".join(_row(page, article, 2) for article in shelf.newest[:40])
    boxes = "".join(
        f'<div class="box"><h2><a href="{channel.path}">{channel.name}</a><a class="more" href="{channel.path}">更多&gt;&gt;</a></h2>'
        f"<ul>{''.join(f'<li>{page.link(a)}</li>' for a in shelf.by_channel[channel.key][:10])}</ul></div>"
        for channel in CHANNELS
    )
    dead = '<a href="/china/2005-01/01/content_1.htm">二〇〇五年元旦献词</a> <a href="/china/2005-01/02/content_2.htm">元旦假期综述</a> <a href="/china/2005-01/03/content_3.htm">元旦花絮</a>'
    content = f'<div class="focus"><ul>{banner}</ul></div><div class="latest"><h2>滚动新闻</h2><ul>{latest}</ul></div>{boxes}<div class="old">{dead}</div><div class="links">友情链接：<a href="https://partner.example/">云川在线</a> <a href="javascript:void(0)">设为首页</a> <a href="mailto:a@star-sea.example">投稿</a></div><ol class="hot">{hot(page)}</ol>'
    return frame(page, f"{words.SITE_LONG}_看见更大的世界", content)


def channel_pages(page: Page, channel: Channel) -> int:
    """How many pages a channel's listing has."""
    return max(1, -(-len(page.shelf.by_channel[channel.key]) // PER_PAGE))


def channel_page(page: Page, channel: Channel, number: int) -> str:
    """One page of a channel's listing, counting from 1."""
    chosen = page.shelf.by_channel[channel.key][(number - 1) * PER_PAGE : number * PER_PAGE]
    style = {"old": 0, "divs": 1, "modern": 2}[channel.template]
    rows = "\n".join(_row(page, article, style, channel) for article in chosen)
    pager = _pager(channel, number, channel_pages(page, channel))
    tags = "".join(f'<a href="/tag/{tag}">{tag}</a> ' for tag in words.TAGS)
    content = f'<div class="crumb"><a href="/">首页</a> &gt; {channel.name}</div><div class="list"><ul>\n{rows}\n</ul></div><div class="pager">{pager}</div><div class="side"><h3>点击排行</h3><ol>{hot(page)}</ol>{tags}</div>'
    return frame(page, f"{channel.name}_{words.SITE_LONG}", content, charset=channel.label)


def shelf_page(page: Page, name: str, articles: list[Article], lead: str = "") -> str:
    """A tag's or a topic's page: up to 60 articles below a heading and a lead."""
    rows = "\n".join(_row(page, article, 1) for article in articles[:60])
    return frame(
        page,
        f"{name}_{words.SITE}",
        f"<h1>{escape(name)}</h1><p class='lead'>{escape(lead)}</p><ul>{rows}</ul>",
    )


def _row(page: Page, article: Article, style: int, channel: Channel | None = None) -> str:
    if style == 0:
        link = page.link(article)
        if channel and channel.key == "culture":  # relative to the listing, as TRS writes it
            link = link.replace('href="/culture/', 'href="./')
        return f"<li>·{link} <font color=#999999>({article.published:%Y-%m-%d %H:%M})</font></li>"
    if style == 1:
        cut = article.title if len(article.title) < 26 else article.title[:24] + "…"
        return f'<li><span class="time">{article.published:%Y-%m-%d}</span>{page.link(article, absolute=True, shown=cut)}</li>'
    abstract = escape("".join(article.pages[0][-1].texts())[:60], quote=False)
    return f'<li class="card"><h3>{page.link(article)}</h3><p>{abstract}…</p><time>{article.published:%m-%d %H:%M}</time></li>'


def _pager(channel: Channel, number: int, count: int) -> str:
    def link(target: int, shown: str) -> str:
        return f'<a href="{escape(channel.listing(target))}">{shown}</a>'

    if channel.pager == "more":
        return link(number + 1, "查看更多") if number < count else "没有更多了"
    back = [link(1, "首页"), link(number - 1, "上一页")] if number > 1 else []
    ahead = [link(number + 1, "下一页"), link(count, "尾页")] if number < count else []
    numbers = [
        f"<b>{n}</b>" if n == number else link(n, str(n))
        for n in range(max(1, number - 3), min(count, number + 3) + 1)
    ]
    chosen = {"words": back + ahead, "numbers": numbers, "both": back + numbers + ahead}[channel.pager]
    return f"共{count}页 {' '.join(chosen)}"
