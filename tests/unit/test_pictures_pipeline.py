"""An article's pictures in the pipelines, where none has to be asked for."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.misc import build_from_crawler

from newsarchive.crawling.run import current_run
from newsarchive.evidence import NO_EVIDENCE, Evidence, Picture, Validators
from newsarchive.items import Article
from newsarchive.pipelines.pictures import PicturesPipeline
from newsarchive.posts.safe_html import safe_body
from newsarchive.posts.safe_html.limits import MAX_CHARACTERS
from newsarchive.profiles import load_profile
from newsarchive.store.catalog.picture_rows import PictureRow
from spiders.finews import FinewsSpider

KEPT, FAILED = "http://a.example/kept.jpg", "http://cdn.example/failed.jpg"
BODY = f'<p>A text. <img src="{KEPT}" alt="x"> <img src="{FAILED}" alt="y"> <img src="{KEPT}" alt="z"></p>'
FILE = f"media/ab/{'ab' * 32}.jpg"


class Keeping(FinewsSpider):
    assert FinewsSpider.profile_path
    in_use = load_profile(FinewsSpider.profile_path).model_copy(update={"media": "keep"})


def processed(crawler: Crawler, item: Article) -> tuple[Article, Evidence]:
    run = current_run(crawler)
    run.evidence[item.url] = replace(NO_EVIDENCE, pages=(Validators(item.url),))
    pipeline = build_from_crawler(PicturesPipeline, crawler)
    done: Article = asyncio.run(pipeline.process_item(item))
    return done, run.evidence[item.url]


def test_where_pictures_stay_with_their_source_an_article_stays_as_it_is(
    article: Callable[..., Article], open_crawl: Callable[..., Crawler]
) -> None:
    item = article(body=BODY)
    done, evidence = processed(open_crawl(), item)
    assert done is item
    assert (evidence.shows, evidence.fetched) == ((), ())


@pytest.mark.parametrize(
    "body", ["<p>A text.</p>", '<p>A text.</p><img src="data:image/png;base64,AA" alt="">']
)
def test_an_article_without_pictures_stays_as_it_is(
    body: str, article: Callable[..., Article], open_crawl: Callable[..., Crawler]
) -> None:
    item = article(body=body)
    done, evidence = processed(open_crawl(Keeping), item)
    assert done is item
    assert evidence.shows == ()


def test_what_is_known_is_taken_and_what_is_not_due_stays_with_its_source(
    article: Callable[..., Article], open_crawl: Callable[..., Crawler]
) -> None:
    crawler = open_crawl(Keeping)
    crawler.crawling = True
    kept = PictureRow(url=KEPT, sha256="ab" * 32, extension="jpg", length=9, found=0)
    failed = PictureRow(url=FAILED, found=0, attempts=1, failure="timeout", next_check=2**40)
    current_run(crawler).archive.transact(lambda rows: rows.add_all([kept, failed]))
    done, evidence = processed(crawler, article(body=BODY))
    assert done.body == BODY.replace(KEPT, f"/{FILE}")
    assert evidence.shows == (Picture(KEPT, FILE), Picture(FAILED))
    assert evidence.fetched == ()
    assert evidence.pages, "what was read stays evidence"


def test_of_ten_thousand_pictures_in_a_text_fifty_are_the_archive_s(
    article: Callable[..., Article], open_crawl: Callable[..., Crawler]
) -> None:
    crawler = open_crawl(Keeping)
    crawler.crawling = True
    urls = [f"http://cdn.example/{number}.jpg" for number in range(10_000)]
    kept = [PictureRow(url=url, sha256="ab" * 32, extension="jpg", length=9, found=0) for url in urls[:60]]
    current_run(crawler).archive.transact(lambda rows: rows.add_all(kept))
    done, evidence = processed(crawler, article(body="".join(f'<p><img src="{url}"></p>' for url in urls)))
    assert [one.url for one in evidence.shows] == urls[:50]
    assert done.body.count(f'src="/{FILE}"') == 50
    assert done.body.count('src="http://cdn.example/') == 9950
    pictures = current_run(crawler).pictures
    assert pictures
    assert pictures.quota.left == {"article": 9950}


@pytest.mark.parametrize("sha256", ["ab" * 32, None], ids=["kept", "owed"])
@pytest.mark.parametrize("written", ['src="/q.jpg"', 'data-src="/q.jpg"', 'srcset="/q.jpg 900w"'])
def test_a_text_that_its_pictures_would_make_too_long_is_stored_as_it_is(
    written: str, sha256: str | None, article: Callable[..., Article], open_crawl: Callable[..., Crawler]
) -> None:
    crawler = open_crawl(Keeping)
    crawler.crawling = True
    row = PictureRow(url="http://quay.example/q.jpg", found=0, sha256=sha256, next_check=2**40)
    row = replace(row, extension="jpg", length=9) if sha256 else row
    current_run(crawler).archive.transact(lambda rows: rows.add(row))
    images = f"<img {written}>" * 10
    text = "a" * (MAX_CHARACTERS - len(f"<p>{images}</p>"))
    item = article(url="http://quay.example/news/1", body=f"<p>{images}{text}</p>")
    assert safe_body(item.body) == item.body
    done, evidence = processed(crawler, item)
    assert done is item
    assert (evidence.shows, evidence.fetched) == ((), ())
    assert evidence.pages, "what was read stays evidence"
