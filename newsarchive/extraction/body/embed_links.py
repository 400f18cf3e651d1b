"""Bodies that are taken as they are written: what no post may hold leaves a link where it stands."""

import re
from html import unescape

from newsarchive.extraction.body.embeds import FRAMES, link_for
from newsarchive.posts.safe_html.lexer import MARKUP
from newsarchive.posts.safe_html.values import url_is_safe

_PLAYERS = ("video", "audio")
_ELEMENTS = frozenset({*FRAMES, *_PLAYERS})
_MAY_BE_ONE = re.compile(rf"<(?:{'|'.join(sorted(_ELEMENTS))})[\s/>]|<div\s[^<>]*data-", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""", re.IGNORECASE)
_LONGEST = 20_000  # characters of an embed
_MOST = 200  # of a body


def with_links(html: str, base: str) -> str:
    """The body with links for its embeds; those of ads, trackers and forms stay, to be dropped with others.

    Players whose own address a post may have stay, too: it shows them. All else is byte for byte as it was.

    :param base: the address that relative ones are relative to
    """
    if not _MAY_BE_ONE.search(html):
        return html
    tokens = list(MARKUP.finditer(html))
    out, at, links = list[str](), 0, list[str]()
    for index, token in enumerate(tokens):
        if token.start() < at or len(links) >= _MOST:
            continue
        end = _end_of(tokens, index)
        if end is None or end - token.start() > _LONGEST:
            continue
        embed = html[token.start() : end]
        name = (token["raw"] or token["name"] or "").lower()
        if name in _PLAYERS and _plays(embed):
            continue
        link = link_for(embed, base)
        if link and not (name == "noscript" and link in links):
            out += [html[at : token.start()], link]
            at = end
            links.append(link)
    return "".join([*out, html[at:]])


def _end_of(tokens: list[re.Match[str]], index: int) -> int | None:
    """Where an element ends that may be an embed; None for any other."""
    token = tokens[index]
    raw = (token["raw"] or "").lower()
    if raw:
        is_one = raw == "iframe" or (raw == "noscript" and "<iframe" in token["content"].lower())
        return token.end() if is_one else None
    name = (token["name"] or "").lower()
    if token["end"] or name not in _ELEMENTS | {"div"}:
        return None
    if name == "embed":
        return token.end()
    if name == "div":
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        is_empty = after is not None and after["end"] and (after["name"] or "").lower() == "div"
        is_place = is_empty and after is not None and not after.string[token.end() : after.start()].strip()
        return after.end() if is_place and after is not None else None
    depth = 0
    for other in tokens[index : index + 100]:
        if (other["name"] or "").lower() == name:
            depth += -1 if other["end"] else 1
            if not depth:
                return other.end()
    return None


def _plays(player: str) -> bool:
    """Whether a post shows what plays: an address that is no script's own."""
    addresses = ("".join(found) for found in _SOURCE.findall(player))
    return any(url_is_safe(unescape(address)) for address in addresses)
