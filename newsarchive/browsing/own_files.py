"""The style sheet and what else pages load of ours."""

from pathlib import Path

from newsarchive.browsing.held import Shelf
from newsarchive.browsing.page import NotHere, Raw

_FOLDER = Path(__file__).parent / "assets"
_SHARED = Path(__file__).parents[1] / "publishing" / "shared"  # with the sites that are published
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_ASSETS = {path.name: path for path in (*_FOLDER.iterdir(), _SHARED / "icon.svg", _SHARED / "search.js")}


def asset(shelf: Shelf, name: str) -> Raw:
    """One of our own files, by its name alone.

    :raises NotHere: there is none of that name
    """
    del shelf
    if name not in _ASSETS:
        raise NotHere(f"there is no {name} among what pages load")
    path = _ASSETS[name]
    return Raw(
        content=path.read_bytes(), media_type=_TYPES[path.suffix], headers={"Cache-Control": "no-cache"}
    )
