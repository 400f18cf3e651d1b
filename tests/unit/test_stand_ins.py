"""Pages that stand in for an article, by kind and language, and articles that are about such pages."""

from datetime import UTC, datetime

import pytest

from newsarchive.extraction.reading import automatic_reading
from newsarchive.extraction.refusals import Refusal, refusal
from newsarchive.pages.tree import Page

ADDRESS = "https://tideway-post.example/2024/05/06/harbour-wall-to-be-raised"
LISTED = "Harbour wall at Ostby to be raised before winter"
WALLS = {
    "consent": {
        "en": ("Your privacy choices", "We and our 812 partners store and access information on your"
               " device to show"
               " adverts. You can accept or manage your choices at any time."),
        "de": ("Ihre Auswahl zum Datenschutz", "Wir und unsere 812 Partner greifen auf Informationen"
               " auf Ihrem Gerät"
               " zu. Mit einem Klick stimmen Sie der Verarbeitung zu."),
        "fr": ("Le respect de votre vie privée", "Nos partenaires et nous utilisons des cookies et"
               " traitons des"
               " données personnelles. Vos choix valent pour ce site."),
        "es": ("Valoramos tu privacidad", "Nosotros y nuestros socios almacenamos datos personales y el"
               " uso de"
               " cookies exige tu consentimiento."),
        "it": ("La tua privacy ci sta a cuore", "Noi e i nostri 812 partner trattiamo dati personali"
               " con il tuo"
               " consenso."),
        "nl": ("Jouw privacy", "Wij en onze 812 partners verwerken persoonsgegevens met jouw toestemming."),
        "pl": ("Szanujemy Twoją prywatność", "My i nasi partnerzy przetwarzamy dane osobowe za Twoją"
               " zgodą. Zgoda na"
               " przetwarzanie jest dobrowolna."),
        "sv": ("Vi värnar om din integritet", "Vi och våra 812 partner behandlar personuppgifter med ditt"
               " samtycke."),
        "pt": ("Valorizamos a sua privacidade", "Nós e os nossos 812 parceiros tratamos dados pessoais"
               " com o seu"
               " consentimento."),
        "ja": ("プライバシー設定", "当社とパートナーは、個人データの処理について同意を求めています。"),
        "zh": ("您的隐私选择", "我们和我们的812家合作伙伴处理您的个人数据，请选择是否接受。"),
    },
    "region": {
        "en": ("Not available in your region", "Because of the General Data Protection Regulation we"
               " cannot show this"
               " website to readers in the European Union."),
        "de": ("Nicht verfügbar", "Dieser Inhalt ist in Ihrem Land leider nicht verfügbar."),
        "fr": ("Indisponible", "Ce contenu n'est pas disponible dans votre pays."),
        "es": ("No disponible", "Este contenido no está disponible en su país."),
        "it": ("Non disponibile", "Questo contenuto non è disponibile nel tuo paese."),
        "nl": ("Niet beschikbaar", "Deze inhoud is niet beschikbaar in jouw land."),
        "pl": ("Treść zablokowana", "Ten materiał jest niedostępny w Twoim kraju."),
        "pt": ("Indisponível", "Este conteúdo não está disponível no seu país."),
        "zh": ("无法访问", "您所在的国家或地区暂不提供此内容。"),
    },
    "rate-limit": {
        "en": ("Too Many Requests", "You have sent too many requests. Please slow down and try later."),
        "de": ("Zu viele Anfragen", "Von Ihrer Adresse kamen zu viele Anfragen."),
        "fr": ("Trop de requêtes", "Votre adresse a envoyé trop de requêtes."),
        "es": ("Demasiadas solicitudes", "Se recibieron demasiadas solicitudes de esta dirección."),
        "it": ("Troppe richieste", "Il tuo indirizzo ha inviato troppe richieste."),
        "nl": ("Te veel verzoeken", "Er kwamen te veel verzoeken van dit adres."),
        "pl": ("Zbyt wiele żądań", "Z tego adresu przyszło zbyt wiele żądań."),
        "zh": ("访问过于频繁", "您的访问过于频繁，稍后再来。"),
    },
    "maintenance": {
        "en": ("We'll be back soon", "The Tideway Post is down for scheduled maintenance. Thank you for"
               " waiting."),
        "de": ("Wartungsarbeiten", "Wir sind in Kürze wieder für Sie da."),
        "fr": ("Site en maintenance", "Nous serons de retour dans une heure."),
        "es": ("En mantenimiento", "Volveremos pronto con todas las noticias."),
        "it": ("Sito in manutenzione", "Torneremo presto con tutte le notizie."),
        "nl": ("Onderhoud", "We zijn zo weer terug met al het nieuws."),
        "pl": ("Przerwa techniczna", "Wrócimy wkrótce."),
        "pt": ("Em manutenção", "Voltaremos em breve."),
        "ja": ("メンテナンス中", "ただいまメンテナンス中です。"),
        "zh": ("系统维护中", "网站正在进行系统维护，请稍后再来。"),
    },
    "ad-block": {
        "en": ("Ad blocker detected", "Please turn off your ad blocker to support us."),
        "de": ("Adblocker erkannt", "Bitte deaktivieren Sie Ihren Werbeblocker."),
        "fr": ("Bloqueur de publicité détecté", "Désactivez votre bloqueur de publicités."),
        "es": ("Bloqueador de anuncios", "Desactiva tu bloqueador de anuncios para seguir."),
        "pl": ("Wykryto blokowanie reklam", "Wyłącz program do blokowania reklam."),
        "zh": ("检测到广告拦截", "请关闭广告拦截插件。"),
    },
    "age": {
        "en": ("Age verification", "Are you over 18? You must be at least 18 to enter."),
        "de": ("Altersprüfung", "Sind Sie über 18? Bitte bestätigen Sie, dass Sie mindestens 18 Jahre"
               " alt sind."),
        "fr": ("Vérification de l'âge", "Confirmez que vous avez plus de 18 ans."),
        "es": ("Verificación de edad", "Confirma que eres mayor de 18 años."),
        "nl": ("Leeftijdscontrole", "Ben je ouder dan 18?"),
        "zh": ("年龄验证", "您是否已满18岁？"),
    },
    "parked-domain": {
        "en": ("tideway-post.example", "This domain is for sale. Buy this domain today."),
        "de": ("tideway-post.example", "Diese Domain steht zum Verkauf. Domain kaufen."),
        "es": ("tideway-post.example", "Este dominio está en venta. Compre este dominio."),
        "zh": ("tideway-post.example", "该域名正在出售，该域名可以购买。"),
    },
    "app-wall": {
        "en": ("Continue in our app", "This story is only available in the app. Download the app to"
               " read it."),
        "de": ("In der App weiterlesen", "Nur in der App: jetzt unsere App herunterladen."),
        "zh": ("打开APP", "请下载客户端，在APP内查看全文。"),
    },
    "browser-wall": {
        "en": ("Unsupported browser", "Your browser is not supported. Please update your browser."),
        "de": ("Veralteter Browser", "Ihr Browser ist veraltet. Bitte aktualisieren Sie Ihren Browser."),
        "zh": ("浏览器版本过低", "您的浏览器版本过低，请升级浏览器。"),
    },
    "challenge": {
        "en": ("Security check", "We are checking your browser before you go on. Verify you are human."),
        "de": ("Sicherheitsprüfung", "Bitte bestätigen Sie, dass Sie ein Mensch sind."),
        "zh": ("安全验证", "请完成安全验证，确认您是真人。"),
    },
    "not-ready": {
        "en": ("Please wait", "This page is being prepared for you and will reload automatically."),
        "de": ("Bitte warten", "Die Seite wird gerade vorbereitet."),
        "fr": ("Veuillez patienter", "La page est en cours de préparation."),
        "ja": ("お待ちください", "ページを準備中です。少々お待ちください。"),
    },
}  # fmt: skip
CASES = [(kind, language) for kind, said in WALLS.items() for language in said]
AGAIN = {"rate-limit", "maintenance", "challenge", "not-ready"}
STORY = (
    "<p>The council of Ostby met on Tuesday and voted for a higher harbour wall before the storms come.</p>"
    * 9
)


def judged(html: str, *, listed: str = "", dated: bool = False, address: str = ADDRESS) -> Refusal | None:
    page = Page(html, address)
    return refusal(
        page, automatic_reading(page, datetime(2024, 5, 6, tzinfo=UTC)), dated=dated, listed=listed
    )


def wall(kind: str, language: str, *, title: str = "", times: int = 1) -> str:
    heading, text = WALLS[kind][language]
    return (
        f'<html lang="{language}"><head><title>{title or heading} - Tideway Post</title></head><body><nav>'
        f'<a href="/">Home</a></nav><main><h1>{heading}</h1>{f"<p>{text}</p>" * times}'
        '<form action="/ok"><button>OK</button></form></main><footer>Tideway Post</footer></body></html>'
    )


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_a_date_in_the_list_or_the_address_makes_no_article_of_a_wall(kind: str, language: str) -> None:
    found = judged(wall(kind, language), listed=LISTED, dated=True)
    assert found
    assert (found.reason, found.again) == (kind, kind in AGAIN)


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_it_is_one_also_where_no_list_names_it_and_where_it_is_long(kind: str, language: str) -> None:
    for html in (wall(kind, language), wall(kind, language, times=30)):
        found = judged(html, dated=True)
        assert found
        assert found.reason == kind


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_it_is_one_also_under_the_articles_own_title(kind: str, language: str) -> None:
    found = judged(
        wall(kind, language, title=LISTED).replace("<h1>", "<p>").replace("</h1>", "</p>"), listed=LISTED
    )
    assert found
    assert found.reason == kind


@pytest.mark.parametrize("listed", [LISTED, "Kadın festivali bugün Ostby kasabasında başlıyor"])
def test_a_page_of_unknown_words_without_a_date_says_something_of_the_title(listed: str) -> None:
    html = (
        "<title>Lorem</title><h1>Dolor sit amet</h1>"
        + "<p>Consectetur adipiscing elit sed do eiusmod.</p>" * 20
    )
    found = judged(html, listed=listed, dated=True)
    assert found
    assert found.reason == "other-page"
    assert judged(html.replace("Dolor sit amet", listed), listed=listed, dated=True) is None
    assert judged(html + '<meta property="og:type" content="article">', listed=listed, dated=True) is None


@pytest.mark.parametrize(
    "title",
    [
        "Your privacy choices, explained", "What to do when a site says: too many requests",
        "Bridge closed for scheduled maintenance", "Ad blockers are here to stay",
        "Age verification for online shops from June", "This domain is for sale: a village and its address",
        "Sicherheitsprüfung am Hafen dauert länger", "Prace konserwacyjne na moście", "消费者的隐私选择",
        "Please wait: the long queue for a flat",
    ],
)  # fmt: skip
def test_an_article_may_be_about_all_that(title: str) -> None:
    html = f"<title>{title} - Tideway Post</title><h1>{title}</h1>{STORY}"
    assert judged(html, listed=title, dated=True) is None
    assert (
        judged(html.replace("<h1>", "<time datetime='2024-05-06T08:00'>6 May</time><h1>"), dated=True) is None
    )


def test_a_list_may_call_an_article_by_other_words() -> None:
    html = f"<title>Sea wall grows</title><h1>Sea wall grows</h1>{STORY}"
    assert judged(html, listed="Ostby votes for its harbour", dated=True) is None
    assert judged(html, listed="Read more", dated=True) is None
