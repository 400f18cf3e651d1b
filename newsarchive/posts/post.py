"""Article to Markdown post, byte for byte in the grammar of the first source's posts."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from scrapy.exporters import BaseItemExporter

from newsarchive.items import Article
from newsarchive.posts.front_matter import front_matter, one_text
from newsarchive.profiles import SiteProfile
from newsarchive.text import cut

# Characters that start markup anywhere in a line, in Markdown, HTML or Liquid.
_SPECIALS = {ord(c): f"&#{ord(c)};" for c in "\\`*_[]{}~|<>"} | {ord("&"): "&amp;"}
_LINE_START = re.compile(r"[#+\-=:>^]|\d+(?=[.)])")
_MATH = re.compile(r"\$(?=\$)")


def markdown_text(text: str) -> str:
    """One line of plain text with everything that Markdown, HTML or Liquid reads as entities."""
    text = _MATH.sub("&#36;", text.translate(_SPECIALS))
    start = _LINE_START.match(text)
    if not start:
        return text
    if start[0].isdigit():
        return f"{start[0]}&#{ord(text[start.end()])};{text[start.end() + 1 :]}"
    return f"&#{ord(start[0])};{text[1:]}"


class PostExporter(BaseItemExporter):
    """Write one article to ``file`` as a front-matter Markdown post, in UTF-8.

    Lines of the template end in LF; the body's own line ends stay as they are; nothing follows the
    footer's last character.
    """

    def __init__(self, file: BytesIO, *, profile: SiteProfile) -> None:
        super().__init__()
        self.file = file
        self.profile = profile

    def export_item(self, item: Article) -> None:
        """Write the post.

        :raises ExtractionError: when YAML would not read back the front matter as meant
        """
        self.file.write(render_post(item, self.profile).encode("utf-8"))


def render_post(article: Article, profile: SiteProfile) -> str:
    """The post's text. Pure."""
    rules = profile.post
    head = front_matter(
        layout=rules.layout,
        title=cut(article.title, rules.title_limit),
        date=article.published,
        category=article.category,
        tag=article.tag,
        more=_further(article, rules.front_matter),
    )
    standfirst = f"> {markdown_text(article.standfirst)}\n\n" if article.standfirst else ""
    page = profile.category.page_of(article.category) or profile.home
    footer = rules.footer.format(tag=markdown_text(article.tag), category_page="//" + page.partition("//")[2])
    return f"{head}{standfirst}{article.body}\n\n<{article.link}>\n\n{footer}"


def _further(article: Article, listed: Iterable[str]) -> dict[str, Any]:
    """What the profile lists, and then what another tool wrote; its own form of the same stays."""
    said = {name: _plain(value) for name in listed if (value := getattr(article, name))}
    kept = {
        name: value
        for name, value in article.more.items()
        if name not in said or said[name] == one_text(value)
    }
    return said | kept


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def post_bytes(article: Article, profile: SiteProfile) -> bytes:
    """The post as it is stored, through the exporter."""
    file = BytesIO()
    PostExporter(file, profile=profile).export_item(article)
    return file.getvalue()
