"""The pictures that an archive keeps, by their digests."""

import hashlib

from newsarchive.browsing.held import Held
from newsarchive.browsing.page import NotHere, Raw
from newsarchive.store.pictures.folder import EXTENSIONS, path_of
from newsarchive.text import typed

_TYPES = {extension: f"image/{'jpeg' if extension == 'jpg' else extension}" for extension in EXTENSIONS}
_SHOWN = "SELECT sha256 FROM illustration WHERE sha256 = ? LIMIT 1"


def picture(held: Held, prefix: str, name: str) -> Raw:
    """A picture that a revision shows, as it was served; it never changes, as its name is its digest.

    :param prefix: the first two digits of the digest
    :param name: digest and extension; the file is that of the digest in the catalog
    :raises NotHere: no revision shows such a picture, or its file is missing or damaged
    """
    asked, _, ending = name.partition(".")
    extension = next((one for one in EXTENSIONS if one == ending), None)
    known = held.look(lambda catalog: catalog.execute(_SHOWN, (asked,)).fetchone())
    if known is None or extension is None or prefix != asked[:2]:
        raise NotHere(f"no article of {held.name} shows such a picture")
    sha256 = str(known[0])
    try:
        data = (held.folder / path_of(sha256, extension)).read_bytes()
    except OSError as error:
        raise NotHere(f"the picture's file: {error.strerror}; {_way_back(held)}") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise NotHere(f"the picture's file is damaged; {_way_back(held)}")
    return Raw(
        content=data, media_type=_TYPES[extension],
        headers={"Cache-Control": "private, max-age=31536000, immutable"},
    )  # fmt: skip


def _way_back(held: Held) -> str:
    return f"{typed(f'verify {held.name} --repair')} puts it back"
