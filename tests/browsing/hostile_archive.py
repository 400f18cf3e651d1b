"""An archive of everything hostile that the other tests have: titles, bodies, responses, records."""

import runpy
from collections.abc import Iterator
from pathlib import Path

from newsarchive.browsing.held import Held
from newsarchive.evidence import Exchange
from newsarchive.exceptions import ExtractionError
from newsarchive.items import Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.store.archive import Archive
from tests.browsing.capturing import HTML, answer, archive_of, profile_of, story
from tests.hostile.pages import PARSERS, PRIVATE
from tests.unit.reporting import PUBLISHING, make_hostile

NAME, HOME = "hostile", "http://hostile.example"
TITLES = list(runpy.run_path(str(PUBLISHING / "lines.py"))["TITLES"])
BODIES = list(runpy.run_path(str(PUBLISHING / "hostile.py"))["BODIES"])
CONTENT_TYPES = [
    b"text/html", b"text/html; charset=utf-7", b"application/xhtml+xml", b"text/html; charset=\"><script>",
    b"image/svg+xml", b"text/xml", b"application/javascript", b"text/plain", b"multipart/x-mixed-replace",
    b"", b"application/octet-stream", b"text/css", b"application/json", b"image/png", b"application/pdf",
]  # fmt: skip
"""What a server may call a page, be it true or not."""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
ODD_BYTES = [
    b"\xef\xbb\xbf<p>\0<scr\0ipt>alert(1)</script>", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<script>alert(1)</script>".encode("utf-16"), b"\x1b$B<script>alert(1)</script>",
    b"<p>\xff\xfe<b\xe4>caf\xe9",
    "\xbcscript\xbealert(1)\xbc/script\xbe".encode("latin-1"), b"",
]  # fmt: skip


def responses() -> Iterator[tuple[str, Exchange]]:
    """Each hostile response under the address at which it was captured."""
    for number, body in enumerate(BODIES):
        title = TITLES[number % len(TITLES)].encode("utf-8", "replace").decode()
        page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        url = f"{HOME}/body/{number}"
        yield url, answer(url, page.encode("utf-8", "replace"))
    for number, kind in enumerate(CONTENT_TYPES):
        url = f"{HOME}/kind/{number}"
        yield url, answer(url, SVG, headers=((b"Content-Type", kind),))
    for number, data in enumerate(ODD_BYTES):
        url = f"{HOME}/bytes/{number}"
        yield url, answer(url, data, headers=((b"X-Odd", b"caf\xe9 \xe4\xb8\xad <script>"), *HTML))
    for name in ("400-divs", "100000-attributes", "entity-bomb", "nul-and-bom"):
        url, whole = f"{HOME}/page/{name}", PARSERS[name].page
        assert isinstance(whole, bytes)
        yield url, answer(url, whole.partition(b"\r\n\r\n")[2])
    link = f'<p><a href="{HOME}/2024/story-2">the second story</a> <a href=//evil.example/>elsewhere</a></p>'
    yield f"{HOME}/link", answer(f"{HOME}/link", link)
    for number, target in enumerate(
        (*PRIVATE, "javascript:alert(1)", "data:text/html,<script>alert(1)</script>")
    ):
        url = f"{HOME}/moved/{number}"
        yield url, answer(url, status=302, headers=((b"Location", target.encode()),))


def hostile_archive(root: Path) -> Held:
    """An article with each title and body that can be stored; the others, and all words, are quarantined."""
    profile, articles, rejected = profile_of(NAME, HOME), [], []
    exchanges = [one for _, one in responses()]
    for number, body in enumerate(BODIES):
        title = TITLES[number % len(TITLES)]
        one = story(
            NAME, HOME, number, title=title, body=f"{body}<p>{'Reeds along the path. ' * 9}{number}</p>"
        )
        try:
            extracted(one, profile)
        except (ExtractionError, ValueError) as error:
            record = {"title": title, "body": body, "link": "javascript:alert(1)"}
            rejected.append(Rejected(one.source_id, one.url, "unsafe-body", str(error), record))
            continue
        articles.append((one, exchanges if not articles else []))
    for start in range(0, len(BODIES), 20):
        one, some = (
            story(NAME, HOME, 1000 + start),
            [*BODIES[start : start + 20], *TITLES[start : start + 20]],
        )
        record = {word: some[-1 - number] for number, word in enumerate(some)} | {"title": some[0]}
        rejected.append(Rejected(one.source_id, one.url, "<b onclick=alert(1)>", some[0], record))
    held = archive_of(root, NAME, HOME, articles, rejected=rejected)
    make_hostile(Archive(held.folder, profile), [*TITLES[::6], *BODIES[::24]])
    return held
