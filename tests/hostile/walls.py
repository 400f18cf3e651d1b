"""Pages that are there and say nothing, and data beside an article that breaks what reads it."""

from tests.hostile.pages import Hostile, article
from tests.hostile.server import response

WALLS = {
    "script-wall": Hostile(
        response(b"<html><body><script>document.cookie='a=1';location.reload()</script></body></html>"),
        "quarantined",
    ),
    "cookie-please": Hostile(
        response(
            b"<html><head><title>Before you continue</title></head><body><p>We use cookies. Please accept all"
            b" cookies to continue to the site.</p><form><button>Accept</button></form></body></html>"
        ),
        "quarantined",
    ),
    "please-enable-javascript": Hostile(
        response(
            b"<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript and cookies"
            b" to continue</noscript></body></html>"
        ),
        "failed",  # a challenge may be gone the next time
    ),
    "binary": Hostile(
        response(bytes(range(256)) * 200, headers={"Content-Type": "application/octet-stream"}), "failed"
    ),
    "binary-as-html": Hostile(response(bytes(range(256)) * 200), "failed"),
}


def beside(script: str) -> Hostile:
    """An article with this JSON-LD."""
    return Hostile(response(article(more=f"<script type='application/ld+json'>{script}</script>")), "stored")


JSON_LD = {
    "json-cut": beside('{"@type": "NewsArticle", "headline": "The bri'),
    "json-twice": beside('{"@type": "NewsArticle", "@type": "Thing", "name": "a", "name": "b"}'),
    "json-nan": beside('{"@type": "NewsArticle", "wordCount": NaN, "x": -Infinity, "y": 1e999}'),
    "jsonp": beside('callback({"@type": "NewsArticle"});'),
    "json-bom": beside('\ufeff{"@type": "NewsArticle"}'),
    "json-deep-objects": beside('{"a":' * 50_000),
    "json-long-number": beside('{"@type": "NewsArticle", "wordCount": ' + "9" * 100_000 + "}"),
    "json-lone-surrogate": beside('{"@type": "NewsArticle", "about": "\\ud800"}'),
}
