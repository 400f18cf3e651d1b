"""Which kept pictures a post shows, read off its bytes."""

import re

from newsarchive.store.pictures.folder import EXTENSIONS

# Behind a host or within a longer path it is another site's address.
_SHOWN = re.compile(
    rb"(?<![\w/.:-])/(media/([0-9a-f]{2})/(\2[0-9a-f]{62})\.(?:%b))(?![\w.-])" % "|".join(EXTENSIONS).encode()
)


def paths_in(post: bytes) -> dict[str, str]:
    """The kept pictures that a post shows, each once, in its order.

    :returns: SHA-256 in hexadecimal → ``media/ab/SHA256.ext``
    """
    if b"/media/" not in post:
        return {}
    return {found[3].decode(): found[1].decode() for found in _SHOWN.finditer(post)}
