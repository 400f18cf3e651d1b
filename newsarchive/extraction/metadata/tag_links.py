"""The tags that a page shows as links to the lists of what has them."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.stated import Stated
from newsarchive.pages.visible_text import text_of

_MOST = 60  # more are a cloud of all the site's tags


def tag_links(document: Document) -> Iterator[Stated]:
    """The texts of ``rel=tag`` links of the article that has the first of them.

    Further articles are teasers with tags of their own; what is a category too is a section.
    """
    links = [link for link in document.body.iterfind(".//a[@rel]") if _is_tag(link)]
    if not links or len(links) > _MOST:
        return
    own = _article_of(links[0])
    for link in links:
        if _article_of(link) is own:
            yield Stated("tags", text_of(link, 60), "rel=tag", 0.9)


def _is_tag(link: HtmlElement) -> bool:
    said = (link.get("rel") or "").lower().split()
    return "tag" in said and "category" not in said and not _is_beside(link)


def _is_beside(link: HtmlElement) -> bool:
    """Whether it stands in a box beside the article; an article may have a menu of its tags in it."""
    box = next(link.iterancestors("nav", "aside"), None)
    return box is not None and (box.tag == "aside" or _article_of(box) is None)


def _article_of(link: HtmlElement) -> HtmlElement | None:
    return next(link.iterancestors("article"), None)
