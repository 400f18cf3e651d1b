"""Articles of 2010 to 2019: divs, bread crumbs, share bars, rankings, comments."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape

from tests.newsite import words
from tests.newsite.article import Article
from tests.newsite.body_html import divs_body
from tests.newsite.furniture import (
    Page,
    comments,
    disclaimer,
    editors_line,
    footer,
    hot,
    navigation,
    neighbours,
    page_bar,
    related,
    today,
)  # fmt: skip


def divs_page(page: Page, article: Article, current: int) -> str:
    """The page's markup."""
    look, channel = article.look, article.channel
    heading = escape(article.title, quote=False)
    body = divs_body(article.pages[current - 1], look)
    name = (
        'id="artibody" class="article-content"',
        'class="text" id="text"',
        'class="TRS_Editor"',
        'id="content"',
    )[look // 3 % 4]
    inside, outside = _tail(page, article)
    bar = page_bar(article, current)
    pages = f'<div class="page">{bar}</div>' if bar else ""
    before, after = neighbours(page, article)
    suffix = f"({current})" if current > 1 else ""
    title = (
        f"{heading}{suffix}_{channel.name}_{words.SITE}",
        f"{heading}{suffix} - {words.SITE_LONG}",
        f"{heading}{suffix}_{words.SITE}",
    )[look % 3]
    tag = ("h1", "h1", "h2")[look // 5 % 3]
    top = f'<{tag} class="main-title">{_broken(heading, look)}</{tag}>'
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset={channel.label}" />
<title>{title}</title>
<meta name="description" content="{escape(''.join(article.pages[0][0].texts())[:80])}" />
<link rel="stylesheet" href="/css/2012.css" /><script type="text/javascript" src="/js/jquery-1.7.2.min.js"></script>
<style type="text/css">.main-title{{font:bold 22px/1.5 "Microsoft Yahei"}}</style></head><body>
<div class="top-bar"><div class="wrap"><span class="date">{today(page)}</span><a href="/login">登录</a> <a href="/login?new=1">注册</a></div></div>
<div class="header"><a class="logo" href="/"><img src="/images/logo2012.png" alt="{words.SITE_LONG}" /></a><div class="nav">{navigation(page)}</div></div>
<div class="wrap"><div class="crumb">{page.note("当前位置：")}<a href="/">首页</a> &gt; <a href="{channel.path}">{channel.name}</a> &gt; 正文</div>
<div class="left">
<div class="article-head">{top}
<div class="info">{_head(page, article)}<span class="fontsize">{page.note("字号：")}<a>大</a><a>中</a><a>小</a></span></div>
<div class="share"><span>{page.note("分享到：新浪微博 腾讯微博 人人网 QQ空间")}</span><a class="s-wb" href="javascript:;"></a></div></div>
<div {name}>
{body}
{inside}
</div>
{pages}
{outside}
<div class="updown"><p>{before}</p><p>{after}</p></div>
<div class="related"><h3>{page.note("相关阅读推荐")}</h3><ul>{related(page)}</ul></div>
<div class="comments" id="comments"><h3>{page.note("网友评论精选")} <a href="/comment/{article.serial}.html">{page.note("查看全部评论")}</a></h3>{comments(page, article)}
<form action="/comment/post" method="post"><textarea name="c"></textarea><input type="submit" value="发表评论" /></form></div>
</div>
<div class="right sidebar"><div class="ad"><a href="https://ads.example/1"><img src="/ads/300x250.gif" alt="广告" /></a></div>
<div class="hot"><h3>{page.note("24小时热点排行")}</h3><ul>{hot(page)}</ul></div>
<div class="hot"><h3>{page.note("图片新闻精选")}</h3>{_pictures(page)}</div></div></div>
<div class="footer">{footer(page)}</div>
<script type="text/javascript">var _newsid={article.serial};var pubTime="2024-06-30 18:00:00";document.write('<img src="/stat.gif" />');</script>
</body></html>"""  # fmt: skip


def _broken(heading: str, look: int) -> str:
    """The headline with the white space that editors and templates leave in it."""
    if look // 7 % 4 == 0:
        return f"\n        {heading}\n    "
    middle = heading.find(" ")
    if look // 7 % 4 == 1 and middle > 0:
        return f"{heading[:middle]}<br />\n{heading[middle + 1 :]}"
    return heading


def _head(page: Page, article: Article) -> str:
    when = article.published
    date = (
        f"{when:%Y-%m-%d %H:%M:%S}",
        f"{when:%Y年%m月%d日 %H:%M}",
        f"{when.year}/{when.month}/{when.day} {when.hour}:{when:%M}",
        f"{when:%Y-%m-%d %H:%M}",
    )[article.look % 4]
    parts = [f'<span class="time">{page.note(date)}</span>']
    if article.source:
        source = page.note(f"来源：{article.source}")
        parts.append(f'<span class="source">{source}</span>')
    if article.author:
        parts.append(f'<span class="author">{page.note(f"作者：{article.author}")}</span>')
    parts.append(f'<a href="#comments">{page.note(f"我要评论({page.dice.randint(0, 999)})")}</a>')
    return "　".join(parts)


def divs_precision(article: Article) -> str:
    """How exactly the page states its moment."""
    return "second" if article.look % 4 == 0 else "minute"


def _tail(page: Page, article: Article) -> tuple[str, str]:
    """What ends the body's container although it is not body, and what follows the container."""
    editor = editors_line(page, article)
    kind = article.look // 11 % 4
    if kind == 0:
        return f'<p style="text-align:right">{editor}</p>', ""
    if kind == 1:
        inner = f'<div class="rel-box"><strong>{page.note("相关新闻：")}</strong><ul>{related(page, 3)}</ul></div><p>{editor}</p>'
        return inner, f'<div class="statement">{disclaimer(page)}</div>'
    if kind == 2:
        return f'<p class="copyright">{disclaimer(page)}</p>', f'<div class="editor">{editor}</div>'
    return (
        "",
        f'<div class="editor"><span>{editor}</span></div><div class="qr">{page.note("扫描二维码关注星海网官方微信")}</div>',
    )


def _pictures(page: Page) -> str:
    return "".join(
        f'<dl><dt><a href="{escape(article.path())}"><img src="/uploads/{article.serial}s.jpg" alt="" /></a></dt><dd>{page.link(article)}</dd></dl>'
        for article in page.some(4)
    )
