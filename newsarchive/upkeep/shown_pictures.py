"""The pictures that a post shows as it stands: kept ones, those of its source, and those of another tool."""

from dataclasses import dataclass

from newsarchive.evidence import Picture
from newsarchive.media.pictures_of import pictures_of
from newsarchive.store.pictures.folder import parts_of
from newsarchive.store.pictures.known import UNKNOWN

_HERE = "http://here.invalid/"  # what relative addresses are relative to; nobody has this host


@dataclass(frozen=True, slots=True)
class Shown:
    """What a body shows.

    :param pictures: in its order; a kept one whose URL nobody knows has its path in that place
    :param local: relative addresses of pictures that no archive keeps, as another tool wrote them
    """

    pictures: tuple[Picture, ...]
    local: tuple[str, ...]


def shown_in(body: str) -> Shown:
    """What the body of a post shows.

    :param body: HTML
    """
    pictures, local = [], []
    for found in pictures_of(body, _HERE):
        path = found.url.removeprefix(_HERE)
        if path == found.url:
            pictures.append(Picture(found.url))
        elif parts_of(path):
            pictures.append(Picture(f"{UNKNOWN}{path}", path))
        else:
            local.append(path)
    return Shown(tuple(pictures), tuple(local))
