"""The scripted site as one of every kind: what its pages show changes a day later."""

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
# A page's own script adds to what the site's makes; and one that finds its article gone.
_AMENDED = """<script>setTimeout(() => {
  for (const p of document.querySelectorAll("article p")) p.append(" (amended)")
}, 400)</script>"""


@contextmanager
def running_rendered() -> Iterator[tuple[str, Callable[[], None], list[str]]]:
    """Its profile, what makes a day pass, and what was asked for."""
    with running_scripted_site() as site:
        host = site.home.split("/")[2]

        def a_day_later() -> None:
            site.additions["n1"] = _AMENDED
            site.withdrawn.add("/news/8.html")

        yield _PROFILE.format(home=site.home, host=host), a_day_later, site.asked
