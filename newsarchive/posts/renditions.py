"""The addresses at which an ``<img>`` has its picture, and which of them is the largest."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from newsarchive.posts.safe_html.allowed import words
from newsarchive.posts.web_link import web_link

LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-original-src", "data-hi-res-src",
    "data-full-src", "data-echo", "_src", "zoomfile",
)  # fmt: skip
"""Attributes that give the whole picture, of which ``src`` may show a blurred or small one."""
SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-picture")
LATE_SET = "data-srcset"
"""The attribute by which a body that was read names the largest rendition alone."""
MOST_PIXELS = 30_000_000
"""Of a picture that is kept; what is larger is a bomb, or a scan that no page shows whole."""

_NAMED_AS_PICTURE = r"\.(?:jpe?g|png|webp|gif|avif|bmp|tiff?)"
_IS_PICTURE = re.compile(rf"^[^\s{{}}\[\]]+{_NAMED_AS_PICTURE}(?:$|[?#!@:;&/])", re.IGNORECASE)
_ENDS_AS_PICTURE = re.compile(rf"{_NAMED_AS_PICTURE}(?:[?#][^,]*)?$", re.IGNORECASE)
_IS_DRAWING = re.compile(r"\.svgz?(?:$|[?#])", re.IGNORECASE)
_KEPT_TYPES = words("image/jpeg image/jpg image/pjpeg image/png image/webp image/gif image/avif")
_CANDIDATE = re.compile(r"[\s,]*+(\S++)((?:[^,(]|\([^)]*\)?)*)")
_DESCRIPTOR = re.compile(r"(\d{1,6})w|(\d{1,3}(?:\.\d{1,4})?|\.\d{1,4})x")
_IS_DEBRIS = re.compile(r"""["<>{}]|\A(?!https?:|/).*'""")  # of a malformed set
_PIXELS = re.compile(r"(\d{1,5})(?:\.\d*)?(?:px)?")
_WIDTH_OF_SCREEN = re.compile(r"(min|max)-(?:device-)?width\s*:\s*(\d{1,5}(?:\.\d+)?)\s*(px|r?em)")
_SELDOM_SHOWN = re.compile(r"\bprint\b|prefers-|monochrome", re.IGNORECASE)
_TOKENS = re.compile(r"[a-z]+|\d+", re.IGNORECASE)
_BLANKS = words(
    "blank spacer placeholder pixel transparent loading loader lazy grey gray space empty dummy trans"
)
_ORNAMENTS = words("""
    logo logos icon icons avatar avatars sprite sprites qrcode erweima ewm share weixin wechat button btn
    arrow gravatar emoji tracking beacon favicon
""")
_NEUTRAL = words("""
    default site header footer small large white black dark light left right up down img image pic big mini
    new facebook twitter x whatsapp linkedin google rss mail email print play close search menu home top
    social px bg load
""")
_ORNAMENTAL_FOLDERS = words("avatar avatars gravatar emoji emojis qrcode erweima ewm smilies")
_UNSTATED = 200.0  # pixels; what a descriptor calls narrower stands in for a picture until that comes
_EM = 16.0
_MOST_SOURCES, _MOST_SIZES = 30, 60  # of a picture, and of a source
_RATIO = 2 / 3  # of height to width, where they are not stated


class Rendition(NamedTuple):
    """A picture at one size.

    :param address: as the page writes it
    :param width: in pixels, roughly; only compared with that of others
    :param pixels: an estimate, 0 where nothing is known
    """

    address: str
    width: float
    pixels: float = 0


def largest_of(
    image: Mapping[str, str | None], sources: Iterable[Mapping[str, str | None]] = (), base: str = ""
) -> str | None:
    """The http(s) URL of a picture's largest rendition of at most 30 megapixels, as far as that is stated.

    :param image: the attributes of its ``<img>``, entities decoded
    :param sources: those of the ``<source>`` elements of its ``<picture>``
    :param base: the address that relative ones are relative to; without it they are none
    :return: None where it has none, or is an ornament, a placeholder, or no picture that is kept
    """
    for one in sorted(_renditions(image, sources), key=_rank):
        url = in_full(one.address, base)
        if url and not _IS_DRAWING.search(urlsplit(url).path) and not is_ornament(url):
            return url
    return None


def _rank(one: Rendition) -> tuple[bool, float]:
    """Before all others the largest that is not too large, and after these the smallest."""
    is_too_large = one.pixels > MOST_PIXELS
    return is_too_large, one.pixels if is_too_large else -one.width


def in_full(address: str, base: str = "") -> str | None:
    """An address as an absolute http(s) URL; None for one that is none, or relative to nothing."""
    address = address.strip()
    if address.startswith("//") and not base:
        address = f"https:{address}"
    try:
        return web_link(urljoin(base, address))
    except ValueError:
        return None


def is_ornament(address: str) -> bool:
    """Whether an address is that of a logo, a button and the like: its name says nothing else."""
    *folders, name = urlsplit(address).path.lower().rsplit("/", 3)
    tokens = set(_TOKENS.findall(name.rpartition(".")[0] or name))
    own = {token for token in tokens if not token.isdigit()}
    host = set(_TOKENS.findall(urlsplit(address).netloc.lower()))
    says = own & (_ORNAMENTS | _BLANKS)
    return bool(says and own <= _ORNAMENTS | _BLANKS | _NEUTRAL | host) or any(
        folder in _ORNAMENTAL_FOLDERS for folder in folders
    )


def is_placeholder(address: str) -> bool:
    """Whether an address is that of what stands in a picture's place until a script loads it."""
    if not address or address.startswith(("data:", "about:")):
        return True
    tokens = _TOKENS.findall(address.rpartition("/")[2].partition(".")[0].lower())
    own = {token for token in tokens if not token.isdigit()} - {"x"}
    return bool(own & _BLANKS and own <= _BLANKS | _NEUTRAL)


def lazy_address(image: Mapping[str, str | None]) -> str | None:
    """What an attribute gives from which a script loads the picture."""
    for name in LAZY:
        value = (image.get(name) or "").strip()
        if not is_placeholder(value) and "/" in value and value[0] not in "{[":
            return value
    return None


def any_address(image: Mapping[str, str | None]) -> str | None:
    """The first attribute's value that is named as a picture is."""
    values = ((value or "").strip() for name, value in image.items() if name != "src")
    return next((v for v in values if _IS_PICTURE.search(v) and not is_placeholder(v)), None)


def pixels_of(attributes: Mapping[str, str | None], side: str) -> int | None:
    """What ``width`` or ``height`` states in pixels."""
    stated = _PIXELS.fullmatch((attributes.get(side) or "").strip())
    return int(stated[1]) if stated else None


def _renditions(
    image: Mapping[str, str | None], sources: Iterable[Mapping[str, str | None]]
) -> Iterator[Rendition]:
    """All that are given, of those that are called equally wide the preferred one first."""
    kept = [source for source in islice(sources, _MOST_SOURCES) if _is_kept_type(source)]
    shown = [source for source in kept if not _SELDOM_SHOWN.search(source.get("media") or "")]
    found = [one for source in shown for one in _of_source(source, _for_screens(source))]
    lazy, sets = lazy_address(image), _of_sets(image, _UNSTATED)
    found += sets["late"]
    across, down = pixels_of(image, "width") or 0, pixels_of(image, "height") or 0
    found += [Rendition(lazy, _UNSTATED, across * down)] if lazy else []
    found += sets["at once"]
    source = (image.get("src") or "").strip()
    if not lazy and not is_placeholder(source):
        found.append(Rendition(source, _UNSTATED, across * down))
    if not found and (other := any_address(image)):
        found.append(Rendition(other, _UNSTATED))
    return iter(found or [one for source in kept for one in _of_source(source, _UNSTATED)])


def _is_kept_type(source: Mapping[str, str | None]) -> bool:
    stated = (source.get("type") or "").partition(";")[0].strip().lower()
    return not stated or stated in _KEPT_TYPES


def _for_screens(source: Mapping[str, str | None]) -> float:
    """How wide a source's picture may be taken to be: as stated, or by the screens that it is meant for."""
    if stated := pixels_of(source, "width"):
        return float(stated)
    screens = [
        (which.lower(), float(number) * (1.0 if unit.lower() == "px" else _EM))
        for which, number, unit in _WIDTH_OF_SCREEN.findall(source.get("media") or "")
    ]
    least = [width for which, width in screens if which == "min"]
    if least:
        return max(_UNSTATED + 1, *least)
    most = [width for which, width in screens if which == "max"]
    return _UNSTATED * min(most) / (min(most) + 1) if most else _UNSTATED


def _of_source(element: Mapping[str, str | None], unstated: float) -> list[Rendition]:
    sets = _of_sets(element, unstated)
    return [*sets["late"], *sets["at once"]]


def _of_sets(element: Mapping[str, str | None], unstated: float) -> dict[str, list[Rendition]]:
    """Those that an element's source sets give, to be loaded late or at once."""
    width, height = pixels_of(element, "width"), pixels_of(element, "height")
    ratio = height / width if width and height else _RATIO
    found: dict[str, list[Rendition]] = {"late": [], "at once": []}
    for name in SOURCE_SETS:
        for address, wide, dense in islice(in_source_set(element.get(name) or ""), _MOST_SIZES):
            across = wide or (width or 0) * dense
            found["at once" if name == "srcset" else "late"].append(
                Rendition(address, wide or unstated * dense, across * across * ratio)
            )
    return found


def in_source_set(source_set: str) -> Iterator[tuple[str, float, float]]:
    """The addresses of a ``srcset`` with width in pixels, 0 where none is stated, and density.

    A comma that a URL ends with ends its candidate; others are the URL's own, but where a whole URL follows.
    """
    at = 0
    while (found := _CANDIDATE.match(source_set, at)) is not None:
        written, described = found[1], found[2]
        at = found.end()
        if written.endswith(","):
            written, described, at = written.rstrip(","), "", found.end(1)
        *before, address = _run_together(written)
        for one in before:
            if not is_placeholder(one):
                yield one, 0.0, 1.0
        if is_placeholder(address) or _IS_DEBRIS.search(address):
            continue
        sizes = [size for part in described.split() if (size := _DESCRIPTOR.fullmatch(part))]
        wide = next((float(size[1]) for size in sizes if size[1]), 0.0)
        yield address, wide, next((float(size[2]) for size in sizes if size[2]), 1.0)


def _run_together(written: str) -> list[str]:
    """URLs that no space parts."""
    parts = re.split(r",(?=https?://)", written)
    found = [parts[0]]
    for part in parts[1:]:
        if _ENDS_AS_PICTURE.search(found[-1]):
            found.append(part)
        else:
            found[-1] += f",{part}"
    return found
