"""Find the Chromium that is installed; none is ever downloaded."""

import importlib.util
import shutil

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ProfileError

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")


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
