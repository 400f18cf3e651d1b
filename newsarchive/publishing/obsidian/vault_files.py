"""All files of a vault: a note an article."""

from collections.abc import Callable, Iterator

from newsarchive.publishing.generator import OBSIDIAN
from newsarchive.publishing.obsidian.note import obsidian_note
from newsarchive.publishing.published_article import PublishedArticle
from newsarchive.publishing.reading import Articles
from newsarchive.publishing.site_files import SourceFile


def vault_files(articles: Articles, shown_body: Callable[[PublishedArticle], str]) -> Iterator[SourceFile]:
    """The files, made while they are asked for.

    :param shown_body: makes of an article's HTML what its note shows
    """
    for one in articles.whole():
        yield SourceFile(OBSIDIAN.article_path(one.name), obsidian_note(one, shown_body(one)))
