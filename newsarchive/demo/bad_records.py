"""All bad records: what each one shows, and what an archive must make of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.demo import templates
from newsarchive.demo.articles import INDENT, OUTLETS, ROLLING, Listed, Outlet
from newsarchive.demo.fixed import rolling_id
from newsarchive.demo.pages import Kind
from newsarchive.demo.responses import JSON, Response, page, redirect, refusal

_DAY = datetime(2022, 4, 1)  # noqa: DTZ001 - local time (+0800), the day in every bad record's address


@dataclass(frozen=True, slots=True)
class BadRecord:
    """An article that the site lists like any other; neither listing nor post page say more than it does.

    :param source_id: as the ``href`` of the listed link writes it
    :param shows: what is wrong with the record
    :param outcome: ``stored``, ``quarantined:<reason>`` or ``failed:<reason>``; these have no post page
    :param html: what is between the ordinary paragraphs of the body
    :param extra: replaces keys of the endpoint's JSON
    :param without: keys dropped from the endpoint's JSON
    :param errors: how often the endpoint answers 500 first
    :param sends: what the endpoint answers, or makes of its JSON, instead of sending it in ASCII, where
        NUL and lone surrogates travel as escapes
    """

    source_id: str
    shows: str
    outcome: str = "stored"
    title: str | None = None
    date: str = "2022-04-01 09:30:00"
    outlet: Outlet = OUTLETS[-1]
    tag: str = OUTLETS[-1].tag
    html: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    errors: int = 0
    sends: Response | bytes | Callable[[str], bytes] | None = field(default=None, repr=False)

    @property
    def listed(self) -> Listed:
        """What listings show of it; without a title of its own it has one made of its id."""
        title = f"异常样本 {self.source_id[-4:]}" if self.title is None else self.title
        return Listed(
            source_id=self.source_id, outlet=self.outlet, title=title, published=_DAY, on_home=False
        )

    @property
    def path(self) -> str:
        """The path of its post page, as listed."""
        return self.listed.path

    def page(self, kind: Kind) -> Response:
        """One of its three pages."""
        if kind == "share":
            return templates.SCRIPT_SHARE_PAGE
        if kind == "text":
            return self._text()
        if self.outcome.startswith("failed"):
            return refusal(404, "no such page")
        content = templates.post(
            heading=self.listed.title, shown_time=self.date, body="", outlet=self.outlet, tag=self.tag,
            link=templates.SHARE_URL + self.listed.info_code,
        )  # fmt: skip
        return page(content, _DAY)

    def _text(self) -> Response:
        if isinstance(self.sends, Response):
            return self.sends
        if isinstance(self.sends, bytes):
            return page(self.sends, _DAY, JSON)
        html = f"<p>{INDENT}样本 {self.source_id[:40]} 的正文。</p>" if self.html is None else self.html
        answer = {
            "text": body_of(html), "title": self.listed.title, "showtime": self.date,
            "medianame": self.outlet.name, **self.extra,
        }  # fmt: skip
        left = {key: value for key, value in answer.items() if key not in self.without}
        sent = self.sends(json.dumps(left, ensure_ascii=False)) if self.sends else json.dumps(left)
        return page(sent, _DAY, JSON)


def body_of(html: str) -> str:
    """A body of ordinary paragraphs around the given HTML."""
    credit = f'<p class="em_media">（文章来源：{OUTLETS[-1].name}）</p>'
    return f"<p>{INDENT}春水初生。</p>{html}<p>{INDENT}秋山如画。</p>{credit}"


_TEXT_PATH = "/NewsData/GetNewsText.do?id="
_DEEP = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
_LONG_NUMBER = b'{"text": "<p>9</p>", "showtime": ' + b"9" * 10_000 + b"}"
_TEN_MEGABYTES = 10 * 2**20
_UNREADABLE = "quarantined:unreadable-json"
_REFUSED = "failed:redirect-refused"


def _nw(number: int) -> str:
    return f"NW20220401{9_000_000_000 + number}"


BAD_RECORDS = (
    BadRecord(_nw(101), "ASCII double quotes in the title", title='他说"稳中求进"之后'),
    BadRecord(_nw(102), "backslashes in the title", title="路径 C:\\新闻\\2022\\x"),
    BadRecord(_nw(103), "line breaks in the title", title="第一行\n第二行\r\n第三行"),
    BadRecord(_nw(104), "Liquid in the title", title="{{ site.title }} 的一天"),
    BadRecord(_nw(105), "a title that is ---", title="---"),
    BadRecord(_nw(106), "a title that closes the front matter and opens its own",
              title='标题"\n---\nlayout: none\npermalink: /index.html\n---\n'),
    BadRecord(_nw(107), "a title of 3,000 characters", title="长标题" * 1000),
    BadRecord(_nw(121), "<script>", html="<script>alert(1)</script>"),
    BadRecord(_nw(122), "onclick=", html='<p onclick="alert(1)">　　点我。</p>'),
    BadRecord(_nw(123), "javascript: link", html='<p>　　<a href="javascript:alert(1)">链接</a></p>'),
    BadRecord(_nw(124), "a javascript: link once the indent inside it is removed",
              html='<p>　　<a href="java　　script:alert(1)">链接</a></p>'),
    BadRecord(_nw(125), "iframe", html='<iframe src="http://evil.example/" width="1"></iframe>'),
    BadRecord(_nw(126), "unclosed tags", html="<p>　　未闭合的<b>粗体<div>与<i>斜体<p>下一段"),
    BadRecord(_nw(127), "{% include x %}", html="<p>　　{% include x %}</p>"),
    BadRecord(_nw(128), "{% raw %} left open", html="<p>　　{% raw %}{{ page.url }}</p>"),
    BadRecord(_nw(129), "NUL as \\u0000 in the JSON", html="<p>　　空\x00字符</p>"),
    BadRecord(_nw(130), "a lone surrogate as \\ud800 in the JSON", html="<p>　　半\ud800个</p>"),
    BadRecord(_nw(141), "invalid UTF-8 bytes in the JSON",
              sends=lambda text: text.encode().replace("初生".encode(), b"\xff\xfe\x80", 1)),
    BadRecord(_nw(142), "GBK bytes under a UTF-8 label", sends=lambda text: text.encode("gbk")),
    BadRecord(_nw(143), "500 twice, then 200", errors=2),
    BadRecord(_nw(201), "no title anywhere", "quarantined:no-title", title="", without=("title",)),
    BadRecord(_nw(202), "no date anywhere", "quarantined:no-date", date="", without=("showtime",)),
    BadRecord(_nw(203), "date 2022-13-45", "quarantined:impossible-date", date="2022-13-45 08:00:00"),
    BadRecord(_nw(204), "date 1970-01-01", "quarantined:impossible-date", date="1970-01-01 08:00:00"),
    BadRecord(_nw(205), "date 0000-00-00", "quarantined:impossible-date", date="0000-00-00 00:00:00"),
    BadRecord(_nw(206), "a date in 2099", "quarantined:future-date", date="2099-01-01 08:00:00"),
    BadRecord(_nw(207), "text missing", "quarantined:no-text", without=("text",)),
    BadRecord(_nw(208), "text empty", "quarantined:no-text", extra={"text": ""}),
    BadRecord(_nw(209), "text null", "quarantined:no-text", extra={"text": None}),
    BadRecord(_nw(210), "text of blanks", "quarantined:no-text",
              extra={"text": "<p>　　 \r\n&nbsp;\xa0</p><p> </p>"}),
    BadRecord(_nw(211), "no outlet anywhere", "quarantined:no-outlet", tag="", without=("medianame",),
              extra={"text": "<p>　　这篇文章没有写明来源。</p>"}),
    BadRecord("NW../../etc", "path traversal in the id", "quarantined:invalid-id"),
    BadRecord("NW..%2F..%2Fetc", "encoded path traversal in the id", "quarantined:invalid-id"),
    BadRecord("NW20220401%009000000232", "an encoded NUL in the id", "quarantined:invalid-id"),
    BadRecord(f"NW20220401{'9' * 290}", "an id of 300 characters", "quarantined:invalid-id"),
    BadRecord("nw202204019000000234", "an id in lower case", "quarantined:invalid-id"),
    BadRecord(_nw(241), "JSON cut short", _UNREADABLE, sends=lambda text: text[: len(text) // 2].encode()),
    BadRecord(_nw(242), "an HTML page", _UNREADABLE, sends="<html><p>系统繁忙</p></html>".encode()),
    BadRecord(_nw(243), "null", _UNREADABLE, sends=b"null"),
    BadRecord(_nw(244), "NaN", _UNREADABLE, sends=b"NaN"),
    BadRecord(_nw(245), "lists nested 100,000 deep", _UNREADABLE, sends=_DEEP),
    BadRecord(_nw(246), "a number of 10,000 digits", _UNREADABLE, sends=_LONG_NUMBER),
    # Listed last on /emnews/; rolling_id(0), whose id it claims, is listed first.
    BadRecord("202204019000000251",
              f"its answer claims the id {rolling_id(0)}, with another text than that article's",
              "quarantined:conflicting-text", outlet=ROLLING, tag=ROLLING.tag, without=("text", "medianame"),
              extra={"content": body_of("<p>　　另一篇正文。</p>"), "id": rolling_id(0)}),
    BadRecord(_nw(301), "404 for good", "failed:http-404", sends=refusal(404, "not found")),
    BadRecord(_nw(302), "410 for good", "failed:http-410", sends=refusal(410, "gone")),
    BadRecord(_nw(303), "500 for good", "failed:http-500", sends=refusal(500, "broken")),
    BadRecord(_nw(304), "a redirect loop", "failed:redirect-loop",
              sends=redirect(f"{_TEXT_PATH}{_nw(304)}&again=1")),
    BadRecord(_nw(305), "redirect to a file", _REFUSED, sends=redirect("file:///etc/passwd")),
    BadRecord(_nw(306), "redirect to loopback", _REFUSED, sends=redirect("http://127.0.0.1:9/")),
    BadRecord(_nw(307), "redirect to a metadata service", _REFUSED, sends=redirect("http://169.254.169.254/")),
    BadRecord(_nw(309), "redirect to another port", _REFUSED,
              sends=redirect(f"http://finews.zning.xyz:8081{_TEXT_PATH}{_nw(309)}")),
    BadRecord(_nw(310), "10 MiB", "failed:too-large",
              sends=lambda text: text.encode() + b" " * _TEN_MEGABYTES),
)  # fmt: skip
