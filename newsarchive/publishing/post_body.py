"""The HTML of a post's body for its site."""

from newsarchive.posts import post_body
from newsarchive.profiles import SiteProfile


def body_of(
    post: bytes, name: str, standfirst: str, link: str, profile: SiteProfile | None, *, is_ours: bool
) -> str | None:
    """The same as :func:`newsarchive.posts.post_body.body_of`, with the footers that a profile says."""
    return post_body.body_of(
        post, name, standfirst, link, profile.post.footer if profile else "", is_ours=is_ours
    )
