"""Which pictures an article's body shows, and the body with those that are kept in their places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from newsarchive.posts.renditions import LAZY, SOURCE_SETS, in_full, largest_of, pixels_of
from newsarchive.posts.safe_html import safe_body
from newsarchive.posts.safe_html.allowed import words
from newsarchive.posts.safe_html.lexer import ATTRIBUTE, TOKEN

_SMALL = 50  # pixels; a picture of an article is no narrower and no lower
_NAMED_AS_ORNAMENT = words("emoji wp-smiley smiley emoticon avatar icon logo tracking-pixel beacon")
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|\A(?!.*min-(?:width|height)).*(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:!|;|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BEACON = re.compile(
    r"""//(?:[^/?]*\.)?(?:scorecardresearch\.com|google-analytics\.com|doubleclick\.net|facebook\.com/tr\b
      |stats\.wp\.com|pixel\.wp\.com|quantserve\.com|hm\.baidu\.com|cnzz\.com|mc\.yandex\.ru|counter\.yadro\.ru
      |ioam\.de|vg\d{2}\.met\.vgwort\.de|chartbeat\.net|krxd\.net|imrworldwide\.com)(?=[/?]|\Z)
    | //(?:pixel|beacon|tracker|tracking|analytics)\d*\.
    | /(?:pixel|beacon|track|collect|counter|1x1)(?:\.(?:gif|png|php|aspx?))?(?:\?|\Z)
    | /(?:clear|cleardot|dot|null)\.gif(?:\?|\Z) | /(?:tw)?emojis?/""",
    re.IGNORECASE | re.VERBOSE,
)
_LATE = frozenset({*LAZY, *SOURCE_SETS, "sizes", "data-sizes", "data-lazy-sizes"})
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Found:
    """A picture that a body shows.

    :param url: the http(s) address of its largest rendition
    """

    url: str


@dataclass(slots=True)
class _Image:
    """An ``<img>`` among the body's tokens.

    :param at: which of them it is
    :param holder: the ``<picture>`` around it, by the tokens at which that begins and ends
    """

    at: int
    attributes: dict[str, str]
    sources: list[dict[str, str]] = field(default_factory=list)
    holder: tuple[int, int] | None = None


def pictures_of(html: str, base: str = "") -> list[Found]:
    """The pictures that a body shows, each once, in their order; no ornaments, beacons and placeholders.

    :param html: safe to publish
    :param base: the address that relative ones are relative to; without it they are none
    """
    found: dict[str, Found] = {}
    if "<img" in html.lower():
        for _, url in _shown(list(TOKEN.finditer(html)), base):
            found.setdefault(url, Found(url))
    return list(found.values())


def with_pictures(html: str, paths: Mapping[str, str], base: str = "") -> str:
    """The body, each of its pictures at one address, and all else byte for byte as it was.

    :param html: safe to publish, as what is returned is
    :param paths: by URL, where its file is: ``media/ab/SHA256.ext``; those of which nothing is said, or an
        empty text, keep their URL
    :param base: as in :func:`pictures_of`
    """
    if "<img" not in html.lower():
        return html
    tokens = list(TOKEN.finditer(html))
    out: list[str] = [token[0] for token in tokens]
    unwrapped: set[tuple[int, int]] = set()
    for image, url in _shown(tokens, base):
        path = paths.get(url, "")
        out[image.at] = _written(tokens[image.at], image.attributes, f"/{path}" if path else url, url, base)
        if image.holder and image.holder not in unwrapped:
            unwrapped.add(image.holder)
            _unwrap(tokens, out, *image.holder)
    changed = "".join(out)
    return html if changed == html else safe_body(changed)


def _shown(tokens: list[re.Match[str]], base: str) -> Iterator[tuple[_Image, str]]:
    for image in _images(tokens):
        url = None if _is_ornamental(image.attributes) else largest_of(image.attributes, image.sources, base)
        if url and not _BEACON.search(url):
            yield image, url


def _images(tokens: list[re.Match[str]]) -> Iterator[_Image]:
    """All of them, each with what the ``<picture>`` around it says, the outer one if one is in another."""
    opened, depth = -1, 0
    sources: list[dict[str, str]] = []
    held: list[_Image] = []
    for at, token in enumerate(tokens):
        name = (token["start"] or token["end"] or "").lower()
        if name == "img":
            image = _Image(at, _attributes(token["attributes"]), [] if held else sources)
            if depth:
                held.append(image)
            else:
                yield image
        elif name == "source" and depth:
            sources.append(_attributes(token["attributes"]))
        elif name == "picture" and token["start"]:
            if not depth:
                opened, sources, held = at, [], []
            depth += 1
        elif name == "picture":
            depth -= 1
            if not depth:
                for image in held:
                    image.holder = (opened, at)
                yield from held
                sources = []


def _attributes(written: str) -> dict[str, str]:
    return {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in ATTRIBUTE.findall(written)
    }


def _is_ornamental(attributes: dict[str, str]) -> bool:
    sides = (pixels_of(attributes, side) for side in ("width", "height"))
    return (
        any(side is not None and side < _SMALL for side in sides)
        or not _NAMED_AS_ORNAMENT.isdisjoint(attributes.get("class", "").lower().split())
        or _UNSEEN.search(attributes.get("style", "")) is not None
    )


def _written(token: re.Match[str], attributes: dict[str, str], address: str, url: str, base: str) -> str:
    """An ``<img>`` with this address and none besides, its other attributes as they were.

    :param url: the picture's, which an attribute of any name may give
    """
    late = _LATE | {n for n, v in attributes.items() if n.startswith("data-") and in_full(v, base) == url}
    given = token["attributes"]
    out, at = [token[0][: token.start("attributes") - token.start()]], 0
    if "src" not in attributes:
        out.append(f' src="{escape(address)}"')
    for found in ATTRIBUTE.finditer(given):
        name = found[1].lower()
        if name == "src" and attributes["src"] != address:
            out += [given[at : found.start()], f'src="{escape(address)}"']
        elif name != "src" and name in late:
            out.append(given[at : found.start()].rstrip())
        else:
            out.append(given[at : found.end()])
        at = found.end()
    return "".join(out) + token[0][token.end("attributes") - token.start() :]


def _unwrap(tokens: list[re.Match[str]], out: list[str], first: int, last: int) -> None:
    """Leave the tags of a ``<picture>`` and its sources out, and the white space between them."""
    for at in range(first, last + 1):
        token = tokens[at]
        if (token["start"] or token["end"] or "").lower() in ("picture", "source"):
            out[at] = ""
        elif token["text"]:
            out[at] = "" if not token["text"].strip() else _WHITE.sub(" ", token["text"])
