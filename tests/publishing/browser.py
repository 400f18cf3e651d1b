"""Pages opened in headless Chromium, which tells whether anything in them ran."""

import html
import re
from pathlib import Path

from sites import run

WATCH = "<script>alert=prompt=confirm=function(){top.document.title='EXECUTED'}</script>"
PROBE = """<script>
addEventListener('load', function () {
  for (const frame of document.querySelectorAll('iframe'))
    for (const element of frame.contentDocument.querySelectorAll('body *')) {
      for (const type of ['mouseover', 'focus', 'toggle', 'error', 'load'])
        element.dispatchEvent(new Event(type));
      if (element.protocol && !/^(https?|ftp|mailto|tel|file|about|):?$/.test(element.protocol))
        document.title = 'EXECUTED';
    }
});
</script>"""


def assert_quiet(folder: Path, contents: list[str]) -> None:
    assert len(contents) > 130
    assert title_in_chromium(folder, contents) == "quiet"


def title_in_chromium(folder: Path, contents: list[str]) -> str:
    """The title of a page that shows all of these in frames: ``quiet`` unless one of them ran."""
    frames = "".join(f'<iframe srcdoc="{html.escape(_watched(page))}"></iframe>' for page in contents)
    page = folder / "frames.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>quiet</title>{PROBE}{frames}", encoding="utf-8"
    )
    dom = run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000",
        f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri(),
    )  # fmt: skip
    assert dom.count("<iframe") == len(contents)
    return re.search(r"<title>(.*?)</title>", dom)[1]


def _watched(page: str) -> str:
    return page.replace("<head>", "<head>" + WATCH, 1) if "<head>" in page else WATCH + page
