"""Pictures, videos and sounds of a body: the archive's own are shown, those elsewhere become links."""

import re

from newsarchive.publishing.body.addresses import LOCAL_PICTURE, Addresses, host_of
from newsarchive.publishing.body.tree import HIDDEN, Element, is_blank
from newsarchive.publishing.body.words import MediaWords

_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-original-src", "data-hi-res-src",
    "data-full-src", "data-echo", "data-url", "data-lazy",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"([^\s,]\S*[^\s,]|[^\s,])(?:\s+(\d{1,6}(?:\.\d{1,4})?)[wx])?\s*(?:,|\Z)")
_SIDE = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*")
_DOT_IN_STYLE = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[012](?:px)?\s*(?:;|$)", re.IGNORECASE)
_DOT = 2  # pixels; so small a picture is there to be counted


class Media:
    """The media of one body.

    :param remote_pictures: whether pictures that lie elsewhere are shown, too
    """

    def __init__(self, addresses: Addresses, words: MediaWords, *, remote_pictures: bool) -> None:
        self._addresses = addresses
        self._words = words
        self._remote_pictures = remote_pictures

    def settle(self, root: Element) -> None:
        """Make of each what the page is to have in its place."""
        root.children = self._settled(root.children, None, [])

    def _settled(
        self, children: list[Element | str], link: Element | None, beside: list[Element | str]
    ) -> list[Element | str]:
        """The children with their media settled.

        :param link: the link that they stand in; a link within it is none
        :param beside: gets the links that stand behind it instead
        """
        found: list[Element | str] = []
        for child in children:
            if isinstance(child, str):
                found.append(child)
            elif child.tag == "img":
                found += self._picture(child, _addresses_of(child), link, beside)
            elif child.tag == "picture":
                found += self._choice(child, link, beside)
            elif child.tag in ("video", "audio"):
                found += self._recording(child, link, beside)
            elif child.tag == "a" and child.attributes.get("href"):
                behind: list[Element | str] = []
                child.children = self._settled(child.children, child, behind)
                found += [child, *behind]
            elif child.tag != "source":
                child.children = self._settled(child.children, link, beside)
                found.append(child)
        return found

    def _choice(
        self, picture: Element, link: Element | None, beside: list[Element | str]
    ) -> list[Element | str]:
        """A ``picture``: its ``img``, which its sources give an address where it has none of its own."""
        offered = [address for source in _sources(picture) for address in _addresses_of(source)]
        images = [one for one in picture.children if isinstance(one, Element) and one.tag == "img"]
        if images and offered and not _addresses_of(images[0]):
            images[0].attributes["src"] = offered[0]
        found = [] if images else self._picture(Element("img"), offered, link, beside)
        return [*found, *self._settled(picture.children, link, beside)]

    def _picture(
        self, image: Element, offered: list[str], link: Element | None, beside: list[Element | str]
    ) -> list[Element | str]:
        said = image.attributes
        alt = " ".join(said.get("alt", "").split())
        address = next(filter(None, map(self._addresses.picture, offered)), None)
        if address is None:
            return [alt] if alt else []
        style = said.get("style", "")
        is_local = LOCAL_PICTURE.fullmatch(address) is not None
        sides = {
            name: found[1] for name in ("width", "height") if (found := _SIDE.fullmatch(said.get(name, "")))
        }
        if not is_local:
            if (sides and all(int(side) <= _DOT for side in sides.values())) or _DOT_IN_STYLE.search(style):
                return []
            if not self._remote_pictures:
                return self._link(address, alt or self._words.picture, link, beside)
        kept = {"src": address, "alt": alt, **sides, "loading": "lazy"}
        kept |= {name: said[name] for name in ("title", "style") if name in said}
        return [Element("img", kept if is_local else kept | {"referrerpolicy": "no-referrer"})]

    def _recording(
        self, media: Element, link: Element | None, beside: list[Element | str]
    ) -> list[Element | str]:
        """A video or a sound as a link; its content is for browsers that play none and stays unseen."""
        word = self._words.video if media.tag == "video" else self._words.audio
        offered = [address for one in [media, *_sources(media)] for address in _addresses_of(one)]
        address = next(filter(None, map(self._addresses.picture, offered)), None)
        title = " ".join(media.attributes.get("title", "").split())
        found = self._link(address, title or word, link, beside) if address else []
        rest = Element("span", {"style": HIDDEN}, self._settled(media.children, link, beside))
        if any(one.is_block for one in rest.elements()):
            rest.tag = "div"
        return found if all(map(is_blank, rest.children)) else [*found, rest]

    def _link(
        self, address: str, label: str, link: Element | None, beside: list[Element | str]
    ) -> list[Element | str]:
        host = host_of(address)
        if link is None:
            return [_remote(address, f"{label} ({host})")]
        if self._addresses.link(link.attributes["href"]) != address:
            beside += [" ", _remote(address, f"{label} ({host})")]
        return [label]


def _remote(address: str, text: str) -> Element:
    return Element("a", {"href": address, "class": "remote"}, [text])


def _sources(media: Element) -> list[Element]:
    return [one for one in media.children if isinstance(one, Element) and one.tag == "source"]


def _addresses_of(element: Element) -> list[str]:
    """The addresses that an element states, the one that its picture is at first."""
    said = element.attributes
    stated = said.get("src", "")
    if LOCAL_PICTURE.fullmatch(stated):
        return [stated]
    found = [said[name] for name in _LAZY if re.search(r"[/.]", said.get(name, ""))]
    found += [best for name in _SETS if (best := _largest(said.get(name, "")))]
    return [*found, stated] if stated else found


def _largest(candidates: str) -> str:
    found = [(float(size or 1), address) for address, size in _CANDIDATE.findall(candidates)]
    return max(found, key=lambda one: one[0])[1] if found else ""
