"""All files of a site's source, one after another: skeleton, articles, search, lists and redirects."""

import html
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from newsarchive.posts.body_text import text_of
from newsarchive.publishing.generator import JEKYLL, Generator, file_of
from newsarchive.publishing.lists import Lists
from newsarchive.publishing.published_article import PublishedArticle
from newsarchive.publishing.reading import Articles
from newsarchive.publishing.search.index import SearchText, search_files
from newsarchive.publishing.skeleton import Stated, skeleton_files


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the source.

    :param path: in it, with ``/``
    :param is_skeleton: it is made once, and whoever edits or removes it means it
    """

    path: str
    data: bytes
    is_skeleton: bool = False


class SiteFiles:
    """The files of one site for one generator, made while they are asked for.

    :param shown_body: makes of an article's HTML what its page shows
    """

    def __init__(
        self,
        articles: Articles,
        generator: Generator,
        stated: Stated,
        shown_body: Callable[[PublishedArticle], str],
    ) -> None:
        self.articles = articles
        self.generator = generator
        self.stated = stated
        self.shown_body = shown_body
        self.lists = Lists(articles.shown, articles.addresses)
        self._texts: list[SearchText] = []

    def __iter__(self) -> Iterator[SourceFile]:
        for path, data in skeleton_files(self.generator, self.stated):
            yield SourceFile(path, data, is_skeleton=True)
        yield from self._articles()
        for path, data in search_files(self._texts):
            yield SourceFile(f"{self.generator.static}search/{path}", data)
        for page in self.lists.pages():
            yield SourceFile(self.generator.page_path(page.address), self.generator.page_file(page))
        titles = {one.address: one.title for one in self.articles.shown}
        for former, address in self.articles.moved.items():
            yield self._redirect(former, address, titles[address])

    def _articles(self) -> Iterator[SourceFile]:
        shown = self.articles.shown
        for place, one in enumerate(self.articles.whole()):
            older = shown[place - 1] if place else None
            newer = shown[place + 1] if place + 1 < len(shown) else None
            said = self._front_matter(one, older, newer)
            body = self.shown_body(one)
            self._texts.append(_searched(one, body))
            data = file_of(said, body, date=self.generator.time(one.published))
            yield SourceFile(self.generator.article_path(one.name), data)

    def _front_matter(
        self, one: PublishedArticle, older: PublishedArticle | None, newer: PublishedArticle | None
    ) -> dict[str, Any]:
        return {
            "layout": "article",
            "title": one.title,
            self.generator.address_key: one.address,
            "categories": [one.category],
            "tags": one.labels,
            # Jekyll turns every date into the site's zone, which is not that of each article.
            "time": one.published.isoformat(timespec="seconds") if self.generator is JEKYLL else "",
            "outlet": one.outlet,
            "author": one.author,
            "section": one.section,
            "standfirst": one.standfirst,
            "source": one.link,
            "language": one.language,
            "edits": [moment.isoformat() for moment in one.edits],
            "withdrawn": one.withdrawn and one.withdrawn.isoformat(),
            "category": self.lists.category(one.category),
            "labels": self.lists.labels(one),
            "older": older and {"title": older.title, "url": older.address},
            "newer": newer and {"title": newer.title, "url": newer.address},
        }

    def _redirect(self, former: str, address: str, title: str) -> SourceFile:
        """A page that leads from an address that an article had to the one that it has.

        It names the other by a relative path, which is right wherever the site is put.
        """
        there = html.escape(posixpath.relpath(address, posixpath.dirname(former)))
        words = html.escape(title).replace("{", "&#123;")  # which Jekyll takes for a template's
        page = _REDIRECT.format(there=there, title=words, language=html.escape(self.stated.language))
        if self.generator.static:
            return SourceFile(f"{self.generator.static}{former.removeprefix('/')}", page.encode())
        path = f"{self.generator.pages}moved/{former.strip('/').replace('/', '-')}"
        return SourceFile(path, file_of({self.generator.address_key: former}, page))


def _searched(one: PublishedArticle, body: str) -> SearchText:
    text = "\n\n".join(filter(None, (one.standfirst, text_of(body))))
    return SearchText(
        address=one.address, title=one.title, date=one.name[:10], outlet=one.outlet_or_category, text=text
    )  # fmt: skip


_REDIRECT = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={there}">
<meta name="robots" content="noindex">
<link rel="canonical" href="{there}">
</head>
<body><main><h1><a href="{there}">{title}</a></h1></main></body>
</html>
"""
