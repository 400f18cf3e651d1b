"""A record with something wrong in it, and how the site brings that about."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.demo import templates
from newsarchive.demo.articles import INDENT, OUTLETS, Listed, Outlet
from newsarchive.demo.pages import Kind
from newsarchive.demo.responses import JSON, Response, page, refusal

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
