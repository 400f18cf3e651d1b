"""The markup of the site's two hosts: home, category and post on one, two share pages on the other."""

from collections.abc import Iterable
from datetime import datetime
from html import escape
from importlib.resources import files

from newsarchive.demo.articles import Outlet
from newsarchive.demo.responses import page

SHARE_URL = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="

ANY_DAY = datetime(2022, 3, 1)  # noqa: DTZ001 - local time (+0800), of pages that never change

Link = tuple[str, str]
"""A path and the text of its link."""

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    "<title>{}</title>\n</head>\n<body>\n"
)


def wrapper(title: str, section: str) -> str:
    """A whole page: the header with its own ``<h1>``, a section, the footer."""
    return (
        _HEAD.format(f"{_text(title)} | 金融消息" if title else "金融消息")
        + '<div class="wrapper"><header><h1><a href="https://finews.withounder.com/">金融消息</a>'
        f"</h1></header><section>\n{section}\n</section>"
        "<footer><p>演示站点，内容皆为虚构。</p></footer></div>\n</body>\n</html>\n"
    )


def section(tag: str, links: Iterable[Link]) -> str:
    """A tag and links to its posts: one such is a category page, the home page has one for each tag."""
    items = "".join(f'<li><a href="{escape(path)}">{_text(text)}</a></li>\n' for path, text in links)
    return f'<h2 id="{tag}">{tag}</h2>\n<ul>\n{items}</ul>'


def post(
    *, heading: str, shown_time: str, body: str, link: str, outlet: Outlet, tag: str, digest: str = ""
) -> str:
    """A post page.

    :param body: HTML, or empty
    :param link: the address shown before the footer: the share page, or rolling news' own
    :param tag: the tag shown, which may be empty where the outlet is unknown
    """
    quote = f"<blockquote>\n  <p>{_text(digest)}</p>\n</blockquote>\n\n" if digest else ""
    address = escape(link)
    return wrapper(
        heading,
        f"<small>(GMT+8, Asia/Shanghai, CST) {shown_time}</small><h1>{_text(heading)}</h1>\n{quote}{body}\n\n"
        f'<p><a href="{address}">{address}</a></p>\n\n'
        f'<p><a href="//finews.withounder.com{outlet.category_path}">返回{tag}</a>｜'
        f'<a href="//finews.withounder.com/">返回首页</a></p>\n<small>tags: <em>{tag}</em></small>',
    )


def share_page(title: str, shown_time: str, media: str, body: str) -> str:
    """A share page that carries the article in its HTML."""
    return (
        f'{_HEAD.format(_text(title))}<div class="article"><h1>{_text(title)}</h1>\n'
        f'<div class="info">{shown_time} 来源：{_text(media)}</div>\n'
        f'<div class="content">{body}</div></div>\n</body>\n</html>\n'
    )


def _text(text: str) -> str:
    return escape(text, quote=False)


SCRIPT_SHARE_PAGE = page(files("newsarchive.demo").joinpath("share.html").read_bytes(), ANY_DAY)
"""The share page of most articles, which a script fills with what the text endpoint answers."""
