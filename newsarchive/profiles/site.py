"""All that is particular to one site."""

from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from newsarchive.dates import Style
from newsarchive.dates.order_of_page import language_of_dates
from newsarchive.profiles.article import ArticleRules
from newsarchive.profiles.checks import (
    AbsolutePath,
    Address,
    CopiesTarget,
    Form,
    OneOrMore,
    SiteAddress,
    Strict,
    ToldTo,
    Variable,
    Zone,
    template,
)
from newsarchive.profiles.discovery import DiscoveryRules
from newsarchive.profiles.hosts import ascii_host, with_ascii_host
from newsarchive.profiles.schedule import ScheduleRules

NAME = r"^[a-z0-9][a-z0-9_.-]*$"
LONGEST_NAME = 100
Extra = Literal["author", "source", "section", "image", "language", "url", "tags"]


class CategoryRules(Strict):
    """How an article comes by its category and its tag.

    :param by: whose name it is: that of the outlet which the text is from, or that of the site's section
    :param suffix: appended to the name to make the tag
    :param fallback: the name for articles that state none; without it they are quarantined
    :param names: other names for what the site states
    :param slugs: slugs that do not follow from the name
    :param page: the category page, ``{slug}`` standing for the slug
    :param pages: category pages at another address, by slug
    """

    by: Literal["outlet", "section"] = "section"
    suffix: str = ""
    fallback: str | None = None
    names: dict[str, str] = Field(default_factory=dict)
    slugs: dict[str, str] = Field(default_factory=dict)
    page: Annotated[str, template("slug")] | None = None
    pages: dict[str, str] = Field(default_factory=dict)

    def page_of(self, slug: str) -> str | None:
        """The address of the category's page, if the site has one."""
        return self.pages.get(slug) or (self.page and self.page.format(slug=slug))


class PostRules(Strict):
    """The parts of a post that the site decides; ``{tag}`` and ``{category_page}`` in the footer.

    ``category_page`` is written without its scheme, as the first source's own posts do.

    :param front_matter: what stands there besides layout, title, date, categories and tags; with ``tags``
        the article's own stand in place of the outlet's, where it has some
    """

    layout: str = "post"
    front_matter: tuple[Extra, ...] = ()
    footer: Annotated[str, template("tag", "category_page")] = ""
    title_limit: int = Field(default=300, ge=20)


class PublishRules(Strict):
    """What ``publish`` makes of a site besides its articles.

    :param title: the site's; by default its host
    :param description: a sentence on it
    :param url: where the built site is to be, with the path of its home page
    :param remote_pictures: pages show what is not kept from where it lies, which learns of every reader then
    """

    title: str = ""
    description: str = ""
    url: SiteAddress | None = None
    remote_pictures: bool = False


class Politeness(Strict):
    """How hard a run may lean on the site: seconds between requests, and requests at a time."""

    delay: float = Field(default=1.0, ge=0)
    concurrency: int = Field(default=1, ge=1, le=32)


class RecheckRules(Strict):
    """When an archived article is asked for again, and what of the answer is believed.

    :param every_hours: from storing an article to its first check
    :param growth: each wait after that is so many times the one before
    :param fresh_days: so long after storing an article its waits do not grow
    :param stop_days: after that it is asked for again only where a list says that it was changed
    :param learn: whether the waits are shifted by how soon and how often the site edits its articles
    :param shrunken: a body with less than this share of the former text replaces nothing
    """

    every_hours: float = Field(default=1.0, gt=0)
    fresh_days: float = Field(default=0.0, ge=0)
    growth: float = Field(default=3.0, gt=1)
    stop_days: float = Field(default=90.0, ge=0)
    learn: bool = True
    shrunken: float = Field(default=0.5, ge=0, le=1)


class DateRules(Strict):
    """What the site's dates look like, where they are not read rightly without that.

    :param order: of day, month and year in figures, such as ``03/04/05``
    :param format: forms with the directives of strptime, tried first; month names in the language
    """

    order: Literal["dmy", "mdy", "ymd"] | None = None
    format: Annotated[tuple[Form, ...], OneOrMore] = ()

    @property
    def style(self) -> Style:
        """The same for whoever reads a date."""
        return Style(self.order or "", self.format)


class Expectations(Strict):
    """What a good run looks like; a run that is not like that is partial, and says why.

    :param articles: so many articles at least are shown by the listings of the whole site
    :param fields: what every article states besides title, date and body, or it is quarantined
    :param categories: the slugs that there are; an article of another one is quarantined
    """

    articles: int = Field(default=0, ge=0)
    fields: tuple[Literal["author", "source", "section", "image", "digest"], ...] = ()
    categories: tuple[str, ...] = ()


class SiteProfile(Strict):
    """All that is particular to one site.

    :param hosts: the hosts a run may talk to, ``host``, ``host:port`` or ``*.domain``; by default that
        of ``home``, with and without ``www.``, and those of the lists and the pages that are declared
    :param zone: the zone of dates that state none; without it, the page's language decides
    :param language: a BCP 47 tag; decides how ``03/04/2022`` reads
    :param render: pages are built by a browser (needs the extra ``render``)
    :param originals: whether responses are kept as WARC
    :param copies: a folder on another disk, or an object storage, that holds a copy of each sealed WARC and
        of each picture, below the site's name
    :param media: whether the pictures that articles show are kept, or stay with the source; without it, they
        are kept in archives begun by a version that can keep them
    :param learn: whether what stands in many articles leaves those that are read automatically
    :param notify: who gets a note when something is wrong: names of variables of the environment with
        apprise's addresses; an address itself only where it cannot hold credentials
    :param ping: the name of a variable with the address of a health-check service
    :param metrics: the folder for a file that Prometheus' node_exporter collects
    """

    name: Annotated[str, Field(pattern=NAME, max_length=LONGEST_NAME)]
    home: Address
    hosts: tuple[str, ...] = ()
    zone: Zone | None = None
    language: str | None = None
    dates: DateRules = DateRules()
    discovery: DiscoveryRules = DiscoveryRules()
    article: ArticleRules = ArticleRules()
    category: CategoryRules = CategoryRules()
    post: PostRules = PostRules()
    publish: PublishRules = PublishRules()
    politeness: Politeness = Politeness()
    schedule: ScheduleRules = ScheduleRules()
    recheck: RecheckRules = RecheckRules()
    expectations: Expectations = Expectations()
    render: bool = False
    originals: bool = True
    copies: CopiesTarget | None = None
    media: Literal["keep", "link"] | None = None
    learn: bool = True
    notify: Annotated[tuple[ToldTo, ...], OneOrMore] = ()
    ping: Variable | None = None
    metrics: AbsolutePath | None = None

    @model_validator(mode="after")
    def _complete(self) -> "SiteProfile":
        hosts = tuple(map(ascii_host, self.hosts)) or _hosts_of(self.home, self._declared())
        object.__setattr__(self, "hosts", hosts)
        return self

    def _declared(self) -> tuple[str, ...]:
        """The addresses that the profile itself has a run ask for, besides the home page."""
        rules, article = self.discovery, self.article
        templates = [one.url for one in rules.json_lists] + ([article.page] if article.page else [])
        templates += [article.text.url] if article.text else []
        return (*rules.feeds, *rules.sitemaps, *rules.listings, *templates)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which the site's days are counted; UTC where none is declared."""
        return ZoneInfo(self.zone or "UTC")

    @property
    def date_language(self) -> str:
        """The language that the site's dates are read in, with its country where that orders them."""
        return language_of_dates(self.language or "", self.home)


def _hosts_of(home: str, declared: tuple[str, ...]) -> tuple[str, ...]:
    """The home page's host with and without ``www.``, and those of the other addresses that are declared."""
    own = _host_and_port(home)
    bare = own.removeprefix("www.")
    hosts = (own,) if ":" in own else (bare, f"www.{bare}")
    return tuple(dict.fromkeys((*hosts, *map(_host_and_port, declared))))


def _host_and_port(url: str) -> str:
    parts = urlsplit(with_ascii_host(url))
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
