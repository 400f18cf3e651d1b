"""The seed article, whose archived post the whole project is measured by."""

import json
from datetime import datetime
from importlib.resources import files

from newsarchive.demo.articles import DemoArticle
from newsarchive.demo.outlets import OUTLETS


def seed_article() -> DemoArticle:
    """The article of ``seed.json``, which is what the text endpoint answers for it."""
    content = files("newsarchive.demo").joinpath("seed.json").read_text(encoding="utf-8")
    answer: dict[str, str] = json.loads(content)
    return DemoArticle(
        source_id=answer["infoCode"],
        outlet=next(outlet for outlet in OUTLETS if outlet.name == answer["medianame"]),
        title=answer["title"],
        published=datetime.fromisoformat(answer["showtime"]),
        body=answer["text"],
        answer=answer,
    )
