"""What the demo site knows about one article: the truth, and which page states how much of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive.demo.outlets import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """A good article: an archive of the site holds exactly these values.

    :param source_id: ``NW`` and 18 digits; rolling news has the digits alone
    :param published: local time (+0800), without zone
    :param body: source HTML, before the indents are taken out
    :param answer: the JSON of the text endpoint, which may leave things out
    :param on_share_page: the share page carries the article and the endpoint has no text
    :param heading: the post page's ``<h1>`` where it is not the title
    :param digest: plain text of rolling news' digest, without its ``【…】``
    :param link: rolling news' own address
    """

    source_id: str
    outlet: Outlet
    title: str
    published: datetime
    body: str
    answer: Mapping[str, object]
    on_share_page: bool = False
    heading: str | None = None
    digest: str = ""
    link: str = ""

    @property
    def info_code(self) -> str:
        """The id as the share page and the text endpoint take it."""
        return info_code(self.source_id)

    @property
    def path(self) -> str:
        """The path of the post page."""
        return post_path(self.outlet, self.published, self.source_id)

    @property
    def shown_time(self) -> str:
        """The local time as pages write it."""
        return f"{self.published:%Y-%m-%d %H:%M:%S}"


def info_code(source_id: str) -> str:
    """The id as the share page and the text endpoint take it: rolling news gains an ``NW``."""
    return f"NW{source_id}" if source_id.isdigit() else source_id


def post_path(outlet: Outlet, published: datetime, source_id: str) -> str:
    """The path of a post page: its outlet, its day, its id."""
    return f"/{outlet.slug}/{published:%Y/%m/%d}/{source_id}.html"
