"""A list as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from lxml import etree

from newsarchive.browsing.held import Held
from newsarchive.browsing.looking import Look
from newsarchive.browsing.moments import line_time, machine_time, stated_time
from newsarchive.browsing.page import Raw, To
from newsarchive.browsing.told import WORDS, main_link, what_befell
from newsarchive.posts.web_link import web_link
from newsarchive.store.looking.lines import Line
from newsarchive.text import one_line

_SPACE = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SINCE = "2026"  # names of RFC 4151 say when their authority had its name; that of a site's host has it now
_NOBODY = "newsarchive.invalid"  # of a site whose host nobody knows


def atom_feed(held: Held, address: str, title: str, lines: Sequence[Line], look: Look, origin: str) -> Raw:
    """A feed of lines.

    :param address: of the list
    :param origin: of the server, if there is one, so that the feed can say where it is
    """
    newest = max((line.at for line in lines), default=look.last_moment)
    own, zone = f"tag:{_host_of(held)},{_SINCE}:{quote(held.name)}", look.zone

    def told(to: To) -> bytes:
        feed = etree.Element(f"{{{_SPACE}}}feed", nsmap={None: _SPACE})
        _add(feed, "id", f"{own}{quote(address.removeprefix(f'/{held.name}'))}")
        _add(feed, "title", f"{held.name}: {title}")
        _add(feed, "updated", machine_time(newest, zone))
        _add(_add(feed, "author"), "name", held.name)
        _add(
            feed, "link", rel="self", type="application/atom+xml", href=f"{origin}{to(f'{address}feed.atom')}"
        )
        _add(feed, "link", rel="alternate", type="text/html", href=to(address))
        for line in lines:
            link = main_link(held.name, line)
            _entry(feed, own, line, look, to(link or address))
        told_as: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True, pretty_print=True)
        return told_as

    return Raw(content=told, media_type="application/atom+xml; charset=utf-8")


def _host_of(held: Held) -> str:
    profile = held.profile
    host = urlsplit(profile.home).hostname if profile else None
    return quote(host or _NOBODY)


def _entry(feed: etree._Element, own: str, line: Line, look: Look, page: str) -> None:
    entry = _add(feed, "entry")
    _add(entry, "id", f"{own}/{quote(line.source_id, safe='')}{_suffix(line)}")
    _add(entry, "title", line.title or "(without a title)", **_language(line))
    _add(entry, "updated", line_time(line, look.zone))
    if line.published:
        _add(entry, "published", stated_time(line.published))
    if name := line.author or line.outlet:
        _add(_add(entry, "author"), "name", name)
    _add(entry, "link", rel="alternate", href=page)
    if source := web_link(line.url):
        _add(entry, "link", rel="via", href=source)
    _add(entry, "category", term=line.kind, label=WORDS[line.kind])
    if line.section:
        _add(entry, "category", term=line.section)
    told = what_befell(line)
    _add(entry, "summary", f"{WORDS[line.kind]}{': ' if told else ''}{told}")


def _suffix(line: Line) -> str:
    """What makes of an article's name that of what befell it."""
    if line.kind == "edited":
        return f"/revision/{line.number}"
    if line.kind == "withdrawn":
        return f"/withdrawn/{line.at}"
    if line.kind == "quarantined":
        return f"/quarantined/{line.record}"
    return {"published": "", "captured": "/captured"}.get(line.kind, "/missed")


def _language(line: Line) -> dict[str, str]:
    tag = line.language
    return {_LANG: tag} if tag and tag.replace("-", "").isalnum() and tag.isascii() else {}


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """A further element, of whose text nothing is left that XML has no place for."""
    kept = {key: one_line(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, f"{{{_SPACE}}}{name}", kept)
    element.text = one_line(text) or None
    return element
