"""The text of a revision as its page shows it: safe, its pictures the archive's, its links led inside."""

import re
import zlib
from html import unescape
from urllib.parse import urldefrag, urljoin

from newsarchive.browsing.articles.found import FOREIGN, address_of
from newsarchive.browsing.held import Held
from newsarchive.discovery.addresses import canonical_address
from newsarchive.exceptions import ExtractionError
from newsarchive.profiles import identity_at
from newsarchive.publishing.body import published_body
from newsarchive.publishing.post_body import body_of
from newsarchive.store.catalog.row_kinds import RevisionRow
from newsarchive.store.looking.addresses import archived_at

_LINKS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_MOST = 300  # links of a body that are looked up


def body_in(held: Held, revision: RevisionRow) -> str | None:
    """The HTML of a revision's body, as its post holds it; None where it cannot be told from the rest."""
    is_ours = revision.kind not in FOREIGN
    profile = None if is_ours else held.profile
    name = revision.name.removesuffix(".md")
    post = zlib.decompress(revision.post)
    return body_of(post, name, revision.standfirst, revision.link, profile, is_ours=is_ours)


def shown_body(held: Held, revision: RevisionRow, page: str) -> str | None:
    """The same made safe, with links to what the archive has.

    :param page: the article's identity page, from which relative links count
    :returns: as :func:`newsarchive.publishing.body.published_body` gives it; None where it makes none
    """
    body = body_in(held, revision)
    if body is None:
        return None
    archived = _archived(held, body, page) if "href" in body.lower() else {}
    try:
        return published_body(body, inside=archived.get, base=page, language=revision.language)
    except ExtractionError:
        return None


def _archived(held: Held, body: str, page: str) -> dict[str, str]:
    """By each address that a body leads to the page of the article there, for those that are archived."""
    wanted: dict[str, tuple[str, str]] = {}
    profile = held.profile
    for found in _LINKS.finditer(body):
        try:
            url = urldefrag(urljoin(page, unescape(found[1] or found[2] or "").strip()))[0]
            if len(wanted) < _MOST and url not in wanted and url.startswith(("http://", "https://")):
                canonical = canonical_address(url)
                named = identity_at(canonical, profile) if profile else None
                wanted[url] = (named.source_id, named.url) if named else (canonical, canonical)
        except ValueError:
            continue
    numbers = held.look(lambda catalog: archived_at(catalog, held.name, wanted.values()))
    return {url: address_of(held, numbers[pair]) for url, pair in wanted.items() if pair in numbers}
