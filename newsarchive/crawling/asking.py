"""What an article's reader asks for, what it is answered, and the drivers that stand between the two."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from newsarchive.crawling.beside import beside
from newsarchive.evidence import Exchange, Validators
from newsarchive.fetching.conditional import conditions, served_at, validators_of
from newsarchive.fetching.failures import explain_failure
from newsarchive.items import Draft, End
from newsarchive.pages.decoding import content_type_of, decode_page

_GONE = {"http-404", "http-410"}


@dataclass(frozen=True, slots=True)
class Ask:
    """A page that a reader wants to see.

    :param known: what its server gave to ask by, should it be wanted only if it has changed
    :param browser: its scripts are to be run
    """

    url: str
    known: Validators | None = None
    browser: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as it came, whole and inflated.

    :param url: where it stands, after any redirect
    :param status: 304 where what is known of it still holds, else 200 or another of success
    :param is_text: it claims to be text of any kind
    :param served: when it was, aware
    :param page: what to ask it by the next time
    :param exchanges: redirects included; empty where originals are not kept
    """

    url: str
    status: int
    body: bytes
    content_type: str
    is_text: bool
    served: datetime
    page: Validators
    exchanges: tuple[Exchange, ...] = ()

    @property
    def is_json(self) -> bool:
        """Whether it is what a program asks for, and no page."""
        return "json" in self.content_type.lower() and self.body.lstrip()[:1] in {b"{", b"["}

    @property
    def text(self) -> str:
        """The body, decoded."""
        return decode_page(self.body, self.content_type)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why a page is not to be had.

    :param reason: a stable slug such as ``http-404``
    :param detail: a sentence for people
    """

    reason: str
    detail: str

    @property
    def gone(self) -> bool:
        """Whether the server says that there is no such page."""
        return self.reason in _GONE


Way = Generator[Ask, Answer | Unanswered, Draft | End]
"""The reading of one article, from the first page that is asked to what became of it."""


def request_for(ask: Ask, article: str, **calls: Any) -> Request:
    """The request for a page of an article.

    :param article: its identity page
    :param calls: the request's callback, errback and what they are given
    """
    return Request(
        ask.url,
        headers=conditions(ask.known) if ask.known else None,
        meta={
            "article": article,
            "handle_httpstatus_list": [304] if ask.known else [],
            "render": ask.browser,
        },
        dont_filter=True,  # the intake has seen to it that no article is fetched twice
        **calls,
    )


def next_request(way: Way, article: str, answer: Answer | Unanswered | None = None) -> Request | Draft | End:
    """The request for what an article's reader asks next, whose answer leads on; or what became of it.

    :param article: its identity page
    :param answer: None at the beginning
    """
    asked = go_on(way, answer)
    if not isinstance(asked, Ask):
        return asked
    return request_for(asked, article, callback=_answered, errback=_failed, cb_kwargs={"way": way})


async def _answered(response: Response, way: Way) -> Request | Draft | End:
    return await beside(response.body, next_request, way, response.meta["article"], answer_of(response))


def _failed(failure: Failure) -> Request | Draft | End:
    request: Request = failure.request  # type: ignore[attr-defined]
    return next_request(request.cb_kwargs["way"], request.meta["article"], unanswered(failure))


def answer_of(response: Response) -> Answer:
    """A response as a reader is answered; it carries its request, whose ``exchanges`` led to it."""
    asked = response.request
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        content_type=content_type_of(response),
        is_text=isinstance(response, TextResponse),
        served=served_at(response),
        page=replace(validators_of(response), digest=sha256(response.body).digest()),
        exchanges=tuple(asked.meta.get("exchanges", ())) if asked else (),
    )


def unanswered(failure: Failure) -> Unanswered:
    """A failure as a reader is told of it."""
    return Unanswered(*explain_failure(failure))


def go_on(way: Way, answer: Answer | Unanswered | None) -> Ask | Draft | End:
    """What an article's reader asks next, or what became of the article.

    :param answer: to what it asked last; None at the beginning, as generators have it
    """
    try:
        return way.send(answer)  # type: ignore[arg-type]
    except StopIteration as ended:
        end: Draft | End = ended.value
        return end


def follow(way: Way, answer: Callable[[Ask], Answer | Unanswered]) -> Draft | End:
    """Read an article whose pages are at hand.

    :param answer: gives the page that is asked for, or why it is not there
    """
    asked = go_on(way, None)
    while isinstance(asked, Ask):
        asked = go_on(way, answer(asked))
    return asked
