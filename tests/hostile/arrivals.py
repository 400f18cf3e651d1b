"""Addresses that lead to something else than the article, and pages that are served in its place."""

from newsarchive.demo.server import Asked, Write
from tests.hostile.pages import TEXT, Hostile, article, redirect
from tests.hostile.server import Page, response
from tests.hostile.site import path_of

STATUSES = ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent")
TARGETS = {
    "home": "/", "section": "/local/", "another": path_of("good-0"), "login": "/login?next=/a",
    "consent": "/consent?back=/a", "search": "/search?q=a",
}  # fmt: skip
LONG_TEXT = "".join(f"<p>{number}. {TEXT * 2}</p>" for number in range(1, 9))


def plain(title: str, text: str, *, status: str = "200 OK", head: str = "") -> bytes:
    """A page without a date."""
    html = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{text}</body></html>"
    return response(html.encode(), status=status)


def sent(status: str, to: str) -> bytes:
    return redirect(to).replace(b"302 Found", status.encode())


def sent_by_page(to: str) -> bytes:
    return plain(
        "One moment", "<p>You are being sent on.</p>", head=f'<meta http-equiv=refresh content="0;url={to}">'
    )


REDIRECTS = {
    **{
        f"slug-of-a-{name}-redirect-{status[:3]}": Hostile(sent(status, to), "quarantined")
        for status in STATUSES
        for name, to in TARGETS.items()
    },
    **{f"slug-of-a-{name}-refresh": Hostile(sent_by_page(to), "quarantined") for name, to in TARGETS.items()},
    "harbour-wall-grows-7000123": Hostile(redirect("/local/sea-wall-7000123.html"), "stored"),
    "ferry-sails-after-the-storm": Hostile(redirect("/local/ferry-sails-after-the-storm"), "stored"),
}  # fmt: skip
AT_THE_END: dict[str, Page] = {
    "/local/": plain("Local news", LONG_TEXT),
    "/login?next=/a": plain("Log in", "<form><input type=password></form>" + LONG_TEXT),
    "/consent?back=/a": plain("Your privacy choices", LONG_TEXT),
    "/search?q=a": plain("Results", LONG_TEXT),
    "/local/sea-wall-7000123.html": response(article("The sea wall grows")),
    "/local/ferry-sails-after-the-storm": response(article("It sails again")),
}

_SAID = {
    "consent": ("Your privacy choices", "We and our 812 partners store and access information here.", 12),
    "consent-de": ("Ihre Auswahl", "Wir und unsere 812 Partner nutzen personenbezogene Daten.", 12),
    "consent-pl": ("Szanujemy Twoją prywatność", "My i nasi partnerzy przetwarzamy dane osobowe.", 12),
    "region": ("Sorry", "This website is not available in your region because of the GDPR.", 1),
    "age": ("Age verification", "You must be at least 18 to enter.", 1),
    "ad-block": ("Ad blocker detected", "Please turn off your ad blocker to go on.", 1),
    "app": ("Continue in our app", "Download our app: it is only available in the app.", 1),
    "browser": ("Unsupported browser", "Your browser is out of date. Please update your browser.", 1),
    "parked": ("tideway-post.example", "This domain is for sale. Buy this domain now.", 1),
    "lorem": ("Dolor sit amet", "Consectetur adipiscing elit sed do eiusmod tempor incididunt.", 30),
}  # fmt: skip
_FOR_NOW = {
    "rate-limit": ("Too Many Requests", "You have sent too many requests.", "200 OK"),
    "maintenance": ("We'll be back soon", "We are down for scheduled maintenance.", "200 OK"),
    "challenge": ("Security check", "We are checking your browser. Verify you are human.", "200 OK"),
    "waiting": ("Please wait", "This page is being prepared for you.", "202 Accepted"),
    "403": ("Access denied", "You cannot read this.", "403 Forbidden"),
    "429": ("Too Many Requests", "Slow down.", "429 Too Many"),
    "451": ("Unavailable For Legal Reasons", "Not in your country.", "451 Unavailable"),
    "503": ("Maintenance", "Back soon.", "503 Service Unavailable"),
}
IN_PLACE = {
    **{
        f"a-wall-of-{name}": Hostile(plain(title, f"<p>{text}</p>" * times), "quarantined")
        for name, (title, text, times) in _SAID.items()
    },
    **{
        f"trouble-of-{name}": Hostile(plain(title, f"<p>{text}</p>", status=status), "failed")
        for name, (title, text, status) in _FOR_NOW.items()
    },
}


def later(then: bytes, title: str) -> Page:
    """An honest article when it is asked for first, and after that whatever stands in its place."""

    async def page(asked: Asked, write: Write) -> None:
        write.write(then if asked.times else response(article(title)))

    return page
