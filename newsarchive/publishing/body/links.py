"""Links that lead somewhere and say where, and the places in a body that they lead to."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from newsarchive.publishing.body.addresses import Addresses
from newsarchive.publishing.body.tree import Element
from newsarchive.publishing.body.words import MediaWords

_PLACE = "text-"
"""What the id of a place begins with, so that it is none of the page's own."""
_NOT_OF_IDS = re.compile(r"[^\w.-]")


def set_links(root: Element, addresses: Addresses, words: MediaWords) -> None:
    """Give each link its address on the built site, and take the others' ``href`` away."""
    links = [element for element in root.elements() if element.tag == "a"]
    for link in links:
        said = link.attributes
        if name := said.pop("name", ""):
            said.setdefault("id", name)
        href = addresses.link(said.pop("href", ""))
        if href and link.shows():
            if href[0] in "/#":
                said.pop("target", None)
            link.attributes = {"href": href, **said}
            _name_by_picture(link, words)
    _set_places(root, links)
    for link in links:
        if "href" not in link.attributes:
            link.tag = "span"


def _name_by_picture(link: Element, words: MediaWords) -> None:
    """Let a link whose one content is a picture have a text that a screen reader reads."""
    text = " ".join(link.text().split())
    pictures = [element for element in link.elements() if element.tag == "img"]
    if pictures and not text and not any(one.attributes["alt"] for one in pictures):
        pictures[0].attributes["alt"] = words.picture
    for picture in pictures:
        if text and picture.attributes["alt"] == text:
            picture.attributes["alt"] = ""  # it would be read twice


def _set_places(root: Element, links: Iterable[Element]) -> None:
    """Keep the ids that a link of the body leads to, each once."""
    leading = [link for link in links if link.attributes.get("href", "")[:1] == "#"]
    wanted = {unquote(link.attributes["href"][1:]) for link in leading}
    places: dict[str, str] = {}
    taken = set()
    for element in root.elements():
        name = element.attributes.pop("id", "")
        place = _PLACE + _NOT_OF_IDS.sub("-", name.removeprefix(_PLACE))
        if name in wanted and name not in places and place not in taken:
            places[name] = element.attributes["id"] = place
            taken.add(place)
    for link in leading:
        place = places.get(unquote(link.attributes.pop("href")[1:]), "")
        if place:
            link.attributes["href"] = "#" + place
