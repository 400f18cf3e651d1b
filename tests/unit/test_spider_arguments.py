import logging

import pytest
from scrapy.utils.test import get_crawler

from newsarchive.exceptions import ArgumentError
from newsarchive.items import Lead
from spiders.finews import FinewsSpider

SHARE = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode={}"

ID = "NW202203072298194131"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"colour": "red"}, ["colour=", "categories, ids, urls"]),
        ({"ids": "NW1"}, ["ids=", "'NW1'"]),
        ({"since": "soon"}, ["since=", "'soon'"]),
        ({"urls": "http://elsewhere.example/x"}, ["urls=", "elsewhere.example", "share pages like http"]),
        ({"urls": f"http://elsewhere.example/a/2022/03/07/{ID}.html"}, ["urls=", "elsewhere.example"]),
        ({"urls": f"http://elsewhere.example/share?infoCode={ID}"}, ["urls=", "elsewhere.example"]),
        ({"urls": "http://finews.withounder.com/a/2022/03/07/../x.html"}, ["urls=", "not allowed"]),
        ({"urls": SHARE.format("NW1")}, ["urls=", "infoCode=NW1"]),
        ({"urls": "http://[/x"}, ["urls=", "'http://[/x'"]),
    ],
)
def test_a_wrong_one_is_named_and_logged(
    given: dict[str, str], words: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ArgumentError) as caught:
        FinewsSpider.from_crawler(get_crawler(FinewsSpider), **given)
    assert all(word in str(caught.value) for word in words), caught.value
    (record,) = (one for one in caplog.records if one.levelno == logging.CRITICAL)
    assert str(caught.value) in record.getMessage()


@pytest.mark.parametrize(
    ("given", "source_id", "slug"),
    [
        ({"ids": ID}, ID, None),
        ({"ids": ID[2:]}, ID[2:], None),
        ({"urls": SHARE.format(ID)}, ID, None),
        ({"urls": f"http://finews.withounder.com/shangraoribao/2022/03/07/{ID}.html"}, ID, "shangraoribao"),
        ({"urls": f"http://finews.withounder.com/emnews/2022/03/07/{ID[2:]}.html"}, ID[2:], "emnews"),
    ],
)
def test_a_named_article_is_taken_up_again(given: dict[str, str], source_id: str, slug: str | None) -> None:
    (first,) = FinewsSpider(**given).begin()
    assert isinstance(first, Lead)
    assert (first.url, first.source_id, first.again) == (SHARE.format(ID), source_id, True)
    assert (first.slug if first.link else None) == slug


@pytest.mark.parametrize(
    ("given", "urls"),
    [
        ({}, ["http://finews.withounder.com/"]),
        (
            {"categories": "emnews,shangraoribao"},
            [
                "http://finews.withounder.com/emnews/",
                "http://finews.withounder.com/category/shangraoribao.html",
            ],
        ),
    ],
)
def test_listings(given: dict[str, str], urls: list[str]) -> None:
    assert [first.url for first in FinewsSpider(**given).begin()] == urls
