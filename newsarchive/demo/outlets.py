"""The outlets of the demo site, each with the slug that the real site gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet as the site knows it.

    :param name: as the text endpoint writes it; the tag is the name and ``新闻``
    :param slug: the name in pinyin, as in the outlet's URLs
    """

    name: str
    slug: str

    @property
    def tag(self) -> str:
        """The tag of its posts; rolling news carries its suffix in the name already."""
        return f"{self.name}新闻"

    @property
    def category_path(self) -> str:
        """The path of the page that lists all its posts."""
        return "/emnews/" if self.slug == "emnews" else f"/category/{self.slug}.html"


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
