import pytest

from newsarchive.extraction.soft_404 import soft_404
from newsarchive.store.changes import shrunken


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (1000, 499, True),
        (1000, 500, False),
        (1000, 0, True),
        (1000, 2000, False),
        (39, 0, False),
        (40, 19, True),
    ],
)
def test_a_body_that_lost_half_is_shrunken(before: int, after: int, expected: bool) -> None:
    assert shrunken(before, after, keep=0.5) is expected


@pytest.mark.parametrize(
    "body",
    [
        "您访问的页面不存在或已被删除", "<p>抱歉，您访问的页面不存在</p>", "<div>页面不存在</div>",
        "文章已删除",
        "该内容已下线", "<h1>404</h1>", "404 Not Found", "Page not found", "<p>对不起，该文章已被删除！</p>",
        "This article is no longer available.", "Sorry, the page you requested was not found.",
        "Seite nicht gefunden", "Page introuvable", "Página no encontrada", "Страница не найдена",
        "ページが見つかりません", "<p>很抱歉，您要访问的页面不存在，请返回首页</p>", "error 404",
        "您要查看的文章已被作者删除", "該頁面不存在或已被刪除",
        "抱歉，找不到您访问的页面！5秒后自动跳转到首页", "链接已失效",
        "您访问的页面不存在，请检查您输入的网址是否正确", "<h1>404</h1><p>页面走丢了</p>",
        "<h1>Not Found</h1>404",
        "Not Found<p>The requested URL was not found on this server.", "Oops! We can’t find that page.",
        "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>", "410 Gone",
        "This story has been removed. Go back to the homepage", "Die angeforderte Seite wurde nicht gefunden",
        "Der Artikel ist leider nicht mehr verfügbar.", "Désolé, cette page n’existe plus",
        "Lo sentimos, la página solicitada no existe", "Запрашиваемая страница не найдена",
        "この記事は削除されました",
        "お探しのページは見つかりませんでした",
        "<script>" + "x" * 900 + "</script>页&#19981;存在".replace("页", "页面"),
        "La page que vous recherchez n’existe plus.", "L'article demandé n'a pas été trouvé",
        "Lo sentimos: la página que estás buscando no existe", "El artículo fue eliminado",
        "Spiacenti, la pagina che stai cercando non è stata trovata", "Questo articolo è stato rimosso.",
        "Pagina non trovata", "De opgevraagde pagina bestaat niet meer",
        "Helaas, dit artikel is niet meer beschikbaar",
        "Pagina niet gevonden", "De pagina kon niet worden gevonden", "Página não encontrada",
        "Desculpe, a página que você procura não existe mais", "Esta notícia foi removida",
        "Strona, której szukasz, nie została znaleziona", "Przepraszamy, ten artykuł został usunięty",
        "Nie znaleziono strony", "Sidan kunde inte hittas", "Sidan du letar efter finns inte längre",
        "Siden findes ikke", "Beklager, siden ble ikke funnet", "Artikkelen finnes ikke lenger",
        "Sivua ei löytynyt",
        "Stránka nebyla nalezena", "Článek, který hledáte, neexistuje", "Aradığınız sayfa bulunamadı",
        "Bu haber kaldırılmış", "Сторінку не знайдено", "Страница, которую вы ищете, не существует",
        "요청하신 페이지를 찾을 수 없습니다", "죄송합니다. 해당 기사는 삭제되었습니다",
        "الصفحة المطلوبة غير موجودة",
    ],
)  # fmt: skip
def test_a_page_that_says_it_is_gone(body: str) -> None:
    assert soft_404(body)


@pytest.mark.parametrize(
    "body",
    [
        "", "<p>上饶市举办春季招聘会。</p>",
        "<p>某公司官网今日上午出现大面积访问异常，不少用户反映打开首页提示页面不存在，客服称正在抢修。</p>",
        "<p>" + "网站显示页面不存在。" * 30 + "</p>",
        "<p>国务院办公厅：404个县纳入试点，首批名单今日公布，财政补助将于月底前下达。</p>",
        "<p>The minister said the file was not found among the papers handed over on Friday.</p>",
        "<p>某公司网站404</p>", "某公司官网显示404 Not Found", "微博：某明星文章已被删除引发热议",
        "Error 404 on Bing today",
        "BA404航班取消，旅客滞留", "Page not found: bug hits Bing users", "<p>12月4日，404线公交停运</p>",
        "<p>记者访问发现，该公司主页的文章已被删除</p>", "<p>" + "页面不存在" * 31 + "</p>", "他说文章不错",
        "<p>La página del club no existe en internet, dijo el alcalde el martes por la noche.</p>",
        "<p>Il ministro: la pagina del patto non esiste, e nessuno la cerca più.</p>",
        "<p>Het artikel bestaat uit vier delen.</p>",
        "<p>Artykuł nie jest dostępny dla każdego ucznia w mieście.</p>",
        "<p>公安部：删除违法信息12万条，文章作者已被依法处理，相关平台被约谈并责令整改到位。</p>",
    ],
)  # fmt: skip
def test_a_report_is_none(body: str) -> None:
    assert soft_404(body) is None


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "页面不存在",
        "页面不存在 - 东方财富网",
        "404 Not Found | Reuters",
        "文章已删除_新浪财经",
        "提示 | 页面不存在",
    ],
)
def test_a_title_that_says_so_over_a_short_body(title: str) -> None:
    assert soft_404("<p>请稍后再试，或联系客服。</p>", title=title)
    assert soft_404("", title=title)
    assert soft_404("<p>" + "记者发现该网站多日无法打开。" * 12 + "</p>", title=title) is None


@pytest.mark.parametrize(
    "title", ["", "某公司网站404", "某网站404 | 快讯", "页面不存在？某公司官网瘫痪一天", "404条新规下月施行"]
)
def test_a_title_of_a_report_over_a_short_body(title: str) -> None:
    assert soft_404("<p>公司称正在抢修。</p>", title=title) is None


def test_the_words_are_told() -> None:
    assert soft_404("<p>很抱歉，您访问的页面不存在或已被删除。</p>") == "您访问的页面不存在或已被删除"
    assert soft_404("<p>稍后再试</p>", title="４０４ Not Found") == "404 Not Found"


@pytest.mark.parametrize(
    "body", ["页面不存在" * 200_000, "<" * 1_000_000, "\u0301\u0316" * 200_000, "&#x4e" * 100_000]
)
def test_a_contrived_body_comes_to_an_end(body: str) -> None:
    assert soft_404(body) is None
