"""The scripted site as one of every kind: what its pages show changes a day later."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.e2e.scripted_site import running_scripted_site

_PROFILE = """name: scripted
home: {home}
hosts: ["{host}"]
zone: Asia/Shanghai
language: zh-CN
category: {{fallback: 江畔}}
render: true
"""
# A page's own script changes what the site's makes.
_UNUSABLE = """<script>setInterval(() => { app.innerHTML = "<h1>Nothing</h1>" }, 50)</script>"""
_AMENDED = """<script>
new MutationObserver(() => document.querySelectorAll("article p:not([data-amended])").forEach(p => {
  p.dataset.amended = 1
  p.append(" (amended)")
})).observe(document, {childList: true, subtree: true})
</script>"""


@contextmanager
def running_rendered(pictures: dict[str, bytes]) -> Iterator[tuple[str, Callable[[], None], list[str]]]:
    """Its profile, what makes a day pass, and what was asked for.

    :param pictures: those that its articles show, by path
    """
    with running_scripted_site(n7=_UNUSABLE) as site:
        site.pictures = pictures
        host = site.home.split("/")[2]

        def a_day_later() -> None:
            time.sleep(1)  # an archive tells no finer times
            site.additions["n1"] = _AMENDED
            site.withdrawn.add("/news/8.html")

        yield _PROFILE.format(home=site.home, host=host), a_day_later, site.asked
