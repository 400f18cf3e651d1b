"""One finews article's way: its text, its share page, its post page."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import product
from typing import Any

from newsarchive.crawling.article_reader import ENTRY, PAGE, TEXT, ArticleReader
from newsarchive.crawling.asking import Answer
from newsarchive.exceptions import ExtractionError
from newsarchive.extraction.candidates import stated_by
from newsarchive.extraction.reading import json_candidates
from newsarchive.items import Draft
from newsarchive.pages.json_answers import at_path, read_json
from newsarchive.profiles import identity_of
from newsarchive.text import decoded_line, printable

from .dateline import Said
from .post_page import read_post_page
from .share_page import is_vouched_for, read_visible, same_title

ROLLING = "东财滚动"


@dataclass
class FinewsReader(ArticleReader):
    """Reads each page as this site writes it; of each field the first valid value wins.

    Titles are HTML text, as the endpoint gives them; those out of pages are escaped, to be decoded once.

    :param source_id: the infoCode, or the bare digits of rolling news
    :param stated_id: the id that the record itself claims, where that is another
    """

    source_id: str = ""
    stated_id: str | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        self.source_id = self.article.source_id

    @property
    def rolling(self) -> bool:
        """Whether it is rolling news, whose ids are bare digits."""
        return not self.source_id.startswith("NW")

    def text_id(self) -> str:
        """The id as the text endpoint knows it."""
        return info_code(self.article.source_id)

    def wants(self, step: str) -> bool:
        """Whether the page may state what is missing, and may be believed in that."""
        if step != ENTRY:
            return super().wants(step)
        missing = self.missing()
        if "body" in missing:
            return self._text_answered
        return bool(missing or (self.rolling and self.reading.missing(("digest", "link"))))

    @property
    def _text_answered(self) -> bool:
        """Whether the endpoint gave a record; if not, a later run may get the original text."""
        return self.trouble is None and self.fault is None

    def take(self, step: str, answer: Answer) -> None:
        """Read a page.

        A post page's body is a copy, so that it counts only where the endpoint has none.

        :raises ExtractionError: the text endpoint's answer cannot be read
        """
        self.served = answer.served
        if step == TEXT:
            self._take_record(read_json(answer.text), answer.served)
        elif step == PAGE:
            self.add_shown(read_visible(answer.text), answer.served)
        else:
            said = read_post_page(answer.text, tag_suffix=self.profile.category.suffix)
            self.state("post page", answer.served, said if self._text_answered else said | {"body": []})

    def state(self, who: str, served: datetime | None, said: Said) -> None:
        """Append what a page states.

        :param who: what the page is, for people
        :param served: when it was, aware
        """
        self.reading.add(stated_by(who, said), served)

    def _take_record(self, record: Any, served: datetime) -> None:
        assert self.profile.article.text  # the profile states it
        if not isinstance(record, dict):
            raise ExtractionError("unreadable-json", f"no JSON object: {printable(record)!r}")
        claimed = at_path(record, "id") or ""
        claimed = claimed if identity_of(claimed, self.profile) else self.source_id
        if claimed.removeprefix("NW") != self.source_id.removeprefix("NW"):
            self.stated_id = claimed
        elif self.article.link is None and not claimed.startswith("NW") and not record.get("text"):
            self.source_id = claimed  # named by its infoCode, it says that it is rolling news
        if self.rolling:
            self.state("rolling news", served, {"outlet": [ROLLING]})
        self.reading.add(json_candidates(record, self.profile.article.text), served)

    def add_shown(self, shown: Said, served: datetime) -> None:
        """Append what a page of unknown markup shows, if it is this article that it shows.

        That says a time or an outlet near the heading, or a heading that is the title as it is known.
        """
        stated = (decoded_line(one.value) for one in self.reading.fields.get("title", ()))
        known = [self.article.title, *stated]
        headings = map(decoded_line, shown.get("title", ()))
        if is_vouched_for(shown) or any(same_title(*pair) for pair in product(headings, known)):
            self.state("share page", served, shown)

    def add_listed(self) -> None:
        """Let the title in the listing count where the pages state none."""
        self.state("listing", None, {"title": [escape(self.article.title, quote=False)]})

    def draft(self) -> Draft:
        """The article as far as its pages state it."""
        value, date, unread = self.reading.value, self.reading.best("date"), not self.reading.valid("body")
        served = date.served if date else self.served
        assert served  # without any page read there would have been trouble
        return Draft(
            site=self.profile.name,
            source_id=self.source_id,
            url=self.article.url,
            fetched_at=served,
            title=value("title"),
            date=date.value if date else None,
            outlet=value("outlet"),
            body=value("body"),
            digest=value("digest") if self.rolling else None,
            link=value("link") if self.rolling else None,
            stated_id=self.stated_id,
            fault=self.fault if unread else None,
            record=self.record if unread else None,
            evidence=self.evidence,
        )


def info_code(source_id: str) -> str:
    """The id as the endpoint and the share page know it: bare digits gain their ``NW``."""
    return source_id if source_id.startswith("NW") else f"NW{source_id}"
