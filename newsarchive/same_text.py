"""Leave out of a body what changes by itself: ads, share bars, counters, nonces."""

import re

# Class or id words of elements that are no part of the article; whole words, so that "lead",
# "header" and "download" are none of them.
_NOISE = re.compile(
    r"(?:ads?|ad-?\d+|ad[-_](?:box|context\w*|slot|unit|banner|wrap\w*|container)|ad_context\d*|adsbygoogle|advert\w*"
    r"|banner|guanggao|gg|promo|sponsor\w*|share|sharebar|share[-_]\w+|social|social[-_]\w+|bdshare\w*"
    r"|views?|hits?|pv|read[-_]?(?:count|num)|view[-_]?(?:count|num)|counter|count|comment[-_]?(?:count|num)"
    r"|likes?|praise|zan|tracker|tracking|pixel|beacon)",
    re.IGNORECASE,
)
_START = re.compile(
    r"""<(?P<name>[a-z][a-z0-9]*)\b(?P<attributes>(?:[^<>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE
)
_NAMES = re.compile(r"""\b(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MOST_ELEMENTS = 200  # no article has so many ads; each costs a look through what follows it
_VOID = {"img", "br", "hr", "input", "source", "wbr", "col", "area"}
_PIXEL = re.compile(
    r"""<img\b(?=[^<>]*\bwidth\s*=\s*["']?[01]\b)(?=[^<>]*\bheight\s*=\s*["']?[01]\b)[^<>]*>""", re.IGNORECASE
)
_NUMBER = r"[\d,.，]+\s*(?:万|亿|千|k|m)?\s*\+?"
_WORD = r"(?:阅读|浏览|点击|评论|点赞|赞|人气|收藏|分享|转发|跟帖|播放|访问)(?:量|数|次数|人数|次)?"
_ENGLISH = r"(?:views?|reads?|hits?|comments?|shares?|likes?|times?)"
_COUNTER = re.compile(
    rf"(?<=>)\s*[(（\[【]?\s*(?:{_WORD}\s*[:：]?\s*[(（]?\s*{_NUMBER}\s*(?:次|人|条)?[)）]?"
    rf"|{_NUMBER}\s*(?:次|人|条)?\s*{_WORD}|{_NUMBER}\s*{_ENGLISH}|{_ENGLISH}\s*[:：]\s*{_NUMBER}"
    rf"|read\s{_NUMBER}\s*times?)\s*[)）\]】]?\s*(?=<)",
    re.IGNORECASE,
)


def without_noise(body: str) -> str:
    """The body without ads and counters; as it is, where nothing else would be left.

    :param body: HTML that is balanced, as the archive publishes it
    """
    kept = _COUNTER.sub("", _PIXEL.sub("", _without_elements(f">{body}<")[1:-1].join("><")))[1:-1]
    return kept if re.search(r">\s*[^\s<]|<img", f">{kept}", re.IGNORECASE) else body


def _without_elements(body: str) -> str:
    """Without the elements whose class or id says that they are none of the article's."""
    kept: list[str] = []
    at = found = 0
    while start := _START.search(body, at):
        found += _is_noise(start["attributes"])
        if found > _MOST_ELEMENTS or not _is_noise(start["attributes"]):
            kept.append(body[at : start.end()])
            at = start.end()
            continue
        kept.append(body[at : start.start()])
        at = _end_of(body, start)
    return "".join(kept) + body[at:]


def _is_noise(attributes: str) -> bool:
    if "class" not in attributes.lower() and "id" not in attributes.lower():
        return False
    words = (word for found in _NAMES.findall(attributes) for word in "".join(found).split())
    return any(_NOISE.fullmatch(word) for word in words)


def _end_of(body: str, start: re.Match[str]) -> int:
    """Where the element ends; behind its start tag, if it has no end."""
    name = start["name"].lower()
    if name in _VOID or start["attributes"].rstrip().endswith("/"):
        return start.end()
    depth = 1
    for tag in re.finditer(rf"<(/?){name}\b[^>]*>", body[start.end() :], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return start.end() + tag.end()
    return start.end()
