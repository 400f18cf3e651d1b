"""Which pages want a browser, and which browser there is: the installed one; none is ever downloaded."""

import importlib.util
import shutil
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ProfileError
from newsarchive.profiles import SiteProfile

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_DATA = (".xml", ".txt", ".json", ".rss", ".atom", ".rdf", ".gz", ".js")


def wants_browser(url: str, profile: SiteProfile) -> bool:
    """Whether the listing at ``url`` may need scripts: no feed, sitemap, JSON list or robots.txt does.

    What only turns out to be such a thing by its answer is not handed to the browser either.
    """
    rules = profile.discovery
    if not profile.render or url in {*rules.feeds, *rules.sitemaps}:
        return False
    if any(one.number_of(url) is not None for one in rules.json_lists):
        return False
    return not urlsplit(url).path.lower().endswith(_DATA)


def find_chromium(settings: BaseSettings) -> str:
    """The path of the browser: that of the setting ``CHROMIUM``, else the first one on ``PATH``.

    :raises ProfileError: there is none, or the extra ``render`` is not installed
    """
    if importlib.util.find_spec("playwright") is None:
        raise ProfileError(
            "`render: true` needs the extra render, which is not installed: "
            "pip install 'newsarchive[render]'; in a checkout: make develop"
        )
    named = str(settings.get("CHROMIUM") or "")
    for name in (named,) if named else _NAMES:
        if path := shutil.which(name):
            return path
    if named:
        raise ProfileError(f"NEWSARCHIVE_CHROMIUM is {named!r}, which is no program; give Chromium's path")
    raise ProfileError(
        "`render: true` needs Chromium, and none is installed; apt-get install chromium,"
        " or give its path in NEWSARCHIVE_CHROMIUM"
    )
