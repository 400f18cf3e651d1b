"""A list's link text and the page's titles: which of them is the article's."""

import pytest

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.listed import titles_as_listed
from newsarchive.pages.tree import Page

SIX = [
    ("Ferry to Ostby sails again after nine weeks", "Local news", "The Gull, news from the coast"),
    ("Паром на остров Остби снова ходит после ремонта", "Новости региона", "Вестник побережья"),
    ("عبّارة أوستبي تعود إلى الإبحار بعد تسعة أسابيع", "أخبار محلية", "صحيفة الساحل اليومية"),
    ("オストビー行きフェリー、九週間ぶりに運航再開", "地域ニュース", "海辺新聞オンライン"),
    ("오스트비행 여객선 아홉 주 만에 운항 재개", "지역 소식", "해안일보 온라인"),
    ("奥斯特比渡轮停航九周后恢复通航", "地方新闻", "海岸日报网站"),
]


EMPTY = Page("<p>", "https://gull.example/ostby.html")


def first(
    titles: list[str], listed: str, names: tuple[str, ...] = (), confidence: float = 0.6, page: Page = EMPTY
) -> str:
    candidates = [Candidate(one, "title", confidence) for one in titles]
    return titles_as_listed(candidates, listed, names, page)[0].value


@pytest.mark.parametrize(("headline", "section", "site"), SIX)
def test_a_pages_other_title_counts_where_the_list_contradicts_the_first(
    headline: str, section: str, site: str
) -> None:
    assert first([section, site, headline], headline) == headline
    assert first([site, headline], headline[: len(headline) * 2 // 3] + "…") == headline
    assert first([section, headline], f"{headline} {site * 5}") == headline  # a card with its teaser


@pytest.mark.parametrize(("headline", "section", "site"), SIX)
def test_a_sections_name_yields_to_the_link_and_another_title_does_not(
    headline: str, section: str, site: str
) -> None:
    assert first([section], headline, (site, section)) == headline
    assert first([site], headline, (site, section)) == headline
    assert first([headline], site, (section, site)) == headline
    assert first([headline], section) == headline


@pytest.mark.parametrize(
    "listed",
    [
        "", "Read more", "mehr …", "全文", "Ferry to Ostby sails again", "FERRY TO OSTBY SAILS AGAIN – live",
        "Nine weeks without a ferry to Ostby are over, it sails again", "What the islanders say of the works",
    ],
)  # fmt: skip
def test_a_title_stays_where_the_list_says_it_otherwise_or_nothing(listed: str) -> None:
    headline = "Ferry to Ostby sails again after nine weeks"
    assert first([headline, "Local news", "The Gull"], listed, ("The Gull", "Local news")) == headline


@pytest.mark.parametrize(("headline", "section", "site"), SIX)
@pytest.mark.parametrize(
    ("shown", "counts"),
    [
        ("<div class=x>{}</div>", True),
        ("<table><tr><td><font size=5>{}</font></table>", True),
        ("<p><b>{}</b>", True),
        ("<ul><li><a href=/other>{}</a></ul>", False),
        ("<p>{} – and more", False),
    ],
)
def test_the_links_text_counts_where_the_page_shows_it(
    headline: str, section: str, site: str, shown: str, *, counts: bool
) -> None:
    page = Page(shown.format(headline), "https://gull.example/ostby.html")
    assert first([section, site], headline, page=page) == (headline if counts else section)


def test_the_profiles_rule_outranks_the_list() -> None:
    assert first(["Local news", "Ferry sails again"], "Ferry sails again", confidence=1.0) == "Local news"
    assert titles_as_listed([], "Ferry sails again", (), EMPTY) == []
