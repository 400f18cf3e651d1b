"""What the demo site knows about its outlets and its articles: the truth, and how much each page states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

INDENT = "\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet.

    :param name: as the text endpoint writes it
    :param slug: the name in pinyin, as the real site's URLs have it
    """

    name: str
    slug: str

    @property
    def tag(self) -> str:
        """The tag of its posts."""
        return f"{self.name}新闻"

    @property
    def category_path(self) -> str:
        """The path of the page that lists all its posts."""
        return "/emnews/" if self == ROLLING else f"/category/{self.slug}.html"


OUTLETS = (
    Outlet("上饶日报", "shangraoribao"),
    Outlet("21世纪经济报道", "21shijijingjibaodao"),
    Outlet("Mr蒋静的资本圈", "Mrjiangjingdezibenquan"),
    Outlet("安信国际证券(香港)", "anxinguojizhengquan(xianggang)"),
    Outlet("Career In 投行PEVC", "CareerIntouxingPEVC"),
    Outlet("央行观察", "yangxingguancha"),
    Outlet("厦门日报", "shamenribao"),
    Outlet("每日经济新闻", "meirijingjixinwen"),
    Outlet("百瑞赢", "bairuiying"),
)
ROLLING = Outlet("东财滚动", "emnews")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as listings know it.

    :param source_id: ``NW`` and 18 digits; rolling news has the digits alone
    :param published: local time (+0800), without zone
    :param also: a second outlet whose category page lists it too
    :param on_home: False keeps it off the home page
    """

    source_id: str
    outlet: Outlet
    title: str
    published: datetime
    also: Outlet | None = None
    on_home: bool = True

    @property
    def info_code(self) -> str:
        """The id as the share page and the text endpoint take it: rolling news gains an ``NW``."""
        return f"NW{self.source_id}" if self.source_id.isdigit() else self.source_id

    @property
    def path(self) -> str:
        """The path of the post page: its outlet, its day, its id."""
        return f"/{self.outlet.slug}/{self.published:%Y/%m/%d}/{self.source_id}.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle(Listed):
    """A good article: an archive of the site holds exactly these values.

    :param body: source HTML, before the indents are taken out
    :param answer: the JSON of the text endpoint, which may leave things out
    :param on_share_page: the share page carries the article and the endpoint has no text
    :param heading: the post page's ``<h1>`` where it is not the title
    :param digest: plain text of rolling news' digest, without its ``【…】``
    :param link: rolling news' own address
    """

    body: str
    answer: Mapping[str, object]
    on_share_page: bool = False
    heading: str | None = None
    digest: str = ""
    link: str = ""
