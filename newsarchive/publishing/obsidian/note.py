"""An article as a note: its properties, and its text in Markdown."""

from typing import Any

from newsarchive.publishing.generator import file_of
from newsarchive.publishing.obsidian.escaping import escaped_address, escaped_text, property_text, tag_of
from newsarchive.publishing.obsidian.markdown import markdown_of
from newsarchive.publishing.published_article import PublishedArticle


def obsidian_note(article: PublishedArticle, body: str) -> bytes:
    """The note of an article, which lies in the vault's folder as ``DATE-STEM.md``.

    :param body: as :func:`newsarchive.publishing.body.published_body` writes it, where addresses from the
        root are files of the vault
    """
    parts = [f"# {escaped_text(article.title, links=False)}"]
    if article.standfirst:
        parts.append(f"> {escaped_text(article.standfirst)}")
    link = escaped_text(article.link, links=False)
    parts += [markdown_of(body), f"[{link}]({escaped_address(article.link)})"]
    text = "\n\n".join(filter(None, parts))
    return file_of(_properties(article), f"\n{text}\n", date=article.published.strftime("%Y-%m-%dT%H:%M:%S"))


def _properties(article: PublishedArticle) -> dict[str, Any]:
    """The properties beside ``date``, which, as Obsidian knows no zones, is in the site's own."""
    title = property_text(article.title)
    tags = {tag.casefold(): tag for tag in map(tag_of, reversed((article.category, *article.labels))) if tag}
    return {
        "title": title,
        "aliases": [title],
        "tags": list(reversed(tags.values())),
        "source": article.link,
        "outlet": property_text(article.outlet),
        "author": property_text(article.author),
        "section": property_text(article.section),
        "language": article.language,
        "published": article.published.isoformat(timespec="seconds"),
        "edits": [moment.isoformat(timespec="seconds") for moment in article.edits],
        "withdrawn": article.withdrawn and article.withdrawn.isoformat(timespec="seconds"),
    }
