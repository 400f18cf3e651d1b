"""An archive in English of a site that nobody wrote a profile for."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.evidence import Validators
from newsarchive.items import Article, Lead, Rejected
from newsarchive.profiles import SiteProfile
from newsarchive.sites import OWN_PROFILE
from newsarchive.store.archive import Archive
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from tests.unit.remembering import evidence, opened, submission

NAME = "brindle-gazette.example"
HOME = f"http://{NAME}"
NOW = datetime(2024, 6, 2, 9, tzinfo=UTC)
AFTER = timedelta(days=818)  # of NOW after remembering's own


def gazette_article(number: int, *, edition: int = 1) -> Article:
    address = f"{HOME}/2024/06/{1 + number % 2:02}/story-{number}"
    told = "The lock was shut." if edition == 1 else "The lock was open."
    return Article(
        site=NAME, source_id=address, url=address, link=address,
        title=f"Herons & <b>barges</b>, part {number}",
        published=NOW - timedelta(days=number % 2, minutes=number), precision="second",
        outlet="Brindle Gazette", category="news", tag="news", standfirst="What the river said.",
        body=f"<h2>At the weir</h2><p>{told}</p><p>{'Reeds and gravel lay along the path. ' * 8}{number}</p>",
        author="Ada Weir" if number % 3 else "Bo Lock", section="River" if number % 2 else "Town",
        language="en", fetched_at=NOW,
    )  # fmt: skip


def gazette_archive(root: Path, *, count: int = 8) -> Path:
    """Its folder: articles of two days, two of them edited, one page quarantined, one article never read."""
    profile = SiteProfile.model_validate({"name": NAME, "home": f"{HOME}/", "category": {"fallback": "news"}})
    archive = Archive(root / NAME, profile)
    articles = [gazette_article(number) for number in range(count)]
    found = [Lead(one.url, title=one.title, link=one.url) for one in [*articles, gazette_article(count)]]
    bad = gazette_article(count + 1)
    hours = AFTER.total_seconds() / 3600
    with opened(archive, hours=hours):
        discover(archive.rows, NAME, found, Listed(Validators(profile.home), ()), now=int(NOW.timestamp()))
        record = {"title": bad.title, "note": "<script>alert(1)</script>"}
        rejected = Rejected(bad.source_id, bad.url, "no-date", bad.title, record, evidence(bad))
        archive.write([rejected, *(submission(one, profile) for one in articles)], now=NOW)
    with opened(archive, hours=hours + 1):
        edited = [submission(gazette_article(number, edition=2), profile) for number in range(2)]
        archive.write(edited, now=NOW + timedelta(hours=1))
    own = {"name": NAME, "home": f"{HOME}/", "zone": "Europe/London", "category": {"fallback": "news"}}
    (archive.folder / "_archive" / OWN_PROFILE).write_text(json.dumps(own))
    return archive.folder
