"""Articles of a broken site that a feed lists with title and date; beside each what must come of it."""

import random
from typing import NamedTuple

from newsarchive.demo.server import Answer
from tests.hostile.broken import cut_once
from tests.hostile.pages import redirect
from tests.hostile.server import response
from tests.hostile.site import path_of

HOST = "http://tideway.example"
DAY, STATED = "2024-01-05", "Fri, 05 Jan 2024 08:23:00 +0000"
_NAMES = ("harbour", "mill", "orchard", "ferry", "chapel", "lantern", "quarry", "meadow", "tunnel", "parade")


class Route(NamedTuple):
    """An answer, and what must come of it.

    :ivar outcome: ``stored``, or the reason why it is not
    :ivar day: under which it is stored; ``title`` the same, where it is not the list's
    :ivar stated: the list's date
    """

    answer: Answer
    outcome: str = "stored"
    day: str = DAY
    title: str = ""
    stated: str = STATED


def title_of(name: str) -> str:
    """What the list calls an article, and the article itself."""
    return f"About the {name.replace('-', ' ')}"


def place_of(name: str) -> str:
    """Where an article is: at an address with its day, unless its date is what is wrong."""
    return f"/news/{name}.html" if name.startswith(("date-", "page-of-")) else path_of(name)


def prose(name: str, paragraphs: int = 7) -> str:
    """Paragraphs that no other article has."""
    chance = random.Random(name)
    said = (" and the ".join(chance.choices(_NAMES, k=9)) for _ in range(paragraphs * 3))
    return "".join(
        f"<p>The {a} met the {b}. The {c} stays.</p>" for a, b, c in zip(said, said, said, strict=True)
    )


def page(
    name: str,
    *,
    head: str = "",
    date: str = f"{DAY}T08:23:00Z",
    more: str = "",
    title: str = "",
    text: str = "",
) -> bytes:
    """An honest article, but for what is said."""
    title = title or title_of(name)
    time = f'<time datetime="{date}">{date}</time>' if date else ""
    return response(
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{time}{text or prose(name)}{more}</article></body></html>".encode()
    )


def instead(title: str, text: str, language: str, *, times: int = 1) -> bytes:
    """A page that stands where an article should."""
    return response(
        f"<html lang={language}><head><title>{title}</title></head><body><h1>{title}</h1>"
        f"{f'<p>{text}</p>' * times}</body></html>".encode()
    )


LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl")
_STAND_INS = {
    "consent": (
        ("Your choices about privacy", "We and our 61 partners store and access information."),
        ("Ihre Einwilligung", "Wir und unsere 61 Partner verarbeiten personenbezogene Daten."),
        ("Vos choix", "Nous et nos 61 partenaires traitons des données personnelles. Tout accepter"),
        ("Su privacidad", "Nosotros y nuestros 61 socios tratamos datos personales. Aceptar y continuar"),
        ("La tua privacy", "Noi e i nostri 61 partner trattiamo dati personali. Accetta e continua"),
        ("Jouw privacy", "Wij en onze 61 partners verwerken persoonsgegevens. Alles accepteren"),
        ("Twoja prywatność", "My i nasi partnerzy przetwarzamy dane osobowe. Zaakceptuj i przejdź dalej"),
    ),
    "region": (
        ("Not available", "This content is not available in your region."),
        ("Nicht verfügbar", "Dieser Inhalt ist in Ihrer Region nicht verfügbar."),
        ("Indisponible", "Ce contenu n'est pas disponible dans votre région."),
        ("No disponible", "Este contenido no está disponible en su región."),
        ("Non disponibile", "Questo contenuto non è disponibile nella tua regione."),
        ("Niet beschikbaar", "Deze inhoud is niet beschikbaar in jouw regio."),
        ("Niedostępne", "Ta treść nie jest dostępna w Twoim regionie."),
    ),
    "ad-block": (
        ("Ad blocker found", "Please disable your ad blocker to read our site."),
        ("Werbeblocker erkannt", "Bitte deaktivieren Sie Ihren Werbeblocker, um weiterzulesen."),
        ("Bloqueur de publicité détecté", "Veuillez désactiver votre bloqueur de publicité."),
        ("Bloqueador de anuncios", "Por favor, desactiva tu bloqueador de anuncios."),
        ("Ad blocker rilevato", "Disattiva il tuo ad blocker per continuare."),
        ("Adblocker gevonden", "Schakel je adblocker uit om verder te lezen."),
        ("Wykryto AdBlocka", "Wyłącz blokowanie reklam, aby czytać dalej."),
    ),
    "age": (
        ("Your age", "You must be 18 years or older to see this page."),
        ("Altersprüfung", "Sie müssen mindestens 18 Jahre alt sein."),
        ("Vérification de l'âge", "Vous devez avoir plus de 18 ans pour entrer."),
        ("Verificación de edad", "Debes ser mayor de 18 años para entrar."),
        ("Verifica dell'età", "Devi avere almeno 18 anni per entrare."),
        ("Leeftijdscontrole", "Je moet 18 jaar of ouder zijn."),
        ("Weryfikacja wieku", "Musisz mieć ukończone 18 lat."),
    ),
    "maintenance": (
        ("Back soon", "Our site is undergoing scheduled maintenance."),
        ("Wartungsarbeiten", "Unsere Seite wird gerade gewartet. Wir sind bald wieder da."),
        ("Maintenance en cours", "Notre site est en maintenance. Nous serons bientôt de retour."),
        ("En mantenimiento", "Nuestro sitio está en mantenimiento. Volveremos pronto."),
        ("In manutenzione", "Il sito è in manutenzione. Torneremo presto."),
        ("Onderhoud", "Onze site is in onderhoud. We zijn zo terug."),
        ("Prace konserwacyjne", "Trwa przerwa techniczna. Wrócimy wkrótce."),
    ),
    "soft-404": (
        ("Gone", "The page you are looking for could not be found."),
        ("Fehler", "Die Seite wurde leider nicht gefunden."),
        ("Erreur", "La page que vous cherchez n'existe pas."),
        ("Error", "La página que buscas no existe."),
        ("Errore", "La pagina che cerchi non esiste."),
        ("Fout", "De pagina die je zoekt bestaat niet."),
        ("Błąd", "Strona, której szukasz, nie istnieje."),
    ),
    "rate-limit": (
        ("Slow down", "Too many requests. Please try again later."),
        ("Zu viele Anfragen", "Sie haben zu viele Anfragen gesendet. Bitte später erneut versuchen."),
        ("Trop de requêtes", "Vous avez envoyé trop de requêtes. Réessayez plus tard."),
        ("Demasiadas solicitudes", "Ha enviado demasiadas solicitudes. Inténtelo más tarde."),
        ("Troppe richieste", "Hai inviato troppe richieste. Riprova più tardi."),
        ("Te veel verzoeken", "Je hebt te veel verzoeken gestuurd. Probeer het later opnieuw."),
        ("Zbyt wiele żądań", "Wysłano zbyt wiele żądań. Spróbuj ponownie później."),
    ),
    "paywall": (
        ("", "Subscribe to continue reading this article."),
        ("", "Um diesen Artikel weiterzulesen, brauchen Sie ein Abo. Jetzt abonnieren."),
        ("", "Abonnez-vous pour lire la suite de cet article."),
        ("", "Suscríbete para seguir leyendo este artículo."),
        ("", "Abbonati per continuare a leggere questo articolo."),
        ("", "Neem een abonnement om verder te lezen."),
        ("", "Kup dostęp, aby czytać dalej. Tylko dla prenumeratorów."),
    ),
}  # fmt: skip


def _stand_in(kind: str, language: str, title: str, text: str) -> Route:
    name = f"{kind}-{language}"
    if kind == "paywall":
        return Route(page(name, text=prose(name, 1) + f"<p>{text}</p>"), "paywall")
    return Route(instead(title, f"{text}", language, times=9 if kind == "consent" else 1), kind)


STAND_INS = {
    f"{kind}-{language}": _stand_in(kind, language, *said)
    for kind, all_said in _STAND_INS.items()
    for language, said in zip(LANGUAGES, all_said, strict=True)
}
_DATES = {
    "Fri, 05 Jan 2024 23:30:00 -0500": DAY, "Fri, 05 Jan 2024 23:30:00 GMT+0300": DAY,
    "Fri, 05 Jan 24 08:00:00 +0200": DAY, "Fri, 05 Jan 2024 08:00 IST": "ambiguous-zone",
    "Fri, 31 Feb 2024 08:00:00 GMT": "impossible-date", "0000-00-00 00:00:00": "impossible-date",
    "2024-01-05T24:00:00Z": "2024-01-06", "1704443400": DAY, "1704443400000": DAY,
    "ven., 05 janv. 2024 08:00:00 +0100": DAY, "Пт, 05 янв 2024 08:00:00 +0300": DAY,
    "Fri, 05 Jan 2024 ２３：３０ +0000": DAY, "2024年1月5日 08:30": DAY,
    "Fri, 05 Jan 2091 08:00:00 GMT": "future-date",
    "٥ يناير ٢٠٢٤ 08:00": DAY, "5 Ocak 2024 08:00": DAY, "9" * 3000: "impossible-date", "": "not-an-article",
}  # fmt: skip
DATES = {
    f"date-{number}": Route(page(f"date-{number}", date=""), stated=stated,
                                  **{"day" if day[:2] == "20" else "outcome": day})
    for number, (stated, day) in enumerate(_DATES.items())
}  # fmt: skip
_LONG = "A bridge that is long " * 140
ODD = {
    "long-title": Route(page("long-title", title=_LONG), title=_LONG[:299].strip()),
    "four-controls": Route(page("four-controls", text=prose("four-controls") + "<p>\x01\x02\x03\x04 x</p>")),
    "full-width-clock": Route(page("full-width-clock", date="2024年1月5日 ２３：４５")),
    "line-separators": Route(page("line-separators", more="\u2028\u2029\x85 x")),
    "title-of-tags": Route(
        page("title-of-tags", title="The &lt;b&gt; of &amp;amp; {{ x }}"), title="The <b> of &amp; {{ x }}"
    ),
    "login-without-password": Route(
        response(b"<html><title>Log in</title><h1>Log in</h1><form action=/login><input type=email name=user>"
                 b"<button>Log in</button></form>"), "login",
    ),
    "lead-of-nan": Route(
        page("lead-of-nan", head='<script type="application/ld+json">{"@type":"NewsArticle","x":NaN,"y":'
             + "9" * 10_000 + "}</script>"),
    ),
    "page-of-2091": Route(page("page-of-2091", date="2091-01-05T08:00:00Z"), "future-date", stated=""),
    "canonical-is-home": Route(page("canonical-is-home", head='<link rel=canonical href="/">')),
    "canonical-is-elsewhere": Route(
        page("canonical-is-elsewhere", head='<link rel=canonical href="http://10.0.0.1/a">')
    ),
    "refresh-within": Route(
        response(b"<head><meta http-equiv=refresh content='0; url=/moved/refresh-within.html'></head>")
    ),
    "refresh-off-site": Route(
        response(b"<html><head><meta http-equiv=refresh content='0; url=http://secret.example/'></head></html>"),
        "redirect-home",
    ),
    "redirect-within": Route(redirect("/moved/redirect-within.html")),
    "redirect-raw-utf8": Route(redirect("/moved/redirect-raw-utf8.html?ü")),
    "redirect-off-site": Route(redirect("http://secret.example/"), "redirect-refused"),
    "redirect-inside": Route(redirect("http://192.168.0.1/"), "redirect-refused"),
    "redirect-to-itself": Route(redirect("/2024/01/05/redirect-to-itself.html"), "redirect-loop"),
    "redirect-to-nowhere": Route(response(b"", status="302 Found"), "http-302"),
    "waiting-page": Route(response(b"<h1>Please wait</h1>", status="202 Accepted"), "not-ready"),
    "no-content": Route(response(b"", status="204 No Content"), "no-text"),
    "other-information": Route(page("other-information").replace(b"200 OK", b"203 OK", 1)),
    "teapot": Route(response(b"no", status="418 Teapot"), "http-418"),
    "of-cloud": Route(response(b"no", status="520 Unknown"), "http-520"),
    "gone-for-good": Route(response(b"no", status="410 Gone"), "http-410"),
    "once-500": Route(cut_once(page("once-500"), response(b"no", status="500 Internal Server Error"))),
    "another-article": Route(page("long-title", title="It is named anew now"), title="It is named anew now"),
}  # fmt: skip
MOVED = {f"/moved/{name}.html": page(name) for name in ("refresh-within", "redirect-within")}
MOVED["/moved/redirect-raw-utf8.html?%C3%BC"] = page("redirect-raw-utf8")
ROUTES = STAND_INS | DATES | ODD
