"""All articles of the site, in the orders in which pages show them."""

from collections import defaultdict
from functools import cached_property

from tests.newsite.article import Article


class Shelf:
    """The articles.

    :param base: the site's address, without a slash at its end
    """

    def __init__(self, articles: list[Article], base: str) -> None:
        self.articles = articles
        self.base = base
        self.by_channel: dict[str, list[Article]] = defaultdict(list)
        self.by_tag: dict[str, list[Article]] = defaultdict(list)
        self.by_topic: dict[str, list[Article]] = defaultdict(list)
        for article in self.newest:
            self.by_channel[article.channel.key].append(article)
            for tag in article.tags:
                self.by_tag[tag].append(article)
            if article.topic:
                self.by_topic[article.topic].append(article)
        self._places = {a.serial: n for shelf in self.by_channel.values() for n, a in enumerate(shelf)}

    @cached_property
    def newest(self) -> list[Article]:
        """All of them, newest first."""
        return sorted(self.articles, key=lambda article: article.published, reverse=True)

    def neighbours(self, article: Article) -> tuple[Article | None, Article | None]:
        """The article before and the one after, in its channel."""
        shelf, place = self.by_channel[article.channel.key], self._places[article.serial]
        before = shelf[place + 1] if place + 1 < len(shelf) else None
        return before, shelf[place - 1] if place else None
