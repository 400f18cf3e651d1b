"""Read an article's fields where its profile says that they stand."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarchive.dates import parse_date
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.body.embeds import link_for
from newsarchive.extraction.body.words import CERTAINLY_NOT_TEXT
from newsarchive.extraction.candidates import Candidate, stated_by
from newsarchive.pages.tree import Page, line_of, selectable
from newsarchive.posts.renditions import LATE_SET, SOURCE_SETS, largest_of
from newsarchive.profiles import ArticleRules, FieldRule, FieldRules

STRATEGY = "profile"
TEXT_FIELDS = ("title", "date", "author", "source", "section", "tags", "image", "digest")
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc")
_ADDRESSES = ("src", "href", "poster")
_ABSOLUTE = re.compile(r"https?://[^/\s]")
_NOTICE = 80  # characters
_SHOWN = ("img", "table", "video", "audio", "iframe")
_LONGEST = 100_000  # characters of a field's text that a pattern is looked for in


class RuledPage:
    """A page as the rules of a profile read it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def document(self) -> LexborHTMLParser:
        """The tree, which nobody builds where no rule asks for it."""
        return selectable(self.page)

    def rules_at_the_time(self, rules: ArticleRules, served: datetime) -> FieldRules:
        """The rules for the look that the site had when the article appeared.

        :param served: when the page was served, aware; relative dates count from it
        """
        for redesign in rules.before:
            for text in self._texts(redesign.date or rules.date):
                try:
                    stated = parse_date(
                        text, reference=served, zone=ZoneInfo(self.page.zone or "UTC"),
                        language=language_of_dates(self.page.language or "", self.page.url),
                        style=self.page.style,
                    )  # fmt: skip
                except ExtractionError:
                    continue
                if stated.instant.date() <= redesign.until:
                    return redesign
        return rules

    def texts(self, rules: FieldRules) -> dict[str, list[Candidate]]:
        """What the rules find of each field but the body; the first rule's finding first."""
        found = {name: list(self._texts(getattr(rules, name))) for name in TEXT_FIELDS}
        if found["tags"]:
            found["tags"] = [", ".join(dict.fromkeys(found["tags"]))]
        found["author"] = next(
            ([", ".join(dict.fromkeys(names))] for names in self._by_rule(rules.author)), []
        )
        if found["image"]:
            found["image"] = [urljoin(self.page.url, address) for address in found["image"]]
        return stated_by(STRATEGY, found)

    def body(self, rules: FieldRules) -> list[Candidate]:
        """The body as the first rule that finds anything selects it, its own markup kept.

        What is to be dropped is gone, and closing lines that are no text (责任编辑 and the like); lazy images
        are shown, addresses are absolute.
        """
        for rule in rules.body:
            nodes = self.document.css(rule.selector)
            html = "\n".join(filter(None, (self._inner_html(node, rules.drop) for node in nodes)))
            if html:
                return [Candidate(html, STRATEGY, 1.0)]
        return []

    def _by_rule(self, rules: Sequence[FieldRule]) -> Iterator[list[str]]:
        """What each rule that finds anything finds."""
        return filter(None, (list(self._texts([rule])) for rule in rules))

    def _texts(self, rules: Sequence[FieldRule]) -> Iterator[str]:
        for rule in rules:
            for node in self.document.css(rule.selector):
                said = node.attributes.get(rule.attribute) if rule.attribute else node.text()
                text = " ".join((said or "")[:_LONGEST].split())
                if rule.pattern:
                    match = re.search(rule.pattern, text)
                    text = (match[match.re.groups and 1] or "").strip() if match else ""
                if text:
                    yield text

    def _inner_html(self, element: LexborNode, drop: Sequence[str]) -> str:
        for css in drop:
            for noise in element.css(css):
                if noise.mem_id != element.mem_id:
                    noise.decompose()
        _drop_notices(element)
        links = set[str]()
        for node in element.css("iframe, object, embed"):
            self._lead_to(node, links)
        if self.page.keeps_pictures:
            for image in element.css("img"):
                self._note_largest(image)
        for node in element.css("img, a, source, video, audio"):
            self._show(node)
        return "".join(child.html or "" for child in element.iter(include_text=True)).strip()

    def _lead_to(self, node: LexborNode, links: set[str]) -> None:
        """Put a link in the place of what no post may hold, and in that of its twin for want of scripts.

        :param links: that there are
        """
        link = link_for(node.html or "", self.page.base)
        if link and (written := LexborHTMLParser(link).css_first("a")) is not None:
            is_twin = node.parent is not None and node.parent.tag == "noscript"
            (node.parent if is_twin and link not in links and node.parent else node).replace_with(written)
            links.add(link)

    def _note_largest(self, image: LexborNode) -> None:
        """Leave the image its largest rendition alone, beside what it shows at once."""
        picture = image.parent
        while picture is not None and picture.tag not in ("picture", "body"):
            picture = picture.parent
        sources = picture.css("source") if picture is not None and picture.tag == "picture" else []
        largest = largest_of(image.attributes, [one.attributes for one in sources], self.page.base)
        twin = image.next if image.next is None or image.next.tag != "-text" else image.next.next
        if not largest and twin is not None and twin.tag == "noscript" and (shown := twin.css_first("img")):
            largest = largest_of(shown.attributes, base=self.page.base)
        if largest:
            for source in sources:
                source.decompose()
            for name in SOURCE_SETS:
                if name in image.attributes:
                    del image.attrs[name]
            image.attrs[LATE_SET] = largest

    def _show(self, node: LexborNode) -> None:
        attributes = node.attributes
        lazy = next((attributes[name] for name in _LAZY if attributes.get(name)), None)
        if lazy and node.tag == "img":
            node.attrs["src"] = lazy
            attributes = node.attributes
        for name in _ADDRESSES:
            address = attributes.get(name)
            if address and not _ABSOLUTE.match(address):
                with suppress(ValueError):
                    node.attrs[name] = urljoin(self.page.url, address)


def _drop_notices(element: LexborNode) -> None:
    """Take the editor's line and the like off the end of a body: they seldom have a class to go by."""
    last = element.last_child
    while last is not None:
        text, previous = line_of(last), last.prev
        if text and not (len(text) < _NOTICE and CERTAINLY_NOT_TEXT.search(text)):
            return
        if text:
            last.decompose()
        elif last.tag in _SHOWN or last.css_first(", ".join(_SHOWN)):
            return
        last = previous
