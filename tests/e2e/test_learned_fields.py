"""What an archive has learned of fields' places: read by its runs, shown, and written into a draft."""

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from newsarchive.demo.responses import Response, page, refusal
from newsarchive.demo.server import Asked, serving
from tests.e2e.crawling import ROOT, scrapy

HOME = "http://orchard.example/"
NAME = "orchard.example"
ARTICLES = 30
PEOPLE = ("Tilda Brook", "Hanno Weir", "Ruth Alder")
PARTS = ("Growing", "Pressing", "Trade")
_TEXTS = (
    "Grower {n} told the meeting that row {n} had flowered early, and that the bees had found it late.",
    "The press in barn {n} was cleaned with {n}0 buckets of water before the first pears were brought.",
    "Whoever wants to see tree {n} has to climb over the wall that was built {n} winters before this one.",
    "At the end of day {n} the baskets were counted twice, as nobody wanted to believe the first figure.",
)


def answer(asked: Asked) -> Response:
    path = "/" + asked.url.partition("://")[2].partition("/")[2]
    if path == "/":
        said = "Row {0} of the old orchard bears fruit"
        link = f'<li><a href="/news/row-{{0}}-of-the-old-orchard-bears-fruit.html">{said}</a></li>'
        links = "".join(link.format(number) for number in range(ARTICLES))
        return page(f"<html lang=en><title>Orchard Post</title><body><main><ul>{links}</ul></main></html>")
    found = re.fullmatch(r"/news/row-(\d+)-of-the-old-orchard-bears-fruit\.html", path)
    if not found:
        return refusal(404, "not found")
    time.sleep(0.05)  # so that the first articles are stored before the last are read
    return page(article(int(found[1])))


def article(number: int) -> str:
    """Every tenth states nothing in its head."""
    title, day = f"Row {number} of the old orchard bears fruit", f"2024-05-{number + 1:02}"
    author, part = PEOPLE[number % 3], PARTS[number % 3]
    metas = (
        f'<meta property="article:published_time" content="{day}">'
        f'<meta property="article:section" content="{part}"><meta name=author content="{author}">'
    )
    texts = "".join(f"<p>{text.format(n=number + 11)}</p>" for text in _TEXTS)
    return (
        f"<html lang=en><head><title>{title}</title><meta property=og:type content=article>"
        f"{metas if number % 10 != 9 else ''}</head><body><main class=sheet><h1>{title}</h1>"
        f"<div class=copy>{texts}</div><aside class=end><div>{author}</div>"
        f"<p><span>May {number + 1}, 2024</span></p><div>{part}</div></aside></main></body></html>"
    )


@pytest.fixture
def site() -> Iterator[str]:
    with serving(answer) as address:
        yield address


def test_places_of_fields_are_read_shown_and_drafted(site: str, tmp_path: Path) -> None:
    output, project = tmp_path / "output", tmp_path / "project"
    done = scrapy("archive", "news", "-a", f"url={HOME}", proxy=site, output=output)
    assert done.code in {0, 3}, done.out + done.err  # of the first pages that state no date no post is made
    posts = [path.read_text(encoding="utf-8") for path in (output / NAME / "_posts").glob("2024-05-30*.md")]
    assert len(posts) == 1
    assert PEOPLE[29 % 3] in posts[0]
    known = json.loads(scrapy("status", NAME, "--json", proxy=None, output=output).out)["known"]
    assert known["fields"].keys() >= {"date", "author", "section"}
    assert "places of fields" in scrapy("status", NAME, proxy=None, output=output).out

    silent = f"{HOME}news/row-29-of-the-old-orchard-bears-fruit.html"
    tried = scrapy("try", silent, "--site", NAME, proxy=site, output=output).out
    assert tried.count("learned place") >= 3
    assert "2024-05-30" in tried
    assert PEOPLE[29 % 3] in tried

    shutil.copytree(ROOT / "spiders", project / "spiders", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", project)
    (project / "newsarchive").symlink_to(ROOT / "newsarchive")
    drafted = scrapy("newsite", HOME, proxy=site, output=output, cwd=project)
    assert drafted.code == 0, drafted.out + drafted.err
    draft = (project / "spiders" / "profiles" / f"{NAME}.yml").read_text(encoding="utf-8")
    for name in ("date", "author", "section", "body"):
        line = next(line for line in draft.splitlines() if re.match(rf"  (?:# )?{name}:", line))
        assert re.search(r"learned from \d+ articles", line), draft
    rules = yaml.safe_load(draft)["article"]
    assert ".copy" in rules["body"]
    assert (rules["author"], rules["date"]) == ("aside.end > div:nth-of-type(1)", ".end p")
    assert rules["section"] == "aside.end > div:nth-of-type(2)"

    by_draft = scrapy("try", silent, "--site", NAME, proxy=site, output=tmp_path / "other", cwd=project)
    assert "2024-05-30" in by_draft.out
    assert "learned place" not in by_draft.out
