"""The generated site says the truth of itself in every language, and only its boxes change between rounds."""

import re

import pytest

from tests.boxedsite.languages import LANGUAGES
from tests.boxedsite.site import BoxedSite
from tests.newsite.posts import blocks_and_links
from tests.newsite.truth import compact


@pytest.fixture(scope="module", params=sorted(LANGUAGES))
def site(request: pytest.FixtureRequest) -> BoxedSite:
    return BoxedSite("http://127.0.0.1:1", 48, language=request.param)


def text_of(site: BoxedSite, path: str) -> str:
    response = site.respond(path)
    assert response.status == 200, path
    return response.body.decode()


def shown(markup: str) -> str:
    return compact("".join(text for _, text in blocks_and_links(markup.split("</head>")[1])[0]))


def test_the_same_seed_gives_the_same_site(site: BoxedSite) -> None:
    code = next(code for code, language in LANGUAGES.items() if language is site.language)
    again = BoxedSite(site.base, 48, language=code)
    assert again.truths() == site.truths()
    assert again.respond("/").body == site.respond("/").body


def test_every_article_is_listed_and_its_truth_is_on_its_page(site: BoxedSite) -> None:
    listings = [text_of(site, f"/{key}/{n}") for key, _ in site.language.sections for n in (1, 2)]
    listed = {path for page in listings for path in re.findall(r'<h3><a href="([^"]+)', page)}
    assert listed == {article.path(site.language) for article in site.articles}
    for article, truth in zip(site.articles, site.truths(), strict=True):
        page = shown(text_of(site, article.path(site.language)))
        assert [text for text in truth.flow + truth.boilerplate if compact(text) not in page] == []
        assert all(page.count(compact(text)) > 1 for text in truth.once)


def test_another_round_changes_every_page_and_no_article(site: BoxedSite) -> None:
    before = {one.serial: site.markup(one)[0] for one in site.articles}
    truths = site.truths()
    site.turn += 1
    assert all(site.markup(one)[0] != before[one.serial] for one in site.articles)
    assert [truth.flow for truth in site.truths()] == [truth.flow for truth in truths]
    site.turn -= 1


def test_pages_weigh_what_pages_weigh(site: BoxedSite) -> None:
    sizes = [len(site.markup(one)[0].encode()) for one in site.articles]
    assert 40_000 < sum(sizes) / len(sizes) < 47_000
