"""The HTML of a post's body, taken out of the post."""

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.foreign_post import foreign_post
from newsarchive.posts.markdown_body import html_of
from newsarchive.posts.post import markdown_text

_END = "\n---\n"


def body_of(post: bytes, name: str, standfirst: str, link: str, footer: str, *, is_ours: bool) -> str | None:
    """The body's HTML, or None where it cannot be told from the rest of the post.

    :param name: the post's, without extension
    :param standfirst: the post's, as the catalog has it; may be empty
    :param link: likewise
    :param footer: the template of the footers that the site's own posts have
    :param is_ours: the post was written here; any tool may have written another
    """
    body = _between(post.decode("utf-8", "replace"), standfirst, link) if is_ours else None
    if body is not None:
        return body
    try:
        return html_of(foreign_post(post, name, footer).body)
    except ExtractionError:
        return None


def _between(post: str, standfirst: str, link: str) -> str | None:
    """What stands between front matter and link in a post of ours, without reading the front matter."""
    end = post.find(_END, 3)
    start = end + len(_END)
    if standfirst:
        quoted = f"> {markdown_text(standfirst)}\n\n"
        if not post.startswith(quoted, start):
            return None
        start += len(quoted)
    stop = post.rfind(f"\n\n<{link}>\n\n", start)
    return post[start:stop] if 0 < end < start <= stop else None
