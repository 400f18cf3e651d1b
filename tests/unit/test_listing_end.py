import pytest
from scrapy.http import Request, TextResponse

from newsarchive.drafting.which_profile import spider_for
from newsarchive.items import FailedListing
from newsarchive.profiles import SiteProfile

LIST = "https://example.org/api?page={page}"


@pytest.mark.parametrize(("goes_on", "failed"), [(False, 1), (True, 0)])
def test_an_empty_page_is_the_end_of_a_list_and_no_failure_unless_it_is_the_first(
    goes_on: bool, failed: int
) -> None:
    rules = {"json_lists": {"url": LIST, "items": "d", "fields": {"url": "u"}}}
    profile = SiteProfile.model_validate({"name": "x", "home": "https://example.org/", "discovery": rules})
    address = LIST.format(page=4)
    request = Request(address, meta={"listing": address, "away": 0, "goes_on": goes_on})
    response = TextResponse(address, body=b'{"d": []}', request=request)
    output = list(spider_for(profile).parse_listing(response))
    assert [isinstance(one, FailedListing) for one in output] == [True] * failed
