"""One finews article's way: its text, its share page, its post page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from newsarchive.crawling.article_reader import PAGE, TEXT, ArticleReader
from newsarchive.crawling.asking import Answer
from newsarchive.discovery.entry import Entry
from newsarchive.extraction.charset import decode_utf8_or_gb18030
from newsarchive.extraction.chooser import Statements
from newsarchive.extraction.post_page import read_post_page
from newsarchive.extraction.record import read_record, stated
from newsarchive.extraction.visible import read_visible
from newsarchive.items import DraftArticle
from newsarchive.profiles import identity_of

ROLLING = "东财滚动"
_POST = "post"


@dataclass
class FinewsReader(ArticleReader):
    """Asks the post page too, and reads each page as this site writes it.

    :param source_id: the infoCode, or the bare digits of rolling news
    :param stated_id: the id that the record itself claims, where that is another
    :param statements: what its pages have said so far
    """

    source_id: str = ""
    stated_id: str | None = None
    statements: Statements = field(init=False)

    def __post_init__(self) -> None:
        self.source_id = self.article.source_id
        self.statements = Statements(self.profile)

    @property
    def post(self) -> Entry | None:
        """Its entry in a listing, if it was found in one."""
        return self.article.entry

    @property
    def rolling(self) -> bool:
        """Whether it is rolling news, whose ids are bare digits."""
        return not self.source_id.startswith("NW")

    def steps(self) -> Iterator[tuple[str, str]]:
        """The text, the share page, the post page."""
        rules = self.profile.article.text
        assert rules  # the profile states it
        yield TEXT, rules.url.format(id=info_code(self.article.source_id))
        yield PAGE, self.article.url
        if self.post:
            yield _POST, self.post.url

    def wants(self, step: str) -> bool:
        """Whether the page may state what is missing, and may be believed in that."""
        if step != _POST:
            return super().wants(step)
        missing = self.missing()
        if "body" in missing:
            return self._text_answered
        ornaments = self.rolling and not all(map(self.statements.has, ("digest", "link")))
        return bool(missing) or ornaments

    def missing(self) -> list[str]:
        """The required fields that nothing states, a listing's title counting once all pages are asked."""
        return self.statements.missing()

    def has_text(self) -> bool:
        """Whether a page that was read carries the text."""
        return self.statements.has("body")

    @property
    def _text_answered(self) -> bool:
        """Whether the endpoint gave a record; if not, a later run may get the original text."""
        return self.trouble is None and self.fault is None

    def take(self, step: str, answer: Answer) -> None:
        """Read a page.

        A post page's body is a copy, so that it counts only where the endpoint has none.

        :raises ExtractionError: the text endpoint's answer cannot be read
        """
        text = decode_utf8_or_gb18030(answer.body)
        self.statements.reference = answer.served
        if step == TEXT:
            self._take_record(read_record(text))
        elif step == PAGE:
            self.statements.add_shown(read_visible(text), listed=self.post.title if self.post else "")
        else:
            page = read_post_page(text, tag_suffix=self.profile.category.suffix)
            self.statements.add_post_page(page, with_body=self._text_answered)

    def _take_record(self, record: dict[str, Any]) -> None:
        keys = self.profile.article.text
        assert keys  # the profile states them
        claimed = next((x for x in stated(record, ["id"]) if identity_of(x, self.profile)), self.source_id)
        if claimed.removeprefix("NW") != self.source_id.removeprefix("NW"):
            self.stated_id = claimed
        elif self.post is None and not claimed.startswith("NW") and not record.get("text"):
            self.source_id = claimed  # named by its infoCode, it says that it is rolling news
        if self.rolling:
            self.statements.add(outlet=[ROLLING])
        self.statements.add(
            title=stated(record, keys.title),
            date=stated(record, keys.date),
            outlet=stated(record, keys.outlet),
            body=stated(record, keys.body),
            digest=stated(record, keys.digest),
            link=stated(record, keys.link),
        )

    def add_listed(self) -> None:
        """Let the title in the listing count where the pages state none."""
        if self.post:
            self.statements.add(title=[escape(self.post.title, quote=False)])

    def draft(self) -> DraftArticle:
        """The article as far as its pages state it."""
        said = self.statements
        assert said.reference  # without any page read there would have been trouble
        unread = not said.has("body")
        return DraftArticle(
            site=self.profile.name,
            source_id=self.source_id,
            url=self.article.url,
            fetched_at=said.reference,
            title=said.choice("title"),
            date=said.choice("date"),
            outlet=said.choice("outlet"),
            body=said.choice("body"),
            digest=said.choice("digest") if self.rolling else None,
            link=said.choice("link") if self.rolling else None,
            stated_id=self.stated_id,
            fault=self.fault if unread else None,
            record=self.record if unread else None,
            evidence=self.evidence,
        )


def info_code(source_id: str) -> str:
    """The id as the endpoint and the share page know it: bare digits gain their ``NW``."""
    return source_id if source_id.startswith("NW") else f"NW{source_id}"
