"""Articles since 2018: semantic tags, metadata of every quality, lazy pictures, a feed below."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

import json
from datetime import UTC, timedelta
from html import escape

from tests.newsite import words
from tests.newsite.article import Article
from tests.newsite.body_html import modern_body
from tests.newsite.furniture import Page, disclaimer, editors_line, footer, hot, navigation, page_bar, today
from tests.newsite.prose import sentence

# What a page's metadata say of its moment.
ZONED_JSON, UTC_META, BARE_META, DAY_JSON, NOTHING = range(5)


def modern_page(page: Page, article: Article, current: int) -> str:
    """The page's markup."""
    look, channel = article.look, article.channel
    heading = escape(article.title, quote=False)
    video = page.note("视频加载中，请稍候…… 00:00 / 03:24")
    body = modern_body(article.pages[current - 1], look, video)
    bar = page_bar(article, current)
    pages = f'<nav class="pagination">{bar}</nav>' if bar else ""
    tags = "".join(f'<a class="tag" href="/tag/{tag}">#{tag}</a>' for tag in article.tags)
    title = (
        f"{heading} - {words.SITE}",
        f"{words.SITE}|{heading}",
        f"{heading}_{channel.name}频道_{words.SITE_LONG}",
        heading,
    )[look % 4]
    app = (
        f'<div class="open-app"><button>{page.note("打开APP阅读全文")}</button></div>'
        if look % 3 == 0
        else ""
    )
    statement = f'<p class="statement">{disclaimer(page)}</p>' if look % 5 < 2 else ""
    editor = f'<p class="editor">{editors_line(page, article)}</p>' if look % 7 < 4 else ""
    top = f"<h1>{heading}</h1>" if look % 2 else f'<h1 class="title">\n  <span>{heading}</span>\n</h1>'
    header = f'<header>{top}<div class="meta">{_head(page, article)}</div></header>'
    inside = look // 13 % 2 == 0  # the tail sits in <article>, or below it
    tail = f'{app}{statement}{editor}<div class="tags">{tags}</div><div class="actions"><button>{page.note("点赞收藏")} {page.dice.randint(1, 999)}</button><button>分享</button></div>'
    article_tag = f'<article class="article">{header}<div class="article-body" id="js_content">\n{body}\n</div>{pages}{tail if inside else ""}</article>{"" if inside else tail}'
    if look // 17 % 3 == 0:
        article_tag = f'{header}<article class="content">{body}{tail if inside else ""}</article>{pages}{"" if inside else tail}'
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<link rel="canonical" href="{escape(page.shelf.base + article.path(current))}">
<meta property="og:type" content="article"><meta property="og:title" content="{escape(article.title)}"><meta property="og:site_name" content="{words.SITE}">
{_metadata(page, article)}
<script>window.__INITIAL_STATE__={{"now":"2024-06-30T18:00:00+08:00","uid":null}}</script></head>
<body><header class="site-header"><a href="/" class="logo">{words.SITE}</a><nav>{navigation(page)}</nav><div class="bar">{today(page)}</div></header>
<main class="layout"><nav class="breadcrumb"><a href="/">首页</a><i>/</i><a href="{channel.path}">{channel.name}</a><i>/</i><span>正文</span></nav>
{article_tag}
<aside><section><h3>{page.note("热榜 实时更新")}</h3><ol>{hot(page, 8, tracked="hot")}</ol></section></aside>
<section class="feed"><h2>{page.note("为你推荐精彩内容")}</h2>{_feed(page)}</section></main>
<footer>{footer(page)}</footer></body></html>"""  # fmt: skip


def _head(page: Page, article: Article) -> str:
    when = article.published
    stated = (
        f"{when:%Y-%m-%d %H:%M}",
        f"{when:%Y年%m月%d日 %H:%M}",
        f"{when:%Y-%m-%d %H:%M:%S}",
        f"{when.year}/{when.month}/{when.day} {when.hour}:{when:%M}",
    )[article.look // 19 % 4]
    parts = [f'<time class="date">{page.note(stated)}</time>']
    if article.source:
        parts.append(f'<span class="src">{page.note(f"来源：{article.source}")}</span>')
    if article.author:
        label = ("作者：{}", "记者 {}", "{}")[article.look // 23 % 3].format(article.author)
        parts.append(f'<a class="author" href="/author/{article.serial % 40}">{page.note(label)}</a>')
    return " ".join(parts)


def metadata_kind(article: Article) -> int:
    """Which of the kinds above an article's page has."""
    return article.look // 29 % 5


def modern_precision(article: Article) -> str:
    """How exactly the page states its moment, visibly or in its metadata."""
    seconds = article.look // 19 % 4 == 2 or metadata_kind(article) in (ZONED_JSON, UTC_META, BARE_META)
    return "second" if seconds else "minute"


def _metadata(page: Page, article: Article) -> str:
    when, kind = article.published, metadata_kind(article)
    modified = when + timedelta(days=2, minutes=7)
    description = escape("".join(article.pages[0][-1].texts())[:70])
    common = f'<meta name="description" content="{description}">'
    if kind in (ZONED_JSON, DAY_JSON):
        record = {
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": article.title,
            "datePublished": f"{when:%Y-%m-%d}" if kind == DAY_JSON else when.isoformat(),
            "dateModified": modified.isoformat(), "mainEntityOfPage": page.shelf.base + article.path(),
            "publisher": {"@type": "Organization", "name": words.SITE_LONG},
        }  # fmt: skip
        if article.author:
            record["author"] = [{"@type": "Person", "name": article.author}]
        text = json.dumps(record, ensure_ascii=False).replace("<", "\\u003c")
        return f'{common}<script type="application/ld+json">{text}</script>'
    if kind == UTC_META:
        utc = f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        return f'{common}<meta property="article:published_time" content="{utc}"><meta property="article:section" content="{article.channel.name}">'
    if kind == BARE_META:
        author = f'<meta name="author" content="{article.author}">' if article.author else ""
        return f'{common}<meta property="article:modified_time" content="{modified:%Y-%m-%dT%H:%M:%S}"><meta property="article:published_time" content="{when:%Y-%m-%dT%H:%M:%S}">{author}'
    return common


def _feed(page: Page) -> str:
    cards = []
    for article in page.some(8):
        ago = page.note(page.dice.choice(["3小时前发布", "昨天 08:23", f"{article.published:%m-%d %H:%M}"]))
        summary = page.note(sentence(page.dice, article.channel.key))
        cards.append(
            f'<div class="card"><h3>{page.link(article, tracked="feed")}</h3><p>{summary}</p><span>{ago} {page.dice.randint(0, 99)}评论</span></div>'
        )
    return "\n".join(cards)
