# ruff: noqa: E501  a line of markup or of Chinese stays whole
import lxml.html
import pytest

from newsarchive.discovery.article_parts import article_pages
from newsarchive.discovery.pagination import next_pages

SITE = "https://example.com"


def next_page(url: str, body: str) -> list[str]:
    tree = lxml.html.document_fromstring(f"<html><body>{body}</body></html>")
    leads = next_pages(tree, SITE + url)
    assert all(lead.kind == "next" and lead.why for lead in leads)
    return [lead.url.removeprefix(SITE) for lead in leads]


def further(url: str, body: str) -> list[str]:
    tree = lxml.html.document_fromstring(f"<html><body><p>x</p>{body}</body></html>")
    return [page.removeprefix(SITE) for page in article_pages(tree, SITE + url)]


def a(href: str, text: object) -> str:
    return f'<a href="{href}">{text}</a> '


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        ("/news", '<link rel="next" href="/news?page=2">', "/news?page=2"),
        ("/news", '<a rel="next" href="?page=2">x</a>', "/news?page=2"),
        ("/news/?page=2", a("/news/", "上一页") + a("?page=3", "下一页"), "/news/?page=3"),
        ("/china/", a("index_2.html", "下页"), "/china/index_2.html"),
        ("/ent/list.shtml", a("list_2.shtml", 2) + a("list_3.shtml", 3), "/ent/list_2.shtml"),
        ("/ent/list_2.shtml", a("list.shtml", 1) + a("list_3.shtml", 3), "/ent/list_3.shtml"),
        ("/culture/index.htm", a("index_1.htm", 2) + a("index_2.htm", 3), "/culture/index_1.htm"),
        ("/list-12-1.html", a("list-12-2.html", 2), "/list-12-2.html"),
        ("/opinion/", a("/opinion/page/2/", "Older posts »"), "/opinion/page/2/"),
        ("/sports/", a("/sports/p/2", "查看更多"), "/sports/p/2"),
        ("/blog", a("/blog?start=20", 3) + a("/blog?start=10", 2), "/blog?start=10"),
        ("/blog?start=10", a("/blog", 1) + a("/blog?start=20", 3), "/blog?start=20"),
        ("/news", a("/news?after=x1", "Next ›"), "/news?after=x1"),
        ("/news/", '<a href="/news/?page=2" aria-label="Weiter"><svg></svg></a>', "/news/?page=2"),
        ("/news/", "<select><option value='/news/1'>1<option value='/news/2'>2</select>", "/news/2"),
        ("/a/", "<script>createPageHTML(5, 0, 'index', 'shtml');</script>", "/a/index_1.shtml"),
        ("/a/index_3.shtml", "<script>createPageHTML(5, 3, 'index', 'shtml');</script>", "/a/index_4.shtml"),
    ],
)
def test_next_page_of_a_listing(url: str, body: str, expected: str) -> None:
    assert next_page(url, body) == [expected]


OLDER = """
    Older posts | Earlier stories | Previous entries | Ältere Artikel | Zu den älteren Beiträgen | Frühere Meldungen
    Articles plus anciens | Articles précédents | Entradas antiguas | Noticias más antiguas | Entradas anteriores
    Articoli meno recenti | Post più vecchi | Oudere berichten | Posts mais antigos | Notícias anteriores | Starsze wpisy
    Старые записи | Предыдущие новости | Старіші записи | Äldre inlägg | Ældre indlæg | Eldre innlegg
    Vanhemmat artikkelit | Starší příspěvky | Staršie články | Régebbi bejegyzések | Articole mai vechi | Stariji članci
    Daha eski yazılar | Παλαιότερα άρθρα | 以前の記事 | 古い投稿へ | 次の20件 | 更早的文章 | 較舊的文章 | 이전 글 보기 | 오래된 기사
    Bài viết cũ hơn | Artikel lama | مقالات أقدم | פוסטים ישנים יותר | Nästa sida | Seuraava sivu | Další stránka
    Наступна сторінка | Επόμενη σελίδα | Página seguinte
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("words", [one.strip() for one in OLDER if one.strip()])
@pytest.mark.parametrize("form", ["{}", "← {}", "« {}", "{} »", "&lt; {} →"])
def test_older_entries_in_any_language_are_the_next_page(words: str, form: str) -> None:
    assert next_page("/local/", a("/local/before/x7", form.format(words))) == ["/local/before/x7"]
    assert next_page("/local/", a("/2024/05/12/one-article/", form.format(words))) == []


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("/local/", "/local/page/2/", True), ("/local/page/2/", "/local/page/3/", True), ("/local", "/local?page=2", True),
        ("/lokales/", "/lokales/seite/2", True), ("/local/", "/sport/page/2/", False), ("/local/", "/local/page/7/", False),
        ("/local/page/3/", "/local/page/2/", False), ("/local/", "/local/2/", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("words", ["", "Everything from the district", "<img src='a.png' alt='arrow'>"])
def test_an_address_alone_may_say_that_it_is_the_next_page(
    url: str, page: str, expected: bool, words: str
) -> None:
    assert next_page(url, a("/local/story-of-the-day", "A story") + a(page, words)) == [page] * expected


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/news/?page=3", a("/news/?page=2", "Next")),
        ("/news/", a("/2024/05/12/some-article/", "Weiter") + a("/other/", "›") + a("#", "下一页")),
        ("/news/", a("https://other.example/news/?page=2", "Next")),
        ("/2024/05/12/one-article/", '<link rel="next" href="/2024/05/13/another-article/">'),
        ("/a/", "<script>createPageHTML(5, 4, 'index', 'shtml');</script>"),
        ("/news/", a("/news/", "下一页") + a("/news/?page=9", "尾页")),
    ],
)
def test_what_is_no_next_page(url: str, body: str) -> None:
    assert next_page(url, body) == []


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        ("/a/123.html", a("123_2.html", 2) + a("123_3.html", 3) + a("123_2.html", "下一页"), ["/a/123_2.html", "/a/123_3.html"]),
        ("/a/123.html", a("123-2.html", "下一页"), ["/a/123-2.html"]),
        ("/a/123_2.html", a("123.html", 1) + a("123_3.html", 3), ["/a/123_3.html"]),
        ("/a/123_2.html", a("123.html", "上一页") + a("123_3.html", "下一页"), ["/a/123_3.html"]),
        ("/show-12-345-1.html", a("show-12-345-2.html", "[2]"), ["/show-12-345-2.html"]),
        ("/t20240512_1.htm", a("t20240512_1_1.htm", 2) + a("t20240512_1_2.htm", 3), ["/t20240512_1_1.htm", "/t20240512_1_2.htm"]),
        ("/article?id=1", a("/article?id=1&page=2", "第2页：后来"), ["/article?id=1&page=2"]),
        ("/2024/05/12/345/", a("/2024/05/12/345/2/", 2), ["/2024/05/12/345/2/"]),
        ("/2024/05/12/345/2/", a("/2024/05/12/345/", 1) + a("/2024/05/12/345/3/", 3), ["/2024/05/12/345/3/"]),
        ("/a/1.html", a("1_2.html", 2) + a("1_5.html", 5), ["/a/1_2.html", "/a/1_3.html", "/a/1_4.html", "/a/1_5.html"]),
    ],
)  # fmt: skip
def test_further_pages_of_an_article(url: str, body: str, expected: list[str]) -> None:
    assert further(url, body) == expected


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/a/123.html", a("124.html", "下一篇") + a("124.html", "Next article") + a("124.html", "下一页")),
        ("/news/5.html", a("/news/6.html", "下一页") + a("/news/6.html", ">") + a("/news/6.html", 6)),
        ("/2024/05/12/345/", a("/2024/05/12/346/", "Next »") + a("/2024/05/", 5)),
        ("/article?id=1", a("/article?id=2", 2)),
        ("/a/123.html", a("123_1.html", 1) + a("#2", 2) + a("https://other.example/a/123_2.html", 2)),
        ("/a/123.html", a("456_2.html", 2)),
        ("/a/1.html", '<div id="comments">' + a("?page=2", 2) + "</div>"),
        ("/a/123_3.html", a("123_2.html", 2) + a("123_2.html", "上一页")),
    ],
)
def test_what_is_no_further_page(url: str, body: str) -> None:
    assert further(url, body) == []


def test_pages_without_end_are_bounded() -> None:
    assert len(further("/a/1.html", "".join(a(f"1_{n}.html", n) for n in range(2, 3000)))) == 199
    assert len(further("/a/1.html", a("1_9999.html", 9999))) == 199
