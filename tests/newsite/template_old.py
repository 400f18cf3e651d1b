"""Articles of 2003 to 2011: tables, fonts, a charset of which the label says less than the bytes."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape

from tests.newsite import words
from tests.newsite.article import Article
from tests.newsite.body_html import old_body
from tests.newsite.furniture import (
    Page,
    editors_line,
    footer,
    hot,
    navigation,
    neighbours,
    page_bar,
    related,
    today,
)


def old_page(page: Page, article: Article, current: int) -> str:
    """The page's markup."""
    look, channel = article.look, article.channel
    body = old_body(article.pages[current - 1], look)
    editor = editors_line(page, article)
    container = (
        f"<div id=zoom>\r\n{body}<p align=right>{editor}</p></div>",
        f"<td class=f14 id=content>\r\n{body}<br>\r\n</td></tr><tr><td align=right>{editor}</td>",
        f"<div id=zoom class=TRS_Editor>{body}</div><p align=right><font size=2>{editor}</font></p>",
    )[look % 3]
    if look % 3 != 1:
        container = f"<td class=f14>{container}</td>"
    heading = escape(article.title, quote=False)
    title_row = (
        f"<td align=center class=title><font size=5><b>{heading}</b></font></td>",
        f'<td height=60 align="center"><h1>\r\n      {heading}   \r\n    </h1></td>',
        f"<td align=center><strong><font style='font-size:22px' color=#000080>{heading}</font></strong></td>",
    )[look // 3 % 3]
    before, after = neighbours(page, article)
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset={channel.label}">
<TITLE>{heading}{_page_suffix(current)}_{channel.name}_{words.SITE_LONG}</TITLE>
<META name=keywords content="{channel.name},{words.SITE_LONG}"><LINK href="/css/old.css" rel=stylesheet>
<SCRIPT language=JavaScript>function doZoom(size){{document.getElementById('zoom').style.fontSize=size+'px'}}</SCRIPT></HEAD>
<BODY bgColor=#ffffff leftMargin=0 topMargin=0>
<table width=770 align=center><tr><td><img src=/images/logo.gif width=180 alt="{words.SITE_LONG}"></td><td>{today(page)}</td></tr>
<tr><td colspan=2 bgcolor=#003399 class=nav>{navigation(page)}</td></tr></table>
<table width=770 align=center><tr><td><font size=2>{page.note("您现在的位置：")}<a href="/">首页</a> &gt;&gt; <a href="{channel.path}">{channel.name}</a> &gt;&gt; {page.note("正文阅读")}</font></td></tr></table>
<table width=770 align=center><tr><td width=560 valign=top><table width=100%>
<tr>{title_row}</tr>
<tr><td align=center><font size=2 color=#999999>{_head(page, article)}</font>　{page.note("【字体：")}<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a>】</td></tr>
<tr><td><hr size=1></td></tr>
<tr>{container}</tr>
<tr><td align=center>{page_bar(article, current)}</td></tr>
<tr><td><font size=2>{before}<br>{after}</font></td></tr>
<tr><td class=f12>[<a href="javascript:window.print()">{page.note("打印本页面")}</a>] [<a href="javascript:window.close()">{page.note("关闭本窗口")}</a>] [<a href="/comment/{article.serial}.html">{page.note("发表评论看法")}</a>]</td></tr>
</table></td>
<td width=210 valign=top bgcolor=#f0f0f0><b>{page.note("相关链接")}</b><br><ul>{related(page)}</ul><b>{page.note("本周点击排行")}</b><ol>{hot(page)}</ol></td></tr></table>
<table width=770 align=center><tr><td align=center><font size=2>{footer(page)}</font></td></tr></table>
</BODY></HTML>"""  # fmt: skip


def _page_suffix(current: int) -> str:
    return f"({current})" if current > 1 else ""


def _head(page: Page, article: Article) -> str:
    when = article.published
    date = (
        f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}",
        f"{when:%Y年%m月%d日%H:%M}",
        f"{when:%Y-%m-%d %H:%M:%S}",
    )[article.look // 9 % 3]
    parts = [page.note(date)]
    if article.source:
        parts.append(page.note(f"来源：{article.source}"))
    if article.author:
        parts.append(page.note(f"作者：{article.author}"))
    return "　".join(parts)


def old_precision(article: Article) -> str:
    """How exactly the page states its moment."""
    return "second" if article.look // 9 % 3 == 2 else "minute"
