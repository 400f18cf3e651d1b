"""What a page says of its article's address: the ids that this makes, and whether it is another one."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from newsarchive.discovery.addresses import canonical_address, other_forms, same_article
from newsarchive.items import ArticleFields
from newsarchive.profiles import SiteProfile, identity_at


def own_ids(said: ArticleFields, profile: SiteProfile) -> tuple[str, ...]:
    """The ids of an article at the address that its page calls its own.

    Without ids of the site's own, the address that answered and other forms count as well: ``www.``, a last
    slash. A wrong one, such as the front page, makes an id that no article has, or that of another story.
    """
    return tuple(dict.fromkeys(_ids(said, profile)))


def _ids(said: ArticleFields, profile: SiteProfile) -> Iterator[str]:
    own = profile.article.id is not None
    for stated in filter(None, (said.canonical, "" if own else said.link)):
        try:
            address = canonical_address(stated)
        except ValueError:
            continue
        forms = [address] if own else [address, *other_forms(address)]
        found = (identity_at(form, profile) for form in forms)
        yield from (one.source_id for one in found if one)


def is_view(said: ArticleFields, url: str) -> bool:
    """Whether a page says that its article stands elsewhere: a print view, a copy in another section.

    :param url: at which it was asked for
    """
    elsewhere = said.canonical and not same_article(said.canonical, url)
    return bool(elsewhere and urlsplit(said.canonical).path.strip("/"))
