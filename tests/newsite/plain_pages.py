"""Pages that are no articles and look a little like some: about us, log in, search, comments, gone."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from html import escape

from tests.newsite import words
from tests.newsite.article import Article
from tests.newsite.furniture import Page, comments
from tests.newsite.listings import frame

_ABOUT = {
    "/about/": ("关于我们", f"{words.SITE_LONG}创办于2003年5月8日，是云川市主要新闻网站之一，日均访问量超过八十万。网站设有国内、国际、财经等八个频道，采编人员一百二十余名，连续多年获得行业奖项。"),
    "/about/contact.html": ("联系我们", "地址：云川市江左区文汇路99号，邮编：099900。编辑部电话：0999-8888 0000，工作时间为每周一至周五9:00至18:00，节假日由值班编辑接听。"),
    "/about/copyright.html": ("版权声明", f"凡{words.SITE_LONG}刊登的文字、图片、音视频，版权均属本网所有。任何媒体、网站或个人未经本网书面授权，不得转载、链接、转贴或以其他方式复制发表。本声明自2019年1月1日 00:00起施行。"),
    "/about/ads.html": ("广告服务", "本网广告位包括首页通栏、频道焦点图与正文页画中画，刊例价自2024年1月1日起执行，详情请致电广告部。"),
}  # fmt: skip
PATHS = tuple(_ABOUT)


def about(page: Page, path: str) -> str:
    """One of the pages that the footer links to: a heading and prose, as an article has."""
    name, text = _ABOUT[path]
    return frame(
        page,
        f"{name}_{words.SITE_LONG}",
        f'<div class="content"><h1>{name}</h1><p>{text}</p><p>{text[::-1][:40]}。</p></div>',
    )


def login(page: Page) -> str:
    """A form."""
    form = '<form action="/login" method="post"><label>用户名<input name="u"></label><label>密码<input type="password" name="p"></label><button>登录</button></form>'
    return frame(
        page, f"用户登录_{words.SITE}", f"<h1>用户登录</h1><p>登录后可以发表评论、收藏文章。</p>{form}"
    )


def search(page: Page) -> str:
    """A form, and results for an empty query."""
    rows = "".join(f"<li>{page.link(a)} {a.published:%Y-%m-%d %H:%M}</li>" for a in page.shelf.newest[:10])
    return frame(
        page,
        f"搜索_{words.SITE}",
        f'<form action="/search"><input name="q"></form><p>为您找到相关结果约{len(page.shelf.articles)}个</p><ul>{rows}</ul>',
    )


def site_map(page: Page) -> str:
    """Tags, topics, authors."""
    tags = "".join(f'<a href="/tag/{tag}">{tag}</a> ' for tag in words.TAGS)
    topics = "".join(f'<a href="/topics/{n}/">{topic}</a> ' for n, topic in enumerate(words.TOPICS, 1))
    return frame(page, f"网站地图_{words.SITE}", f"<h1>网站地图</h1>{tags}{topics}")


def comment_page(page: Page, article: Article) -> str:
    """All comments on an article, below its headline."""
    content = f"<h1>{escape(article.title, quote=False)}</h1><p>{page.link(article, shown='查看原文')}</p>{comments(page, article)}{comments(page, article)}"
    return frame(page, f"{article.title}_评论_{words.SITE}", content, charset="utf-8")


def gone(page: Page) -> str:
    """What is said, with status 200, where an article was."""
    return frame(
        page,
        f"提示信息_{words.SITE_LONG}",
        '<div class="content"><h1>提示信息</h1><p>对不起，您访问的页面不存在或已被删除！系统将在5秒后自动返回首页。</p><a href="/">立即返回</a></div>',
    )
