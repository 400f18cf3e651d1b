"""Read one address as a run would: an article, field by field, to its post, or a listing to its leads."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scrapy.http import Request, Response

from newsarchive.crawling.asking import (
    Answer,
    Ask,
    Unanswered,
    Way,
    answer_of,
    go_on,
    request_for,
    unanswered,
)
from newsarchive.crawling.spider import SiteSpider
from newsarchive.discovery.addresses import same_article
from newsarchive.discovery.left_out import leads_among
from newsarchive.discovery.listing import page_in
from newsarchive.drafting.field_rules import Sample
from newsarchive.drafting.looking import Fetch, NotFetched
from newsarchive.drafting.page_kind import ARTICLE, PageKind, kind_of
from newsarchive.exceptions import ArgumentError, ExtractionError
from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.reading import Reading
from newsarchive.fetching.browser.wanted import wants_browser
from newsarchive.fetching.conditional import served_at
from newsarchive.items import Article, Draft, End, Lead
from newsarchive.learning.learned import NOTHING_LEARNED, Furniture, Learned
from newsarchive.posts.file_names import first_name
from newsarchive.posts.post import post_bytes

_UNLISTED = "a run stores it all the same if the listing that leads to it states its date"
FIELDS = (
    "title", "date", "body", "author", "source", "section", "outlet", "tags", "digest", "description",
    "image", "language", "modified", "canonical", "link", "site_name",
)  # fmt: skip
"""In the order in which they are shown."""


class FieldValue(NamedTuple):
    """One field of a page.

    :param chosen: what the post is made of; None where nothing is found, or nothing was looked for
    :param others: the runners-up, the best first
    """

    name: str
    chosen: Candidate | None
    others: list[Candidate]


Pipelines = Callable[[Draft], Article]


@dataclass(slots=True)
class Tried:
    """What came of an address.

    :param values: of an article's page, field by field
    :param post: the post's file name and text, where the article becomes one
    :param refused: (reason, detail), where it does not, or where a listing cannot be read
    :param leads: of a listing
    :param asked: the addresses that were fetched
    :param way: how its blocks were read: in full, or by what is known of the site
    :param dropped: what was left out of the body, because the archive knows it as the site's
    """

    kind: PageKind
    values: list[FieldValue] = field(default_factory=list)
    post: tuple[str, str] | None = None
    refused: tuple[str, str] | None = None
    leads: list[Lead] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dropped: list[Furniture] = field(default_factory=list)
    way: str = ""


async def try_address(
    fetch: Fetch,
    spider: SiteSpider,
    pipelines: Pipelines,
    address: str,
    wanted: str | None = None,
    learned: Learned = NOTHING_LEARNED,
) -> Tried:
    """Fetch an address and read it; of an article, what else a run fetches of it, too.

    :param wanted: ``article`` or ``listing``, where the user knows better than the rules
    :param learned: what the site's archive knows
    :raises NotFetched: the page, or a further one of the article, is out of reach
    """
    meta = {"listing": address, "render": wants_browser(address, spider.profile)}
    request = Request(address, meta=meta, dont_filter=True)
    response = await fetch(request)
    kind = PageKind(wanted, "you say so") if wanted else kind_of(response, spider, address)
    tried = Tried(kind, asked=[address])
    if kind.name != ARTICLE:
        _read_listing(tried, response, spider)
    else:
        await _read_article(tried, fetch, spider, pipelines, response, learned)
    return tried


async def _read_article(
    tried: Tried,
    fetch: Fetch,
    spider: SiteSpider,
    pipelines: Pipelines,
    first: Response,
    learned: Learned,
) -> None:
    address = tried.asked[0]
    automatic = Sample(page_in(first, spider.profile), served_at(first)).reading
    try:
        lead = spider.lead_at(address)
    except ArgumentError:
        rules = spider.profile.article
        tried.refused = "no-id", f"its address has nothing like article.id, {rules.id or spider.profile.home}"
        tried.values = list(field_values(automatic, automatic))
        return
    reader = spider.reader_of(lead, lambda: learned)
    item = await _follow(tried.asked, fetch, reader.read(), lead.url, first)
    if isinstance(item, Draft) and item.fault and item.fault[0] == "not-an-article":
        listed = await _as_listed(fetch, spider, lead)
        if listed is None:
            tried.values = list(field_values(reader.reading, automatic))
            tried.refused = item.fault[0], f"{item.fault[1]}; {_UNLISTED}"
            return
        reader = spider.reader_of(listed, lambda: learned)
        item = await _follow(tried.asked, fetch, reader.read(), lead.url, first)
    tried.values = list(field_values(reader.reading, automatic))
    tried.way = reader.evidence.seen.way
    tried.dropped = [learned.furniture[key] for key in sorted(reader.evidence.seen.dropped)]
    if not isinstance(item, Draft):
        tried.refused = item.reason, item.detail
        return
    try:
        article = pipelines(item)
        by_address = spider.profile.article.id is None
        name = first_name(article.source_id, article.published, by_address=by_address)
        tried.post = name, post_bytes(article, spider.profile).decode("utf-8")
    except ExtractionError as error:
        tried.refused = error.reason, error.detail


async def _as_listed(fetch: Fetch, spider: SiteSpider, lead: Lead) -> Lead | None:
    """The article with what the site's first page says of it, as a run would have it; None without a date."""
    home = spider.profile.home
    try:
        response = await fetch(Request(home, meta={"listing": home}, dont_filter=True))
        leads = leads_among(spider.leads_in(response))
        shown = [one for one in leads if one.kind == "article" and one.stated_date]
    except (NotFetched, ExtractionError):
        return None
    found = next((one for one in shown if same_article(one.url, lead.url)), None)
    return replace(found, url=lead.url, source_id=lead.source_id, again=True) if found else None


async def _follow(asked: list[str], fetch: Fetch, way: Way, article: str, first: Response) -> Draft | End:
    """Fetch what the article's reader asks for, until it is read; the first page is there already."""
    step = go_on(way, None)
    while isinstance(step, Ask):
        try:
            response = first if step.url == asked[0] else await fetch(request_for(step, article))
            if step.url not in asked:
                asked.append(step.url)
            said: Answer | Unanswered = answer_of(response)
        except NotFetched as error:
            said = unanswered(error.failure)
        step = go_on(way, said)
    return step


def _read_listing(tried: Tried, response: Response, spider: SiteSpider) -> None:
    try:
        tried.leads = leads_among(spider.leads_in(response))
    except ExtractionError as error:
        tried.refused = error.reason, error.detail
    if not tried.leads and not tried.refused:
        tried.refused = "no-links", "it lists nothing"


def field_values(reading: Reading, automatic: Reading) -> Iterator[FieldValue]:
    """Each field that is found at all; runners-up that say the same as the chosen one are left out.

    :param reading: what the post is made of
    :param automatic: what would be found without rules
    """
    for name in FIELDS:
        stated = reading.fields.get(name, ())
        chosen = reading.best(name)
        others = list(_others(chosen, [*stated, *automatic.fields.get(name, ())]))
        if chosen or others:
            yield FieldValue(name, chosen, others)


def _others(chosen: Candidate | None, stated: Sequence[Candidate]) -> Iterator[Candidate]:
    seen = {chosen.value} if chosen else set()
    for one in stated:
        if one.value not in seen:
            seen.add(one.value)
            yield one
