"""How a bad record goes wrong: what its pages show, and what its text endpoint sends."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.demo.bodies import INDENT
from newsarchive.demo.outlets import OUTLETS, Outlet
from newsarchive.demo.responses import JSON, Response, json_page, page, redirect, refusal

BAD_OUTLET = OUTLETS[-1]
BAD_DAY = datetime(2022, 4, 1)  # noqa: DTZ001 - the day in every bad record's address
TOO_LARGE = 10 * 2**20
TEXT_PATH = "/NewsData/GetNewsText.do?id="

Answer = dict[str, object]
Send = Callable[[Answer, int], Response]
"""Makes a response from the record's JSON and the number of the attempt, from 1 up."""


def send_json(answer: Answer, _attempt: int) -> Response:
    """JSON in ASCII, so that NUL and lone surrogates travel as escapes."""
    return json_page(answer, BAD_DAY, ascii_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What the site says of one bad record; the post page and the listing say no more.

    :param title: None stands for a title made of the id
    :param extra: replaces keys of the endpoint's JSON
    :param without: keys dropped from the endpoint's JSON
    :param send: what becomes of the JSON
    :param post_page: False where the post page answers 404
    """

    title: str | None = None
    date: str = "2022-04-01 09:30:00"
    outlet: Outlet = BAD_OUTLET
    tag: str = BAD_OUTLET.tag
    extra: Answer = field(default_factory=dict)
    without: tuple[str, ...] = ()
    send: Send = send_json
    post_page: bool = True

    def shown_title(self, source_id: str) -> str:
        """The title that the pages show."""
        return f"异常样本 {source_id[-4:]}" if self.title is None else self.title

    def answer(self, source_id: str) -> Answer:
        """The endpoint's JSON before it is sent."""
        answer: Answer = {
            "text": body_of(f"<p>{INDENT}样本 {source_id[:40]} 的正文。</p>"),
            "title": self.shown_title(source_id),
            "showtime": self.date,
            "medianame": self.outlet.name,
            **self.extra,
        }
        return {key: value for key, value in answer.items() if key not in self.without}


def body_of(html: str) -> str:
    """A body of ordinary paragraphs around the given HTML."""
    return f"<p>{INDENT}春水初生。</p>{html}<p>{INDENT}秋山如画。</p>" + (
        f'<p class="em_media">（文章来源：{BAD_OUTLET.name}）</p>'
    )


def titled(title: str) -> Recipe:
    """A title that the pages and the endpoint agree on."""
    return Recipe(title=title)


def dated(date: str) -> Recipe:
    """A date that the pages and the endpoint agree on."""
    return Recipe(date=date)


def with_text(html: str) -> Recipe:
    """A body that holds the given HTML between ordinary paragraphs."""
    return Recipe(extra={"text": body_of(html)})


def sent(send: Send) -> Recipe:
    """An answer that is spoilt on its way."""
    return Recipe(send=send)


def failing(response: Response) -> Recipe:
    """An endpoint that always answers the same, and no post page."""
    return Recipe(send=lambda _answer, _attempt: response, post_page=False)


def redirected(location: str) -> Recipe:
    """An endpoint that sends its visitors elsewhere, and no post page."""
    return failing(redirect(location))


def literal(content: bytes) -> Recipe:
    """An endpoint that answers these bytes as JSON."""
    return sent(lambda _answer, _attempt: page(content, BAD_DAY, JSON))


def send_invalid_utf8(answer: Answer, _attempt: int) -> Response:
    """UTF-8 with three bytes in the text that are none."""
    content = json.dumps(answer, ensure_ascii=False).encode()
    return page(content.replace("初生".encode(), b"\xff\xfe\x80", 1), BAD_DAY, JSON)


def send_gbk(answer: Answer, _attempt: int) -> Response:
    """GBK under a UTF-8 label."""
    return page(json.dumps(answer, ensure_ascii=False).encode("gbk"), BAD_DAY, JSON)


def send_cut_short(answer: Answer, _attempt: int) -> Response:
    """The first half of the JSON."""
    content = json.dumps(answer).encode()
    return page(content[: len(content) // 2], BAD_DAY, JSON)


def send_too_large(answer: Answer, _attempt: int) -> Response:
    """JSON of over 10 MiB, made when it is asked for."""
    padding = " " * TOO_LARGE
    return json_page({**answer, "padding": padding}, BAD_DAY)


def send_after_two_errors(answer: Answer, attempt: int) -> Response:
    """500 twice, then the answer."""
    return refusal(500, "try again") if attempt <= 2 else send_json(answer, attempt)
