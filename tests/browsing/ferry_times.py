"""An archive in many languages, of articles to which all happened that can happen to one."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.browsing.held import Held
from newsarchive.evidence import Evidence, Exchange, Picture, Validators
from newsarchive.items import Article, Doubt, Gone, Lead, Rejected
from newsarchive.pipelines.submission import extracted
from newsarchive.profiles import SiteProfile
from newsarchive.sites import OWN_PROFILE, Site
from newsarchive.store.archive import Archive
from newsarchive.store.entries import discover
from newsarchive.store.listings import Listed
from newsarchive.store.submissions import Extracted
from tests.unit.illustrated import came, path, url

NAME = "ferry-times.example"
HOME = f"https://{NAME}"
NOW = datetime(2024, 5, 2, 6, tzinfo=UTC)
OWN = {
    "name": NAME, "home": f"{HOME}/", "zone": "Asia/Shanghai", "media": "keep", "learn": False,
    "category": {"by": "outlet", "fallback": "Ferry Times"},
}  # fmt: skip
PROFILE = SiteProfile.model_validate(OWN)
# Of each language a title, a sentence as it was, and as it is after its edit.
SAID = {
    "en": ("Ferry 12 is late again", "It came at 7.15 on Monday.", "It came at 8.45 on Monday."),
    "zh": ("第十二号渡轮又晚点了", "渡轮周一上午7点15分到港。", "渡轮周二上午7点15分到港。"),
    "ja": ("フェリー十二号、また遅れる", "フェリーは月曜日に着いた。", "フェリーは火曜日に着いた。"),
    "ar": ("العبّارة الثانية عشرة تتأخر مجددا", "وصلت العبّارة يوم الاثنين.", "وصلت العبّارة يوم الثلاثاء."),
    "he": ("המעבורת שוב מאחרת", "המעבורת הגיעה ביום שני.", "המעבורת הגיעה ביום שלישי."),
    "th": ("เรือเฟอร์รี่มาสายอีกแล้ว", "เรือมาถึงวันจันทร์", "เรือมาถึงวันอังคาร"),
}  # fmt: skip
MORE = {
    "en": "The harbour master said why, and nobody believed a word of it. ",
    "zh": "港务长说明了原因，没有人相信。",
    "ja": "港長は理由を述べたが、誰も信じなかった。", "ar": "شرح مدير الميناء السبب ولم يصدقه أحد. ",
    "he": "מנהל הנמל הסביר מדוע ואיש לא האמין לו. ", "th": "เจ้าท่าอธิบายเหตุผลแต่ไม่มีใครเชื่อ ",
}  # fmt: skip
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}\u202e</title>'


def ferry_article(name: str, title: str, body: str, *, language: str = "en", **further: object) -> Article:
    address = f"{HOME}/2024/{name}"
    told = {"author": "Mara Lind, Otto Berg", "section": "Harbour", "standfirst": ""} | further
    return Article(
        site=NAME, source_id=f"/2024/{name}", url=address, link=address, title=title,
        published=NOW - timedelta(hours=1), precision="minute", outlet="Ferry Times", category="ferry-times",
        tag="Ferry Times", body=body, language=language, fetched_at=NOW, **told,
    )  # type: ignore[arg-type]  # fmt: skip


def in_language(language: str, *, edited: bool = False) -> Article:
    title, first, second = SAID[language]
    told = second if edited else first
    body = f"<p>{MORE[language] * 4}</p><p>{told}</p><p>{MORE[language] * 2}</p>"
    return ferry_article(f"ferry-{language}", title, body, language=language)


def hostile() -> Article:
    body = (
        '<p style="text-align:center">Centred</p><p style="display:none">Hidden</p>'
        '<p><a href="https://elsewhere.example/x?a=1">out</a> <a href="/2024/ferry-en">in</a>'
        ' <img src="https://elsewhere.example/spy.gif" alt="A map"></p>'
        f"<p>{MORE['en'] * 3}</p><p>{{{{ 7*7 }}}}</p>"
    )
    return ferry_article(
        "evil", EVIL, body, language="x-\"><b>", author=EVIL, section=EVIL, standfirst=EVIL,
        stated_date=EVIL, tags=(EVIL, "plain"),
    )  # fmt: skip


def _read(of: Article, note: str = "", pictures: tuple[Picture, ...] = (), fetched: tuple = ()) -> Extracted:  # type: ignore[type-arg]
    page = f"<html><body><h1>{of.title}</h1>{note}<article>{of.body}</article></body></html>".encode()
    headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
    exchange = Exchange(url=of.url, status=200, headers=headers, body=page, at=NOW)
    evidence = Evidence((Validators(of.url),), (exchange,), shows=pictures, fetched=fetched)
    return extracted(of, PROFILE, evidence)


def pictured(archive: Archive, *kept: str) -> Extracted:
    figures = "".join(f'<p><img src="/{path(name)}" alt="The pier"></p>' for name in kept)
    of = ferry_article("pier", "A picture of the pier", f"<p>{MORE['en'] * 4}</p>{figures}")
    pictures = tuple(Picture(url("pier"), path(name)) for name in kept)
    return _read(of, " ".join(kept), pictures, tuple(came(archive, name, at="pier") for name in kept))


def _opened(archive: Archive, hours: float) -> datetime:
    now = NOW + timedelta(hours=hours)
    archive.open(started=now, command="crawl", arguments={}, extraction="code")
    return now


def ferry_archive(root: Path) -> Held:
    """Its folder, held: see the tests for what is in it."""
    archive = Archive(root / NAME, PROFILE)
    first = [in_language(language) for language in SAID]
    again = ferry_article("again", first[0].title, first[0].body, author="A Second Desk")
    alike = ferry_article("alike", "Ferry 12 is late again, and full", f"{first[0].body}<p>It was full.</p>")
    unsure = ferry_article(
        "unsure", "Ferries, perhaps", f"<p>{MORE['en'] * 5}</p>",
        doubts=(Doubt.UNSURE_BODY, Doubt.ASSUMED_ZONE),
    )  # fmt: skip
    late = ferry_article("late", "Stored after all", f"<p>{MORE['en'] * 6}late</p>")
    met = [*first, late, ferry_article("owed", EVIL, ""), ferry_article("never", "Never", "")]
    listed = [Lead(one.url, title=one.title, source_id=one.source_id, link=one.url) for one in met]
    now = _opened(archive, 0)
    discover(archive.rows, NAME, listed, Listed(Validators(f"{HOME}/list"), ()), now=int(now.timestamp()))
    refused = Rejected(late.source_id, late.url, "no-date", EVIL, {"title": EVIL})
    never = Rejected("/2024/never", f"{HOME}/2024/never", "paywall", "", {"title": "Never"})
    archive.write([_read(one) for one in [*first, again, alike, unsure, hostile()]], now=now)
    archive.write([refused, never, pictured(archive, "sunny")], now=now)
    archive.close(ended=now, account={"stored": 0})
    now = _opened(archive, 1)
    archive.write([_read(in_language(one, edited=True), "edited") for one in SAID], now=now)
    archive.write([_read(late), pictured(archive, "rainy")], now=now)
    archive.close(ended=now, account={"stored": 0})
    now = _opened(archive, 2)
    archive.write([Gone(unsure.source_id, unsure.url, "http-404", "no such page")], now=now)
    shrunken = replace(in_language("en"), body="<p>Subscribe to read on.</p>")
    archive.write([_read(shrunken, "wall")], now=now)
    further = f"{HOME}/2024/moved/ferry-12-again"
    moved = replace(late, source_id="/2024/moved/ferry-12-again", url=further)
    archive.write([_read(replace(moved, link=further))], now=now)
    archive.close(ended=now, account={"stored": 0})
    archive.close()
    own = archive.folder / "_archive" / OWN_PROFILE
    own.write_text(json.dumps(OWN))
    return Held(NAME, archive.folder, Site(NAME, archive.folder, own))


def number_of(held: Held, name: str) -> int:
    """The number of an article of it in the catalog."""
    query = "SELECT id FROM article WHERE source_id = ?"
    return int(held.look(lambda catalog: catalog.execute(query, (f"/2024/{name}",)).fetchone()[0]))
