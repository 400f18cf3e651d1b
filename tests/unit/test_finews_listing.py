"""What the finews spider makes of a listing's entries."""

import pytest
from scrapy.http import HtmlResponse, Request

from newsarchive.items import Lead
from spiders.finews import FinewsSpider

ID = "NW202203072298194131"


@pytest.mark.parametrize(
    ("href", "at_home"),
    [
        (f"/shangraoribao/2022/03/07/{ID}.html", True),
        (f"http://finews.withounder.com/shangraoribao/2022/03/07/{ID}.html", True),
        (f"javascript:/x/2022/03/07/{ID}.html", False),
        (f"http://attacker.example/x/2022/03/07/{ID}.html", False),
    ],
)
def test_an_entry_elsewhere_is_no_page_to_ask(href: str, at_home: bool) -> None:
    page = f'<ul><li><a href="{href}">标题</a></li></ul>'
    home = "http://finews.withounder.com/"
    asked = Request(home, meta={"listing": home})
    response = HtmlResponse(home, body=page, encoding="utf-8", request=asked)
    (article,) = [found for found in FinewsSpider().parse_listing(response) if isinstance(found, Lead)]
    assert article.source_id == ID
    assert (article.link is not None) is at_home
