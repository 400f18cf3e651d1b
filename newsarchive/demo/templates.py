"""The pages of ``finews.withounder.com``: home, category and post, in the real site's markup."""

from collections.abc import Iterable
from html import escape

from newsarchive.demo.outlets import Outlet

SHARE_URL = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode="

Link = tuple[str, str]
"""A path and the text of its link."""


def wrapper(title: str, section: str) -> str:
    """A whole page: the header with its own ``<h1>``, a section, the footer."""
    shown = f"{escape(title, quote=False)} | 金融消息" if title else "金融消息"
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{shown}</title>\n</head>\n<body>\n"
        '<div class="wrapper"><header><h1><a href="https://finews.withounder.com/">金融消息</a>'
        f"</h1></header><section>\n{section}\n</section>"
        "<footer><p>演示站点，内容皆为虚构。</p></footer></div>\n</body>\n</html>\n"
    )


def home(sections: Iterable[tuple[Outlet, Iterable[Link]]]) -> str:
    """The home page: a section for each tag, no link to the category pages."""
    return wrapper("", "\n".join(_section(outlet.tag, links) for outlet, links in sections))


def category(tag: str, links: Iterable[Link]) -> str:
    """A category page under whichever tag its heading claims."""
    return wrapper(tag, _section(tag, links))


def post(
    *,
    heading: str,
    shown_time: str,
    body: str,
    link: str,
    outlet: Outlet,
    tag: str,
    digest: str = "",
) -> str:
    """A post page.

    :param body: HTML, or empty
    :param link: the address shown before the footer: the share page, or rolling news' own
    :param tag: the tag shown, which may be empty where the outlet is unknown
    """
    quote = f"<blockquote>\n  <p>{escape(digest, quote=False)}</p>\n</blockquote>\n\n" if digest else ""
    address = escape(link)
    section = (
        f"<small>(GMT+8, Asia/Shanghai, CST) {shown_time}</small>"
        f"<h1>{escape(heading, quote=False)}</h1>\n{quote}{body}\n\n"
        f'<p><a href="{address}">{address}</a></p>\n\n'
        f'<p><a href="//finews.withounder.com{outlet.category_path}">返回{tag}</a>｜'
        '<a href="//finews.withounder.com/">返回首页</a></p>\n'
        f"<small>tags: <em>{tag}</em></small>"
    )
    return wrapper(heading, section)


def _section(tag: str, links: Iterable[Link]) -> str:
    items = "".join(
        f'<li><a href="{escape(path)}">{escape(text, quote=False)}</a></li>\n' for path, text in links
    )
    return f'<h2 id="{tag}">{tag}</h2>\n<ul>\n{items}</ul>'
