"""The site's channels: each was built in its own year, with its own addresses, pages and charset."""
# ruff: noqa: E501  a line of markup or of Chinese stays whole

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel.

    :param key: names its vocabulary
    :param path: its listing's first page
    :param next_pages: the listing's further pages, ``{n}`` counting from ``first_further``
    :param first_further: the number in the address of the second page
    :param pager: ``words`` (上一页 下一页 尾页), ``numbers`` (numbers alone), ``both``, ``more`` (查看更多)
    :param article: an article's address
    :param article_page: the address of its page ``{n}`` from the second on
    :param template: ``old``, ``divs`` or ``modern``
    :param charset: how its pages are encoded
    :param label: what its pages call that
    :param years: between which its articles were published
    """

    key: str
    name: str
    path: str
    next_pages: str
    article: str
    article_page: str
    template: str
    years: tuple[int, int]
    first_further: int = 2
    pager: str = "both"
    charset: str = "utf-8"
    label: str = "utf-8"

    def listing(self, page: int) -> str:
        """The path of the listing's page, counting from 1."""
        return self.path if page == 1 else self.next_pages.format(n=page - 2 + self.first_further)

    def address(self, serial: int, when: datetime, page: int = 1) -> str:
        """The path of an article's page, counting from 1."""
        shape = self.article if page == 1 else self.article_page
        return shape.format(
            n=page,
            id=serial,
            hex=f"{serial * 2654435761 % 2**32:08x}",
            d=when,
            y=when.year,
            ym=f"{when:%Y%m}",
        )


CHANNELS = (
    Channel(
        key="china", name="国内", path="/china/", next_pages="/china/index_{n}.html",
        article="/china/{d:%Y-%m/%d}/content_{id}.htm", article_page="/china/{d:%Y-%m/%d}/content_{id}_{n}.htm",
        template="old", years=(2003, 2009), charset="gbk", label="gb2312",
    ),
    Channel(
        key="culture", name="文化", path="/culture/index.htm", next_pages="/culture/index_{n}.htm", first_further=1,
        article="/culture/{ym}/t{d:%Y%m%d}_{id}.htm", article_page="/culture/{ym}/t{d:%Y%m%d}_{id}_{n}.htm",
        template="old", years=(2004, 2011), charset="gbk", label="GB2312", pager="words",
    ),
    Channel(
        key="world", name="国际", path="/world/", next_pages="/world/?page={n}", pager="words",
        article="/a/{d:%Y%m%d%H%M}{id}.html", article_page="/a/{d:%Y%m%d%H%M}{id}_{n}.html",
        template="divs", years=(2010, 2016), charset="gbk", label="gbk",
    ),
    Channel(
        key="finance", name="财经", path="/list-12-1.html", next_pages="/list-12-{n}.html",
        article="/show-12-{id}-1.html", article_page="/show-12-{id}-{n}.html",
        template="divs", years=(2011, 2018),
    ),
    Channel(
        key="ent", name="娱乐", path="/ent/list.shtml", next_pages="/ent/list_{n}.shtml", pager="numbers",
        article="/ent/c/{d:%Y-%m-%d}/doc-i{hex}{id}.shtml", article_page="/ent/c/{d:%Y-%m-%d}/doc-i{hex}{id}_{n}.shtml",
        template="divs", years=(2012, 2019),
    ),
    Channel(
        key="tech", name="科技", path="/tech", next_pages="/tech?page={n}",
        article="/article?id={id}", article_page="/article?id={id}&page={n}",
        template="modern", years=(2019, 2024),
    ),
    Channel(
        key="sports", name="体育", path="/sports/", next_pages="/sports/p/{n}", pager="more",
        article="/sports/{d:%Y%m%d}/{hex}.html", article_page="/sports/{d:%Y%m%d}/{hex}.html?page={n}",
        template="modern", years=(2020, 2024),
    ),
    Channel(
        key="opinion", name="评论", path="/opinion/", next_pages="/opinion/page/{n}/",
        article="/{d:%Y/%m/%d}/{id}/", article_page="/{d:%Y/%m/%d}/{id}/{n}/",
        template="modern", years=(2018, 2024), pager="words",
    ),
)  # fmt: skip
