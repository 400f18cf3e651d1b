"""Which article an id or an address is: what a site's profile alone says of it."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from newsarchive.profiles.site import SiteProfile


@dataclass(frozen=True, slots=True)
class Identity:
    """One article of a site.

    :param source_id: the site's own id, by which an archive tells it from all others
    :param url: the address at which it is asked for, its identity page
    """

    source_id: str
    url: str


def identity_of(source_id: str, profile: SiteProfile) -> Identity | None:
    """The article with this id; None where it is no id of the site, or its page does not follow from it."""
    rules = profile.article
    if rules.page:
        url = rules.page.format(id=source_id)
        return Identity(source_id, url) if source_id and rules.is_id(source_id, url) else None
    if rules.id or not source_id.startswith(("/", "http://", "https://")):
        return None
    try:
        found = identity_at(urljoin(profile.home, source_id), profile)
    except ValueError:  # no address at all
        return None
    return found if found and found.source_id == source_id else None


def identity_at(address: str, profile: SiteProfile) -> Identity | None:
    """The article at a canonical address of the site; None where the profile's id is not in it.

    Without a rule the address is the id: without its host, if that is the site's own.

    :raises ValueError: it is no address
    """
    if profile.article.id:
        source_id = profile.article.id_in(address)
        return Identity(source_id, address) if source_id else None
    parts, home = urlsplit(address), urlsplit(profile.home)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    own = (parts.hostname or "").removeprefix("www.") == (home.hostname or "").removeprefix("www.")
    return Identity(path if own and parts.port == home.port else address, address)
