"""One article's way, written once: which of its pages are asked for, and what becomes of them."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.crawling.asking import Answer, Ask, Unanswered, Way
from newsarchive.crawling.same_bytes import Held, same_bytes
from newsarchive.evidence import Evidence, Exchange, Validators
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.reading import Reading
from newsarchive.extraction.refusals import Refusal
from newsarchive.fetching.conditional import conditions
from newsarchive.items import Draft, End, Gone, Lead, Unchanged, Unfetched
from newsarchive.learning.learned import NOTHING_LEARNED, Learned, Newest, nothing_learned
from newsarchive.learning.seen import NOTHING_SEEN
from newsarchive.profiles import SiteProfile
from newsarchive.profiles.ids import filled, same_address
from newsarchive.text import printable

_MAX_PAGES = 50  # of one article
_KEPT = 1 << 20  # characters of an unreadable answer that the quarantine keeps
_ACCEPTED = 202  # RFC 9110, 15.3.3: the answer says how things stand, not what was asked for
TEXT, PAGE, ENTRY, FURTHER, WHOLE = "text", "page", "entry", "further", "whole"

_Part = Generator[Ask, Answer | Unanswered, End | None]


@dataclass
class ArticleReader(ABC):
    """Reads one article: the text endpoint, its page where anything is missing, its further pages.

    What a page says is for those to find out who inherit from it.

    :param article: what the run was given of it
    :param newest: gives what is known of the site by now
    :param learned: what was known of it when the first page came
    :param reading: what its pages say
    :param pages: those that were read, the one with the text first
    :param asked: the addresses that were asked
    :param further: addresses of further pages, not yet asked
    :param whole: the address of a page that has all of them in one
    :param trouble: why a page could not be had, where the next run may have more luck
    :param fault: why the text endpoint's answer could not be read
    :param record: that answer
    :param refused: why its page is no article
    :param served: when its first page was
    :param status: the HTTP status of the last page that was read
    """

    article: Lead
    profile: SiteProfile
    newest: Newest = nothing_learned
    learned: Learned = field(init=False, default=NOTHING_LEARNED)
    reading: Reading = field(init=False)
    pages: list[Validators] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    further: list[str] = field(default_factory=list)
    whole: str | None = None
    trouble: Unanswered | None = None
    fault: tuple[str, str] | None = None
    record: str | None = None
    refused: Refusal | None = None
    served: datetime | None = None
    status: int | None = None
    text_found: bool = False
    _held: Held = field(default_factory=Held)

    def __post_init__(self) -> None:
        self.reading = Reading(
            zone=self.profile.zone, language=self.profile.date_language, style=self.profile.dates.style
        )

    def read(self) -> Way:
        """The pages that are wanted, one after another; at last, what became of the article.

        An archived article is asked only whether it has changed. What answers with the very bytes of last
        time is not read; else all pages are, in their usual order.
        """
        steps = list(self.steps())
        is_known = self.article.pages and not self.article.again
        if is_known and (end := (yield from self._ask_again(steps))):
            return end
        if end := (yield from self._ask_all(steps)):
            return end
        if self.served:
            self.add_listed()
        if self.trouble and not self.refused and self.missing():
            return self._failed(self.trouble)
        return self.draft()

    def _ask_again(self, steps: list[tuple[str, str]]) -> _Part:
        """Ask whether the pages that were read have changed; what they answer is held until it is read."""
        known = self.article.pages[0]
        has_condition = bool(conditions(known))
        if has_condition:
            answer = yield self._ask(known.url, known)
            if isinstance(answer, Unanswered):
                return self._gone(answer) if answer.gone and self.article.archived else self._failed(answer)
            if answer.status == 304:
                return Unchanged(self.article.source_id, self.article.url)
            self._held.add(known.url, answer)
        urls = [url for _, url in steps]
        return (yield from same_bytes(self.article, urls, self._held, self._ask, is_whole=not has_condition))

    def _ask_all(self, steps: list[tuple[str, str]]) -> _Part:
        """Ask each page that is wanted, and the further ones that it leads to."""
        for step, url in steps:
            if self.wants(step):
                answer = yield from self._answer(url)
                end = self._miss(url, answer) if isinstance(answer, Unanswered) else self._take(step, answer)
                if end:
                    return end
        if self.further and self.whole and self.whole not in self.asked:
            answer = yield from self._answer(self.whole)
            if not isinstance(answer, Unanswered) and answer.is_text:
                self._take(WHOLE, answer)
        while self.further and len(self.asked) < _MAX_PAGES:
            answer = yield from self._answer(self.further.pop(0))
            # Half an article is none.
            end = self._failed(answer) if isinstance(answer, Unanswered) else self._take(FURTHER, answer)
            if end:
                return end
        return None

    def steps(self) -> Iterator[tuple[str, str]]:
        """The pages that may be asked, further ones aside: what each is, and its address."""
        rules, link = self.profile.article, self.article.link
        for step in rules.chain:
            if step == TEXT and rules.text:
                yield TEXT, filled(rules.text.url, self.text_id())
            elif step == PAGE:
                yield PAGE, self.article.url
            elif step == ENTRY and link and link != self.article.url:
                yield ENTRY, link

    def text_id(self) -> str:
        """The id as the text endpoint knows it."""
        return self.article.source_id

    def wants(self, step: str) -> bool:  # noqa: ARG002  a reader of its own may choose by it
        """Whether a page may state what is missing."""
        return not self.pages or bool(self.missing())

    def missing(self) -> list[str]:
        """The required fields that nothing has stated yet."""
        return self.reading.missing(self.profile.article.required)

    @abstractmethod
    def take(self, step: str, answer: Answer) -> None:
        """Read a page, which may be a further one.

        :raises ExtractionError: the text endpoint's answer cannot be read
        """

    @abstractmethod
    def add_listed(self) -> None:
        """Let what the listing says count where the pages say nothing."""

    @abstractmethod
    def draft(self) -> Draft:
        """The article as far as its pages and its listing state it."""

    @property
    def evidence(self) -> Evidence:
        """What has been read so far."""
        body = self.reading.valid("body")
        seen = body.seen if body and self.profile.learn else NOTHING_SEEN
        failed = tuple((one.reader, one.failed) for one in body.opinions if one.failed) if body else ()
        pages, exchanges = tuple(self.pages), tuple(self.exchanges)
        return Evidence(pages, exchanges, seen, self.learned.number, self.status, failed=failed)

    def _answer(self, url: str) -> Generator[Ask, Answer | Unanswered, Answer | Unanswered]:
        """What a page answers, be it asked already or not."""
        self.asked.add(url)
        return self._held.take(url) or (yield self._ask(url))

    def _ask(self, url: str, known: Validators | None = None) -> Ask:
        is_text = any(step == TEXT and same_address(its, url) for step, its in self.steps())
        return Ask(url, known, browser=self.profile.render and not is_text)

    def _take(self, step: str, answer: Answer) -> End | None:
        """Note a page and read it; the end, where it is one."""
        if step != TEXT and (not answer.is_text or answer.is_json):
            return self._failed(Unanswered("not-text", f"{printable(answer.url)} is no page"))
        if answer.status == _ACCEPTED:
            detail = f"{printable(answer.url)} answered 202: what it gives is still being made"
            return self._failed(Unanswered("not-ready", detail))
        if not self.pages and self.profile.learn:
            self.learned = self.newest()
        self.pages.append(answer.page)
        self.status = answer.status
        self.exchanges += answer.exchanges
        self.served = self.served or answer.served
        try:
            self.take(step, answer)
        except ExtractionError as error:
            self.fault, self.record = (error.reason, error.detail), answer.text[:_KEPT]
        if not self.text_found and self.reading.valid("body"):
            self.text_found = True
            self.pages.insert(0, self.pages.pop())
        return self._failed(self.refused) if self.refused and self.refused.again else None

    def _miss(self, url: str, answer: Unanswered) -> End | None:
        """Note that a page is not to be had; the end, where it is one.

        An archived article is gone where the page that it was read from is, or all of its pages are. What is
        gone beside a page that was read is just not stated.
        """
        if answer.gone and self.article.archived:
            all_gone = url == self.article.url and not self.pages and (not self.trouble or self.trouble.gone)
            if all_gone or any(same_address(url, page.url) for page in self.article.pages):
                return self._gone(answer)
        if not answer.gone or not self.pages:
            replaced = self.trouble is None or (self.trouble.gone and not answer.gone)
            self.trouble = answer if replaced else self.trouble
        return None

    def _failed(self, why: Unanswered | Refusal) -> Unfetched:
        return Unfetched(self.article.source_id, self.article.url, why.reason, why.detail)

    def _gone(self, answer: Unanswered) -> Gone:
        return Gone(self.article.source_id, self.article.url, answer.reason, answer.detail)
