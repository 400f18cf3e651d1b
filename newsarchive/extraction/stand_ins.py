"""Pages that stand in for an article: by their words, and by nothing of what the list shows being on them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from newsarchive.extraction import trouble_words, wall_words
from newsarchive.extraction.listed import is_titled, share_said
from newsarchive.extraction.metadata.document import Document, document_of
from newsarchive.extraction.metadata.json_ld import ARTICLES, types_of
from newsarchive.extraction.reading import Reading
from newsarchive.pages.tree import Page
from newsarchive.pages.visible_text import all_text, text_of
from newsarchive.pages.words import weight_of
from newsarchive.text import letters_of

_MUCH = 10_000  # weight of a text that is an article's
_LITTLE = 1_200  # weight of a text that may say no more than why the article is not there
_NEARLY_ALL, _MOST, _PART = 0.6, 0.5, 0.25  # of a text, or of a title
_OF_A_HEADING = 0.4  # so much of a heading are a kind's words
_LOOKED_AT = 60_000  # characters
_BLOCK = re.compile(
    r"</?(?:p|div|li|h[1-6]|td|tr|ul|blockquote|section|article|header|form|button)\b[^>]*>|<br\s*/?>"
)
_TAG = re.compile(r"<[^>]*>")
_SITE_NAME = re.compile(r"\s+[|·•–—-]+\s+|\s*[|_]\s*")
_NOT_WORDS = re.compile(r"[\W\d_]+")
_ELSEWHERE = {"address", "listing"}  # strategies whose dates the page itself does not state
_ARTICLE_TYPES = {"article", "news", "newsarticle", "og:article"}


class StandIn(NamedTuple):
    """What stands in an article's place.

    :param reason: a stable slug such as ``consent``
    :param what: the same for people
    :param again: the next run may have more luck
    """

    reason: str
    what: str
    again: bool = False


_KINDS: tuple[tuple[StandIn, re.Pattern[str]], ...] = (
    (StandIn("challenge", "a challenge instead of the article", again=True), trouble_words.CHALLENGE),
    (
        StandIn("rate-limit", "the site says that too much is asked of it", again=True),
        trouble_words.RATE_LIMIT,
    ),
    (StandIn("maintenance", "the site is being worked on", again=True), trouble_words.MAINTENANCE),
    (StandIn("region", "the page says that it is not for readers here"), wall_words.REGION),
    (StandIn("ad-block", "the page asks for its advertising to be shown"), wall_words.AD_BLOCK),
    (StandIn("age", "the page asks how old the reader is"), wall_words.AGE),
    (StandIn("parked-domain", "the domain is for sale"), trouble_words.PARKED),
    (StandIn("app-wall", "the page sends readers to an app"), wall_words.APP),
    (StandIn("browser-wall", "the page asks for another browser"), wall_words.BROWSER),
    (StandIn("consent", "the page asks for consent first"), wall_words.CONSENT),
    (StandIn("not-ready", "the page is still being made", again=True), trouble_words.WAITING),
)
OTHER_PAGE = StandIn("other-page", "nothing of the title that the list shows is on the page")


def stand_in(page: Page, reading: Reading, listed: str) -> StandIn | None:
    """What a page is instead of the article that was asked for; None where it is that, as far as is known.

    A date in a list or in the address says nothing of what a page is: only its own title and text do.

    :param listed: what a list calls the article; empty where none shows it
    """
    look = _Look(page, reading, listed)
    by_words = look.kind() if look.is_worth_while() else None
    return by_words or (OTHER_PAGE if look.is_another() else None)


@dataclass
class _Look:
    page: Page
    reading: Reading
    listed: str

    def is_worth_while(self) -> bool:
        """Whether the words of the page have to be looked at: not where all speaks for a long article."""
        return self.weight <= _LITTLE or not (self.is_vouched_for or (not self.listed and self.states_a_date))

    def kind(self) -> StandIn | None:
        """What the page's words say that it is."""
        return next((one for one, words in _KINDS if self._is(words)), None)

    def is_another(self) -> bool:
        """Whether hardly anything of what the list or the address names is on the page."""
        if self.is_vouched_for or self.is_declared or self.states_a_date:
            return False
        if self.said is not None:
            return self.said < _PART
        return share_said(self._slug, self._all) == 0

    @cached_property
    def document(self) -> Document:
        return document_of(self.page)

    @cached_property
    def body(self) -> str:
        return (self.reading.value("body") or "")[:_LOOKED_AT]

    @cached_property
    def weight(self) -> int:
        return _weight(_TAG.sub(" ", self.body).strip())

    @cached_property
    def headings(self) -> list[str]:
        """The page's titles, without the site's name, and its first headings."""
        titles = [part for title in self.document.titles[:2] for part in _SITE_NAME.split(title)]
        first = [one for one in self.document.headings if one.tag in {"h1", "h2"}][:4]
        return [*titles, *self.document.titles[:2], *(text_of(one, 300) for one in first)]

    @cached_property
    def is_vouched_for(self) -> bool:
        """Whether one of the page's titles is what the list calls it."""
        stated = [one.value for one in self.reading.fields.get("title", ()) if one.strategy != "listing"]
        return bool(self.listed) and is_titled(self.listed, [*stated, *self.headings])

    @cached_property
    def is_declared(self) -> bool:
        """Whether the page says to machines that it is an article."""
        kind = self.document.first_meta("og:type").lower() in _ARTICLE_TYPES
        dated = self.document.first_meta("article:published_time")
        return bool(kind or dated or any(types_of(node) & ARTICLES for node in self.document.nodes))

    @cached_property
    def states_a_date(self) -> bool:
        dates = self.reading.fields.get("date", ())
        return any(one.strategy not in _ELSEWHERE for one in dates)

    @cached_property
    def said(self) -> float | None:
        """How much of the list's title the page says anywhere."""
        return share_said(self.listed, self._all) if self.listed else None

    @cached_property
    def _all(self) -> str:
        metas = (value for values in self.document.metas.values() for value in values[:3])
        return " ".join([*self.document.titles, *metas, all_text(self.page.tree)[: 10 * _LOOKED_AT]])

    @property
    def _slug(self) -> str:
        """The words of the address's last name."""
        try:
            name = unquote(urlsplit(self.page.url or "").path).rstrip("/").rpartition("/")[2]
        except ValueError:
            return ""
        return (
            _NOT_WORDS.sub(" ", name.partition(".")[0]) if self._all.isascii() or _is_latin(self._all) else ""
        )

    @cached_property
    def _blocks(self) -> list[str]:
        """The text, block by block: the body's; where that is hardly any, all of the page's."""
        found = _texts(_BLOCK.split(self.body))
        if sum(map(len, found)) >= 80:
            return found
        elements = self.page.tree.iter("p", "div", "td", "li", "h1", "h2", "h3", "span", "button", "a")
        return _texts(one.text or "" for one in elements)

    def _is(self, words: re.Pattern[str]) -> bool:
        share = _share(words, self._blocks)
        if self.is_vouched_for or self.is_declared:
            return self.weight <= _LITTLE and share >= _NEARLY_ALL
        named = any(_fills(words, heading) for heading in self.headings)
        if self.said is not None:
            return self.said < _MOST and (named or share >= _MOST)
        if self.states_a_date:
            return self.weight <= _LITTLE and share >= _NEARLY_ALL
        return (named and share > 0) or (share >= _MOST)


def _texts(pieces: Iterable[str]) -> list[str]:
    lines = (" ".join(_TAG.sub(" ", piece).split()) for piece in pieces)
    return [line for line in lines if len(line) > 3]


def _share(words: re.Pattern[str], blocks: list[str]) -> float:
    """How much of a text stands in blocks with one of the words."""
    return sum(_weight(one) for one in blocks if words.search(one)) / max(1, sum(map(_weight, blocks)))


def _weight(text: str) -> int:
    """Its letters, an ideograph counting as three."""
    return weight_of(text, _MUCH)


def _fills(words: re.Pattern[str], heading: str) -> bool:
    """Whether the words make up much of a heading."""
    found = sum(len(letters_of(match)) for match in _matches(words, heading))
    return found > 0 and found >= _OF_A_HEADING * len(letters_of(heading))


def _matches(words: re.Pattern[str], text: str) -> Iterator[str]:
    return (match[0] for match in words.finditer(text[:300]))


def _is_latin(text: str) -> bool:
    """Whether most letters are of the script in which addresses are written."""
    letters = [one for one in text[:4_000] if one.isalpha()]
    return sum(one < "\u0250" for one in letters) > len(letters) / 2
