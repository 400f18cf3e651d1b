"""What of a post's body a built page shows: all its text, and nothing that asks anybody for anything."""

from newsarchive.posts.safe_html import safe_body
from newsarchive.publishing.body.addresses import Addresses, Inside
from newsarchive.publishing.body.attributes import set_attributes
from newsarchive.publishing.body.headings import set_headings
from newsarchive.publishing.body.links import set_links
from newsarchive.publishing.body.lists import set_lists
from newsarchive.publishing.body.media import Media
from newsarchive.publishing.body.outworn import drop_empty, replace_outworn, wrap_lines
from newsarchive.publishing.body.scrolling import let_scroll
from newsarchive.publishing.body.styles import set_styles
from newsarchive.publishing.body.tables import set_tables
from newsarchive.publishing.body.tree import parsed, written
from newsarchive.publishing.body.words import media_words

__all__ = ["Inside", "published_body"]


def published_body(
    body: str, *, inside: Inside, remote_pictures: bool = False, base: str = "", language: str = ""
) -> str:
    r"""A post's body as HTML for its page; published once more, it stays as it is.

    Pictures of the archive are shown, other pictures, videos and sounds become links. An address from the
    site's root stands in ``href="/…"`` and ``src="/…"``, and no other value, nor any text, holds a ``="/``.

    :param body: as the post holds it, or from anywhere else
    :param inside: gives for an http(s) URL without fragment the site-relative address of the page that the
        built site has for it, else None
    :param remote_pictures: whether pictures that lie elsewhere are shown from there
    :param base: the article's own address, which relative ones in the body count from
    :param language: the article's, a BCP 47 tag, for the words that stand for a picture without description
    :raises ExtractionError: ``unsafe-body``, for one that no archive has stored
    """
    root = parsed(safe_body(body))
    addresses, words = Addresses(inside, base), media_words(language)
    Media(addresses, words, remote_pictures=remote_pictures).settle(root)
    set_styles(root)
    replace_outworn(root)
    set_links(root, addresses, words)
    set_attributes(root)
    drop_empty(root)
    set_lists(root)
    set_headings(root)
    set_tables(root)
    let_scroll(root)
    wrap_lines(root)
    return written(root)
