import asyncio
import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.misc import build_from_crawler, load_object

from newsarchive import settings
from newsarchive.crawling.run import current_run
from newsarchive.exceptions import ExtractionError, Failed, Kept, OutOfRange, Quarantined, StorageError
from newsarchive.items import Article, Doubt, Draft, Outcome, Unfetched
from newsarchive.pipelines.accounted import AccountedPipelines
from newsarchive.pipelines.body import BodyPipeline
from newsarchive.pipelines.category import CategoryPipeline
from newsarchive.pipelines.date import DatePipeline
from newsarchive.pipelines.headline import HeadlinePipeline
from newsarchive.pipelines.identity import IdentityPipeline
from newsarchive.pipelines.seal import SealPipeline
from newsarchive.pipelines.store import StorePipeline
from newsarchive.pipelines.window import WindowPipeline
from newsarchive.store.catalog.row_kinds import QuarantineRow, RevisionRow

if TYPE_CHECKING:
    from newsarchive.crawling.ledger import Ledger

SEED = "NW202203072298194131"
Draft = Callable[..., Draft]
Open = Callable[..., Crawler]


def refusal(pipeline: Any, item: Draft) -> str:
    with pytest.raises(ExtractionError) as caught:
        pipeline.process_item(item)
    return caught.value.reason


@pytest.mark.parametrize(
    ("different", "reason"),
    [
        ({"source_id": "../../etc/passwd"}, "invalid-id"), ({"source_id": "NW1\x00"}, "invalid-id"),
        ({"source_id": SEED + "\n"}, "invalid-id"), ({"source_id": "N" * 300}, "invalid-id"),
        ({"source_id": SEED.lower()}, "invalid-id"), ({"source_id": ""}, "invalid-id"),
        ({"source_id": "NW２０２２０３０７２２９８１９４１３１"}, "invalid-id"),
        ({"fault": ("unreadable-json", "cut")}, "unreadable-json"),
        ({"stated_id": "NW202203072298194132"}, "conflicting-text"),
    ],
)  # fmt: skip
def test_identity_refuses(different: dict[str, Any], reason: str, draft: Draft, open_crawl: Open) -> None:
    assert refusal(build_from_crawler(IdentityPipeline, open_crawl()), draft(**different)) == reason


@pytest.mark.parametrize("source_id", [SEED, SEED[2:]])
def test_identity_passes(source_id: str, draft: Draft, open_crawl: Open) -> None:
    item = draft(source_id=source_id, stated_id=source_id)
    assert build_from_crawler(IdentityPipeline, open_crawl()).process_item(item) is item


@pytest.mark.parametrize(
    ("stated", "expected", "precision"),
    [
        ("2022-03-07 08:23:06", "2022-03-07T08:23:06+08:00", "second"),
        ("2022-03-07", "2022-03-07T00:00:00+08:00", "day"),
        ("2022-03-07T00:23:06Z", "2022-03-07T08:23:06+08:00", "second"),
        ("5分钟前", "2022-03-07T08:55:00+08:00", None),
    ],
)
def test_date(stated: str, expected: str, precision: str | None, draft: Draft, open_crawl: Open) -> None:
    item = build_from_crawler(DatePipeline, open_crawl()).process_item(draft(date=stated))
    assert item.published.instant.isoformat() == expected
    assert precision in (None, item.published.precision)


@pytest.mark.parametrize(
    ("stated", "reason"),
    [(None, "no-date"), ("", "no-date"), ("2022-13-45", "impossible-date"), ("2022-03-09", "future-date")],
)
def test_date_refuses(stated: str | None, reason: str, draft: Draft, open_crawl: Open) -> None:
    assert refusal(build_from_crawler(DatePipeline, open_crawl()), draft(date=stated)) == reason


def test_window(draft: Draft, open_crawl: Open) -> None:
    crawler = open_crawl(since="2022-03-07", until="2022-03-07")
    window, dates = (build_from_crawler(p, crawler) for p in (WindowPipeline, DatePipeline))
    for inside in ("2022-03-07", "2022-03-07 23:59:59"):
        window.process_item(dates.process_item(draft(date=inside)))
    for outside in ("2022-03-06 23:59:59", "2022-03-08"):
        with pytest.raises(OutOfRange, match=SEED):
            window.process_item(dates.process_item(draft(date=outside)))


@pytest.mark.parametrize(
    ("title", "digest", "headline", "standfirst"),
    [
        (" 春耕\r\n正当时 ", None, "春耕 正当时", ""),
        ("A&amp;B &quot;C&quot;", "", 'A&B "C"', ""),
        ("\u202e题\x00", "【快讯】【要闻】 涨了 ", "题", "涨了"),
        ("题", "没有括号", "题", "没有括号"),
        ("题", "【只有括号】", "题", ""),
        ("字" * 3000, None, "字" * 3000, ""),
    ],
)
def test_headline(title: str, digest: str | None, headline: str, standfirst: str, draft: Draft) -> None:
    item = HeadlinePipeline().process_item(draft(title=title, digest=digest))
    assert (item.headline, item.standfirst) == (headline, standfirst)


@pytest.mark.parametrize("title", [None, "", " \n", "&nbsp;", "\u202e\ufeff"])
def test_headline_refuses(title: str | None, draft: Draft) -> None:
    assert refusal(HeadlinePipeline(), draft(title=title)) == "no-title"


@pytest.mark.parametrize(
    ("outlet", "category", "tag"),
    [
        ("上饶日报", "shangraoribao", "上饶日报新闻"),
        ("东财滚动", "emnews", "东财滚动新闻"),  # through the profile
        ("每日经济新闻", "meirijingjixinwen", "每日经济新闻新闻"),
        (" Career&nbsp;In\n投行PEVC ", "CareerIntouxingPEVC", "Career In 投行PEVC新闻"),
    ],
)
def test_category(outlet: str, category: str, tag: str, draft: Draft, open_crawl: Open) -> None:
    item = build_from_crawler(CategoryPipeline, open_crawl()).process_item(draft(outlet=outlet))
    assert (item.category, item.tag) == (category, tag)


def test_category_without_an_outlet(draft: Draft, open_crawl: Open) -> None:
    pipeline = build_from_crawler(CategoryPipeline, open_crawl())
    for nothing in (None, "", " ", "——"):
        assert refusal(pipeline, draft(outlet=nothing)) == "no-outlet"
    rules = pipeline.profile.category.model_copy(update={"fallback": "综合"})
    pipeline = CategoryPipeline(pipeline.profile.model_copy(update={"category": rules}))
    item = pipeline.process_item(draft(outlet=None))
    assert (item.outlet, item.category, item.tag) == ("综合", "zonghe", "综合新闻")


def test_body(draft: Draft) -> None:
    assert (
        BodyPipeline().process_item(draft(body="<p>　　一</p>\r\n <p>二</p>")).html
        == "<p>一</p>\r\n <p>二</p>"
    )
    unsafe = (
        BodyPipeline().process_item(draft(body="<p onclick='x()'>一<script>x</script></p>{{ y }}")).html or ""
    )
    assert "script" not in unsafe
    assert "onclick" not in unsafe
    assert "{{" not in unsafe


@pytest.mark.parametrize("body", [None, "", " \n", "<p>　　</p>", "<p><br/></p>", "<script>x</script>"])
def test_body_refuses(body: str | None, draft: Draft) -> None:
    assert refusal(BodyPipeline(), draft(body=body)) == "no-text"


def prepared(draft: Draft, crawler: Crawler, **different: Any) -> Draft:
    item = draft(**different)
    for pipeline in (DatePipeline, HeadlinePipeline, CategoryPipeline, BodyPipeline):
        item = build_from_crawler(pipeline, crawler).process_item(item)
    return item


def test_seal(draft: Draft, open_crawl: Open, article: Callable[..., Article]) -> None:
    sealed = SealPipeline().process_item(prepared(draft, open_crawl()))
    assert sealed == article(stated_date="2022-03-07 08:23:06")
    with pytest.raises(AttributeError):
        sealed.title = "x"  # type: ignore[misc]


def test_seal_notes_replaced_characters(draft: Draft, open_crawl: Open) -> None:
    broken = prepared(draft, open_crawl(), body="<p>田里一派\ufffd碌。</p>")
    assert SealPipeline().process_item(broken).doubts == (Doubt.REPLACED_CHARACTERS,)


@pytest.mark.parametrize(
    ("link", "expected"),
    [(None, None), ("javascript:x", None), ("http://a.example/{x}", "http://a.example/%7Bx%7D")],
)
def test_seal_links_safely(link: str | None, expected: str | None, draft: Draft, open_crawl: Open) -> None:
    item = prepared(draft, open_crawl(), link=link)
    assert SealPipeline().process_item(item).link == (expected or item.url)


@pytest.mark.parametrize("name", ["headline", "published", "outlet", "category", "tag", "html"])
def test_seal_refuses_what_is_incomplete(name: str, draft: Draft, open_crawl: Open) -> None:
    item = prepared(draft, open_crawl())
    setattr(item, name, None)
    assert refusal(SealPipeline(), item) == "incomplete"


def test_seal_refuses_an_article_without_any_address(draft: Draft, open_crawl: Open) -> None:
    assert refusal(SealPipeline(), prepared(draft, open_crawl(), url="about:blank")) == "incomplete"


def test_store(article: Callable[..., Article], open_crawl: Open, tmp_path: Path) -> None:
    crawler = open_crawl()
    store = build_from_crawler(StorePipeline, crawler)
    ledger = current_run(crawler).ledger
    assert asyncio.run(store.process_item(article())) == article()
    with pytest.raises(Kept, match="same text"):
        asyncio.run(store.process_item(article(url="http://a.example/same-article-elsewhere")))
    assert [p.name for p in (tmp_path / "finews" / "_posts").iterdir()] == [f"2022-03-07-{SEED}.md"]
    assert (ledger.count(Outcome.STORED), ledger.reasons(Outcome.UNCHANGED)) == (1, {"same text": 1})


class Accounts:
    """The whole ITEM_PIPELINES with its accounts, as Scrapy builds them."""

    def __init__(self, crawler: Crawler) -> None:
        self.run = current_run(crawler)
        self.ledger: Ledger = self.run.ledger
        self.processor = build_from_crawler(load_object(crawler.settings["ITEM_PROCESSOR"]), crawler)
        assert isinstance(self.processor, AccountedPipelines)

    def process(self, item: Any) -> Any:
        self.ledger.take_up(item.url)
        return asyncio.run(self.processor.process_item_async(item))

    def dropped(self, item: Any, kind: type[Exception]) -> Exception:
        with pytest.raises(kind) as caught:
            self.process(item)
        return caught.value

    def break_store(self, error: Exception) -> None:
        """Let the last pipeline fail as a disk would; real full disks are for the end-to-end tests."""

        async def fail(item: Article) -> Article:
            raise error

        self.processor.methods["process_item"][-1] = fail


@pytest.fixture
def accounts(open_crawl: Open) -> Accounts:
    return Accounts(open_crawl())


def test_an_article_is_stored(accounts: Accounts, draft: Draft) -> None:
    assert isinstance(accounts.process(draft()), Article)
    assert (accounts.ledger.count(Outcome.STORED), accounts.ledger.owed) == (1, 0)


def test_what_is_quarantined_is_kept_and_counted_once(accounts: Accounts, draft: Draft) -> None:
    for _ in range(2):
        error = accounts.dropped(draft(date="2022-13-45", fault=None), Quarantined)
    assert getattr(error, "reason", "") == "impossible-date"
    assert accounts.ledger.reasons(Outcome.QUARANTINED) == {"impossible-date": 1}
    assert accounts.ledger.newly_quarantined == 1
    (entry,) = accounts.run.archive.rows.where(QuarantineRow)
    assert datetime.now(UTC).timestamp() - entry.at < 60
    assert json.loads(zlib.decompress(entry.record)) == {
        "site": "finews", "source_id": SEED, "url": draft().url, "title": "春耕备耕正当时",
        "date": "2022-13-45", "outlet": "上饶日报", "body": "<p>　　田里一派忙碌。</p>",
    }  # fmt: skip


def test_of_two_texts_in_one_run_the_longer_wins_and_the_other_is_kept(
    accounts: Accounts, draft: Draft
) -> None:
    accounts.process(draft(body="<p>田里一派忙碌，一片生机。</p>"))
    accounts.dropped(draft(url="http://a.example/again", body="<p>别的文字在这里面。</p>"), Kept)
    assert accounts.ledger.reasons(Outcome.UNCHANGED) == {"conflicting-text": 1}
    kinds = [row.kind for row in accounts.run.archive.rows.where(RevisionRow, order=[RevisionRow.c.number])]
    assert kinds == ["crawled", "conflicting"]


def test_an_archived_article_that_cannot_be_read_any_more_is_kept(accounts: Accounts, draft: Draft) -> None:
    accounts.process(draft())
    accounts.dropped(draft(url="http://a.example/again", body=""), Kept)
    assert accounts.ledger.reasons(Outcome.UNCHANGED) == {"kept-no-text": 1}
    assert accounts.ledger.newly_quarantined == 0


def test_what_could_not_be_fetched_is_failed(accounts: Accounts) -> None:
    accounts.dropped(Unfetched(SEED, "http://a.example/1", "http-404", "gone"), Failed)
    assert accounts.ledger.reasons(Outcome.FAILED) == {"http-404": 1}


def test_what_is_out_of_range_is_dismissed(open_crawl: Open, draft: Draft) -> None:
    accounts = Accounts(open_crawl(since="2022-03-08"))
    accounts.dropped(draft(), OutOfRange)
    assert (accounts.ledger.seen, accounts.ledger.owed, accounts.ledger.out_of_range) == (0, 0, 1)


@pytest.mark.parametrize(
    ("error", "raised", "reason"),
    [
        (OSError("this one file"), Failed, "unwritten"),
        (DropItem("somebody's pipeline"), DropItem, "dropped"),
        (ZeroDivisionError(), ZeroDivisionError, "internal-ZeroDivisionError"),
    ],
)
def test_a_failed_write_fails_the_item(
    error: Exception, raised: type[Exception], reason: str, accounts: Accounts, draft: Draft
) -> None:
    accounts.break_store(error)
    accounts.dropped(draft(), raised)
    assert accounts.ledger.reasons(Outcome.FAILED) == {reason: 1}
    assert accounts.run.storage_error is None


def test_a_failing_disk_stops_the_run(
    accounts: Accounts, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[StorageError] = []
    monkeypatch.setattr(accounts.run, "stop", stopped.append)  # it closes the engine, which is not here
    accounts.break_store(error := StorageError("No space left on device"))
    accounts.dropped(draft(), Failed)
    assert stopped == [error]
    assert accounts.ledger.reasons(Outcome.FAILED) == {"storage": 1}


def test_nothing_is_lost_over_many_ends(accounts: Accounts, draft: Draft) -> None:
    ends = [{}, {"title": ""}, {"date": None}, {"outlet": None}, {"body": None}, {"source_id": "../x"}]
    for number, different in enumerate(ends):
        own = {"source_id": f"NW2022030722981941{number:02}", "url": f"http://a.example/{number}"}
        item = draft(**own | different)
        accounts.process(item) if not different else accounts.dropped(item, Quarantined)
    ledger = accounts.ledger
    assert ledger.seen == len(ends) == sum(ledger.count(outcome) for outcome in Outcome)
    assert ledger.owed == 0
    assert set(ledger.reasons(Outcome.QUARANTINED)) == {
        "no-title", "no-date", "no-outlet", "no-text", "invalid-id",
    }  # fmt: skip


def test_every_pipeline_of_the_settings_has_unit_tests() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    for path in settings.ITEM_PIPELINES:
        module, _, name = path.rpartition(".")
        assert f"from {module} import {name}\n" in tests
