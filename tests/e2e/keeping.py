"""The demo's profile, but that pictures are kept: finews itself leaves them with their source."""

import re
from pathlib import Path

from tests.e2e.crawling import ROOT


def keeping(folder: Path) -> dict[str, str]:
    """Write the profile; what the environment of a command is to have so that it goes by that.

    :param folder: a new one, for profiles
    """
    folder.mkdir()
    bundled = (ROOT / "spiders/profiles/finews.yml").read_text(encoding="utf-8")
    said = re.sub(r"^media:.*", "media: keep", bundled, flags=re.MULTILINE)
    (folder / "finews.yml").write_text(said, encoding="utf-8")
    return {"NEWSARCHIVE_PROFILES": str(folder)}
