"""One finews article while its pages are read, one after another."""

from dataclasses import dataclass, field

from newsarchive.discovery.entry import Entry
from newsarchive.evidence import Evidence, Page
from newsarchive.exchange import Exchange
from newsarchive.extraction.chooser import Statements
from newsarchive.items import DraftArticle, FailedArticle
from newsarchive.spider import TakeUp


@dataclass(slots=True)
class Finding:
    """One article while its pages are read.

    :param take_up: what the run was given of it
    :param source_id: the infoCode, or the bare digits of rolling news
    :param statements: what its pages have said so far
    :param post: its entry in a listing, if it was found in one
    :param steps: the pages not yet asked
    :param known: the page that is asked whether it has changed, should the article be archived
    :param pages: what has been read, the one that carries the text first
    :param text_found: one of the pages carries the text
    :param trouble: why a page could not be fetched, where the next run may have more luck
    :param fault: why the text endpoint's answer could not be read
    """

    take_up: TakeUp
    source_id: str
    statements: Statements
    post: Entry | None = None
    known: Page | None = None
    pages: list[Page] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    steps: list[str] = field(default_factory=lambda: ["share", "post"])
    stated_id: str | None = None
    text_found: bool = False
    trouble: FailedArticle | None = None
    fault: tuple[str, str] | None = None
    record: str | None = None

    @property
    def rolling(self) -> bool:
        """Whether it is rolling news, whose ids are bare digits."""
        return not self.source_id.startswith("NW")

    @property
    def info_code(self) -> str:
        """The id as the endpoint and the share page know it."""
        return info_code(self.source_id)

    @property
    def url(self) -> str:
        """The share page, the article's identity."""
        return self.take_up.url

    @property
    def text_answered(self) -> bool:
        """Whether the endpoint gave a record; if not, a later run may get the original text."""
        return self.trouble is None and self.fault is None

    @property
    def text_url(self) -> str:
        """Where its text is asked for."""
        rules = self.statements.profile.article.text
        assert rules  # the profile states it
        return rules.url.format(id=self.info_code)

    def note_text_page(self) -> None:
        """Put the page that has just been read first, if the text is there for the first time."""
        if not self.text_found and self.statements.has("body"):
            self.text_found = True
            self.pages.insert(0, self.pages.pop())

    def post_page_helps(self, missing: list[str]) -> bool:
        """Whether the post page may state what is missing, and may be believed in that."""
        if "body" in missing:
            return self.text_answered
        ornaments = self.rolling and not all(map(self.statements.has, ("digest", "link")))
        return bool(missing) or ornaments

    def draft(self, site: str) -> DraftArticle:
        """The article as far as its pages state it."""
        said = self.statements
        assert said.reference  # without any page read there would have been trouble
        unread = not said.has("body")
        return DraftArticle(
            site=site,
            source_id=self.source_id,
            url=self.url,
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
            evidence=Evidence(tuple(self.pages), tuple(self.exchanges)),
        )


def info_code(source_id: str) -> str:
    """The id as the endpoint and the share page know it: bare digits gain their ``NW``."""
    return source_id if source_id.startswith("NW") else f"NW{source_id}"
