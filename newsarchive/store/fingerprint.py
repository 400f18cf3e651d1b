"""What makes two texts of an article the same, whatever counters, nonces and ads say."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from newsarchive.evidence import Picture
from newsarchive.items import Article
from newsarchive.posts.picture_sources import with_sources
from newsarchive.posts.safe_html.allowed import BLOCKS, VOID
from newsarchive.posts.safe_html.lexer import MARKUP

_TELLING = 80  # about two Chinese sentences; shorter bodies are alike by chance: opening prices, notices
_AD = 300  # characters; what is longer than this and than all the rest is no ad, whatever its class says

_ATTRIBUTE = re.compile(r"""([^\s/>=]++)(?:\s*+=\s*+(?:"([^"]*+)|'([^']*+)|([^\s>"']++)))?+["']?""")
_LONGEST_TAG = 4000  # no class, id or address lies behind
_SOURCES = ("data-original", "data-src", "src")  # where pictures load late, src is a placeholder
_TINY = re.compile(r"""(?<![\w-])(width|height)\s*+[=:]\s*+["']?[01](?:px)?(?![\w.%])""", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Words of a class or id: the upper ones wherever they stand (``ad_context3``), the lower ones where a
# token ends (``post-views``), because generators name whole rows ``views-row``.
_CLUTTER = re.compile(
    r"""(?<![a-z0-9])(?:
      (?:(?:ads?|advs?|banners?|guanggao|beacon|track(?:er|ing)[-_]?pixel)\d*|advert[a-z]*|ads(?:ense|bygoogle)
        |promo(?:s|ted|tions?)?|sponsor(?:s|ed)?|addthis|addtoany|jiathis|bdshare[a-z]*|sharing
        |(?:share|social)(?:s|d|bar|box|btns?|buttons?|icons?|links?|list|media|share|this|tools?)?\d*
      )(?![a-z0-9])
    | (?:views|hits|reads|pv|counter|tracker|yuedu|dianji|liulan|renqi
        |(?:click|comment|hit|like|page|play|read|share|view|visit)s?[-_]?(?:counts?|nums?|number|times|views)
      )(?![^\s]))""",
    re.IGNORECASE | re.VERBOSE,
)

# Noncharacters, which no body holds, mark what is not text; a picture is a line without any.
_BREAK, _CELL, _TARGET, _END, _PICTURE = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_TARGETS = re.compile(f"{_TARGET}([^{_TARGET}{_END}]*+){_END}")
_FULL_WIDTH = re.compile("[\xa0\u2026\u3000\uff01-\uff5e]+")
_PLAIN = re.compile("[\t\n\r\x20-\x7e\xb7\u2014\u2018-\u201d\u3001-\u3029\u4e00-\u9fff\ufdd0-\ufdd4]*+")
_INVISIBLE = re.compile("[\0-\x08\x0e-\x1b\xad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_MARKS = re.compile(r"[^\w\s]{200}")  # normalising takes the square of a run of combining marks

# Lines are normalised: their brackets, colons and figures are ASCII.
_NUMBER = r"(?:\d[\d,.]*+\s?+(?:[万亿千]|[kmw](?![a-z]))?+\+?+|--)"
_LABEL = r"""(?:阅读|浏览|点击|访问|查看|评论|跟帖|留言|回复|点赞|赞|喜欢|收藏|分享|转发|转载|人气|热度
    |播放|观看|围观|参与)(?:量|数|次数|人数|总数)?+"""
_SO_FAR = r"(?:本文|文章|本页|累计|总|共|已有|已被)*+"
_TIMES = r"(?:\s?(?:人次|次|人|条|个))?+"
_WORD = r"""(?:(?:page\s?)?views?|reads?|comments?|likes?|replies|reply|retweets?|reposts?|aufrufe
    |kommentare?|vues|commentaires?|comentarios?|visitas|コメント|閲覧数?|いいね|комментари\w+|просмотр\w*)"""
_BETWEEN = r"[\s|·•,;/()\[\]【】:-]*+"
_COUNTERS = re.compile(
    rf"""(?=\D*\d|.*--){_BETWEEN}(?:(?>
      {_SO_FAR}{_LABEL}[\s:(\[]{{0,3}}+{_NUMBER}{_TIMES} | {_SO_FAR}{_NUMBER}{_TIMES}\s?已?{_LABEL}[过了]?
    | {_LABEL} | {_NUMBER}\s?{_WORD}(?!\w) | (?:{_WORD}|shares?|hits?|visits?)\s?[:(]\s?{_NUMBER}
    | (?:read|viewed|visited|shared|liked|played)\s{_NUMBER}\s?times?
    ){_BETWEEN})++""",
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCES = re.compile(r".*(?:[。!?][”」』)]?|\.(?=\s|\Z))")
_LONGEST_COUNTERS = 80
_CREDIT = r"(?:(?:文章|本文|稿件|新闻|信息|资料)?(?:来源|转自)|(?:责任)?编辑|责编|校对|source|quelle)\s?:"
_CREDITS = re.compile(
    rf"(?:\s?[(\[【]{_CREDIT}[^()\[\]【】]{{0,60}}[)\]】])+\Z|\A[(\[【]?{_CREDIT}.{{0,60}}\Z", re.IGNORECASE
)
_LONGEST_CREDITS = 200

_ADDRESS = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]*+:)?+(?://([^/?#]*+))?+([^?#]*+)(?:\?([^#]*+))?+(\#[!/].*)?",
    re.IGNORECASE | re.DOTALL,
)
# What of a query says which article it is, and not which visit; all the rest is tracking and time.
_NAMES_ARTICLE = re.compile(
    r"""(?!(?:[\w-]*(?:cl|clk|igsh|sess|session|user|client|device|visitor|trace|request|spm|from|share)[-_]?
      |mc_[ce]|s|u)id\Z|[\w-]*(?:share|auth|invite|verify)_?code\Z)
    (?:[\w-]*(?:id|code)|__biz|idx|sn|no|p|n|article|news|story|item|post|doc)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """An article's text, reduced to what a reader would call a change.

    :param text: hash of title, outlet, standfirst, link and normalised body; another one is an edit
    :param body: hash of the normalised body alone, or None where it is too short to tell two
        articles apart; the same one under another id is a syndicated copy
    :param length: characters of the normalised body
    """

    text: bytes
    body: bytes | None
    length: int


def fingerprint(article: Article, pictures: Iterable[Picture] = ()) -> Fingerprint:
    """The article's fingerprint; its date is none of it.

    ``body`` leaves out what copies differ in: pictures, link targets, white space, the credits at the end.

    :param pictures: what the body shows: a kept one counts as its source's address, so that it is no edit
        when a picture comes later than its article
    """
    kept = {f"/{one.path}": one.url for one in pictures if one.path}
    body = with_sources(article.body, kept.get) if kept else article.body
    lines = _body_lines(body)
    words = "".join("".join(_uncredited(lines)).split())
    fields = (" ".join(_normal(text).split()) for text in (article.title, article.outlet, article.standfirst))
    return Fingerprint(
        text=_hash([*fields, _link(article.link), *lines]),
        body=_hash([words]) if len(words) >= _TELLING else None,
        length=_length(lines),
    )


def _body_lines(body: str) -> list[str]:
    """The body line by line, without clutter and counters unless it is nothing else."""
    marked, left_out = _marked(body)
    lines = _lines(marked)
    if left_out and (not _uncredited(lines) or left_out > max(_AD, _length(lines))):
        marked, _ = _marked(body, whole=True)
        lines = _lines(marked)
    return lines or _lines(marked, counters=True)


def _marked(html: str, *, whole: bool = False) -> tuple[str, int]:
    """The text with marks for lines, cells, pictures and link targets; how many characters were left out."""
    parts: list[str] = []
    clutter, depth, left_out, at, line = "", 0, 0, 0, _BREAK
    for token in MARKUP.finditer(html):
        start, stop = token.span()
        if start > at and clutter:
            left_out += start - at
        elif start > at:
            parts.append(unescape(html[at:start]))
        at = stop
        name, end, rest = token.group("name", "end", "rest")
        if not name:
            continue
        name = name.lower()
        if clutter:
            if name == clutter:
                depth += -1 if end else 1
                clutter = clutter if depth else ""
            continue
        attributes = _attributes(rest[:_LONGEST_TAG]) if rest and not end else {}
        if attributes and not whole and _is_clutter(name, attributes, rest[:_LONGEST_TAG]):
            left_out += 1
            clutter, depth = ("", 0) if name in VOID else (name, 1)
            continue
        if name in {"td", "th", "table"}:
            line = _BREAK if end or name == "table" else _BREAK + _CELL
        if name in BLOCKS or name == "br":
            parts.append(line)
        parts += _targets(name, attributes) if attributes else ()
    parts.append(unescape(html[at:]))
    return "".join(parts), len(html) + _AD if clutter else left_out


def _attributes(rest: str) -> dict[str, str]:
    found = [(name.lower(), one or two or bare) for name, one, two, bare in _ATTRIBUTE.findall(rest)]
    return {name: unescape(value) for name, value in reversed(found)}  # of two alike the first counts


def _is_clutter(name: str, attributes: dict[str, str], rest: str) -> bool:
    if name == "img" and len({size.lower() for size in _TINY.findall(rest)}) == 2:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return len(names) > 1 and _CLUTTER.search(_HUMP.sub("-", names)) is not None


def _targets(name: str, attributes: dict[str, str]) -> tuple[str, ...]:
    if name in {"audio", "img", "source", "video"}:
        source = next(filter(None, map(attributes.get, _SOURCES)), "")
        return (_BREAK, _TARGET, _PICTURE, _address(source)[1], _END, _BREAK) if source else ()
    host, path, _, _ = _address(attributes.get("href", ""))
    return (_TARGET, host, path, _END) if host or path else ()


def _normal(text: str) -> str:
    """The text in NFKC without invisible characters; quickly, where it is Chinese or English."""
    text = _FULL_WIDTH.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if _PLAIN.fullmatch(text):
        return text
    text = _INVISIBLE.sub("", text)
    step = 100 if _MARKS.search(text) else len(text) or 1
    return "".join(unicodedata.normalize("NFKC", text[at : at + step]) for at in range(0, len(text), step))


def _lines(marked: str, *, counters: bool = False) -> list[str]:
    """The lines that hold anything: text, then a mark and the target for each link that starts in it."""
    lines = []
    for raw in filter(None, _normal(marked).split(_BREAK)):
        targets = _TARGETS.findall(raw) if _TARGET in raw else []
        text = " ".join((_TARGETS.sub("", raw) if targets else raw).split())
        if text.startswith(_CELL):
            kept = text = text[1:].lstrip()  # in a table a counter is the article's own
        else:
            kept = text if counters else _without_counters(text)
        if kept or (targets and not text):
            lines.append(_TARGET.join([kept, *targets]))
    return lines


def _without_counters(text: str) -> str:
    """A line without the counters that are all of it, or all behind its last sentence."""
    ended = _SENTENCES.match(text, max(0, len(text) - _LONGEST_COUNTERS))
    end = ended.end() if ended else 0
    at_end = len(text) - end <= _LONGEST_COUNTERS and _COUNTERS.fullmatch(text, end)
    return text[:end] if at_end else text


def _texts(lines: Iterable[str]) -> list[str]:
    return [text for line in lines if (text := line.partition(_TARGET)[0])]


def _length(lines: Iterable[str]) -> int:
    return len("\n".join(_texts(lines)))


def _uncredited(lines: list[str]) -> list[str]:
    """The lines' texts without what says at the end where the article is from and who edited it."""
    texts = _texts(lines)
    while texts:
        last = texts.pop()
        head, tail = last[:-_LONGEST_CREDITS], last[-_LONGEST_CREDITS:]
        if rest := (head + _CREDITS.sub("", tail)).rstrip():
            return [*texts, rest]
    return texts


def _address(url: str) -> tuple[str, str, str, str]:
    """Host, path, query, and the fragment by which a page of one script tells its articles apart."""
    host, path, query, route = found.groups("") if (found := _ADDRESS.match(url)) else ("", url, "", "")
    return host.lower(), path, query, route


def _link(url: str) -> str:
    host, path, query, route = _address(url)
    kept = sorted(pair for pair in query.split("&") if _NAMES_ARTICLE.fullmatch(pair.partition("=")[0]))
    return f"{host}{path.rstrip('/')}?{'&'.join(kept)}{route}"


def _hash(parts: Iterable[str]) -> bytes:
    return hashlib.blake2b(_BREAK.join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
