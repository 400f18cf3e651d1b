"""An article's pages: what a reader is told of articles to which all happened that can happen to one."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rispy
from lxml import html
from pybtex.database import parse_string
from scrapy.settings import Settings

from newsarchive.browsing.articles import revisions_page
from newsarchive.browsing.held import Held
from newsarchive.crawling.spider_loader import spider_by
from newsarchive.pipelines.offline import offline_pipelines
from newsarchive.sites import Site
from newsarchive.store.archive import Archive
from newsarchive.text import one_line
from newsarchive.upkeep.adopt import Adopter, adopt
from newsarchive.upkeep.rebuild.rebuild import rebuild
from spiders.finews import FinewsSpider
from tests.archives.kept import VERSIONS, unpacked
from tests.browsing.ferry_times import EVIL, HOME, NAME, PROFILE, SAID, number_of
from tests.browsing.served import Served, serving_pages
from tests.unit.illustrated import data, digest

LANGUAGES = pytest.mark.parametrize("language", SAID)
Pages = Callable[..., Any]


@pytest.fixture(scope="module")
def page(looked_at: Served, ferries: Held) -> Pages:
    """Gives a page of an article by the article's name, and what is beneath its address, as a tree."""

    def get(name: str, beneath: str = "", *, site: str = NAME) -> Any:
        told = looked_at.get(f"/{site}/article/{number_of(ferries, name)}/{beneath}")
        assert told.status == 200, told.text
        return html.document_fromstring(told.text)

    return get


def words(tree: Any) -> str:
    return " ".join(tree.text_content().split())


def test_the_command_on_its_page_hands_an_article_on(page: Pages, ferries: Held, tmp_path: Path) -> None:
    (command,) = page("ferry-en").xpath("//section[@aria-labelledby='hand-on']//pre/code/text()")
    environment = os.environ | {"NEWSARCHIVE_OUTPUT": str(ferries.folder.parent)}
    for target in ("story.wacz", "story.csv"):
        typed = command.replace("story.wacz", str(tmp_path / target)).split()[1:]
        subprocess.run([sys.executable, "-m", "newsarchive", *typed], env=environment, check=True)
        assert (tmp_path / target).stat().st_size


@LANGUAGES
def test_the_text_stands_there_in_its_language_and_direction(page: Pages, language: str) -> None:
    title, before, after = SAID[language]
    tree = page(f"ferry-{language}")
    (heading,) = tree.xpath("//h1")
    assert (heading.text_content(), heading.get("lang")) == (title, language)
    (text,) = tree.xpath("//article")
    assert text.get("lang") == language
    assert text.get("dir") == ("rtl" if language in {"ar", "he"} else "auto")
    assert after in words(text)
    assert before not in words(tree)
    assert "The source edited it once, last noticed 2024-05-02 15:00 CST" in words(tree)


@LANGUAGES
def test_an_earlier_wording_has_an_address(page: Pages, language: str) -> None:
    _, before, after = SAID[language]
    tree = page(f"ferry-{language}", "revisions/1/")
    assert before in words(tree.xpath("//article")[0])
    assert after not in words(tree)
    assert "This is revision 1, and not what is published now." in words(tree)


@LANGUAGES
def test_changed_words_are_marked(page: Pages, language: str) -> None:
    _, before, after = SAID[language]
    tree = page(f"ferry-{language}", "revisions/1-2/")
    (row,) = tree.xpath("//tr[@class='changed']")
    for side, (whole, mark) in enumerate(((before, "del"), (after, "ins"))):
        cell = row.xpath("td")[side]
        assert cell.get("lang") == language
        assert cell.xpath(f".//{mark}/span[@class='unseen']"), "a screen reader is told"
        assert not cell.xpath(".//ins" if mark == "del" else ".//del")
        for unseen in cell.xpath(".//span[@class='unseen']"):
            unseen.drop_tree()
        assert cell.text_content() == whole
        marked = "".join(one.text_content() for one in cell.iter(mark))
        assert 0 < len(marked) < len(whole)


def test_the_list_of_revisions_says_what_each_changed_and_by_which_run(page: Pages) -> None:
    said = words(page("ferry-en", "revisions/"))
    assert "Stored 2024-05-02 15:00:00 CST, by crawl, run 2; read at the source" in said
    assert "Other than in revision 1: Both side by side text, as long as before" in said
    assert "Revision 3, never published" in said
    assert "so much shorter than before that the site must have failed" in said


def test_very_many_revisions_are_told_page_by_page(
    looked_at: Served, ferries: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(revisions_page, "A_PAGE", 2)
    base = f"/{NAME}/article/{number_of(ferries, 'ferry-en')}/revisions/"
    told, numbers = [], []
    for ending in ("", "page/2/"):
        tree = html.document_fromstring(looked_at.get(base + ending).text)
        numbers += [int(one) for one in tree.xpath("//ol/li/@value")]
        told += tree.xpath("//a[@rel='next' or @rel='prev']/@href")
    assert numbers == [*range(len(numbers), 0, -1)]
    assert len(numbers) > 2
    assert told == [f"{base}page/2/", base]
    assert looked_at.get(f"{base}page/3/").status == 404


def test_what_was_never_published_says_so_on_its_page(page: Pages) -> None:
    said = words(page("ferry-en", "revisions/3/"))
    assert "It was never published." in said
    assert "Subscribe to read on." in said


def test_doubts_and_a_withdrawal_are_told_in_words(page: Pages) -> None:
    said = words(page("unsure"))
    assert "Which text of the page is the article's is not certain." in said
    assert "The page states no time zone" in said
    assert "The source has it no more since 2024-05-02 16:00 CST; it stays here." in said


def test_the_same_text_is_found_here_and_in_other_archives(page: Pages) -> None:
    tree = page("again")
    links = {one.get("href"): words(one.getparent()) for one in tree.xpath("//section//li/a")}
    here = [said for href, said in links.items() if href.startswith(f"/{NAME}/") and "same text" in said]
    there = [said for href, said in links.items() if href.startswith("/copied.example/")]
    assert len(here) == 1
    assert "the same text, until one of them was edited" in here[0]
    assert len(there) == 1
    assert "the same text, on another site" in there[0]


def test_similar_articles_are_found(page: Pages, ferries: Held) -> None:
    tree = page("alike")
    similar = [one for one in tree.xpath("//section//li") if "of the shorter text" in words(one)]
    expected = {f"/{NAME}/article/{number_of(ferries, name)}/" for name in ("ferry-en", "again")}
    assert {one.xpath("a/@href")[0] for one in similar} == expected


def test_where_it_comes_from(page: Pages) -> None:
    tree = page("ferry-zh")
    rows = tree.xpath("//div[@aria-label='Captures']//tbody/tr")
    assert len(rows) == 2
    told = [words(cell) for cell in rows[1].xpath("th|td")]
    assert told[:5] == [
        "2024-05-02 14:00:00 CST", f"{HOME}/2024/ferry-zh", "200", "response", "revision 2",
    ]  # fmt: skip
    assert told[5].startswith("sha1:")
    assert told[6].startswith(NAME)
    assert rows[1].get("class") == "own"
    assert tree.xpath("//a[contains(@href, '/capture/')]")
    said = words(tree)
    assert f"shown by {HOME}/list, first 2024-05-02 14:00 CST" in said
    assert "its text or a picture was another than before" in said
    (post,) = tree.xpath("//dt[text()='SHA-256 of the post']/following-sibling::dd[1]/code")
    assert len(post.text) == 64


def test_the_day_s_articles_lead_to_one_another(page: Pages, looked_at: Served) -> None:
    met, address = set(), page("ferry-en").xpath("//nav[@class='turn']//a/@href")
    while address and address[-1] not in met and len(met) < 50:
        met.add(address[-1])
        tree = html.document_fromstring(looked_at.get(address[-1]).text)
        address = [one for one in tree.xpath("//nav[@class='turn']//a/@href") if one not in met]
    assert len(met) >= 10


def test_one_that_is_owed_or_quarantined_says_why(page: Pages) -> None:
    owed = page("owed")
    assert words(owed.xpath("//h1")[0]) == one_line(EVIL)
    assert "It is owed: it is known since 2024-05-02 14:00 CST." in words(owed)
    assert "It is quarantined: the page shows the beginning of what is not free." in words(page("never"))
    stored = words(page("late"))
    assert "the page states no date (stored after all 2024-05-02 15:00 CST)" in stored
    assert "It is quarantined" not in stored


def test_pictures_are_the_archive_s_own(page: Pages, looked_at: Served) -> None:
    (picture,) = page("pier").xpath("//article//img")
    assert picture.get("src") == f"/{NAME}/media/{digest('rainy')[:2]}/{digest('rainy')}.png"
    told = looked_at.get(picture.get("src"))
    assert (told.status, told.headers["content-type"], told.body) == (200, "image/png", data("rainy"))
    assert "immutable" in told.headers["cache-control"]
    again = looked_at.get(picture.get("src"), headers={"If-None-Match": told.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    (former,) = page("pier", "revisions/1/").xpath("//article//img")
    assert looked_at.get(former.get("src")).body == data("sunny")


def test_a_picture_that_was_replaced_is_said_to_be(page: Pages) -> None:
    tree = page("pier", "revisions/1-2/")
    assert "picture 1 replaced by another at the same address" in words(tree)
    (row,) = tree.xpath("//tr[@class='changed']")
    assert digest("sunny")[:8] in words(row)
    assert digest("rainy")[:8] in words(row)
    shown = row.xpath(".//img/@src")
    assert [one.rpartition("/")[2] for one in shown] == [f"{digest(name)}.png" for name in ("sunny", "rainy")]


SUNNY = digest("sunny")


@pytest.mark.parametrize(
    "name",
    [
        f"00/{SUNNY}.png", f"{SUNNY[:2]}/{SUNNY}.svg", f"{SUNNY[:2]}/{SUNNY}.jpg", f"ab/{'ab' * 32}.png",
        f"{SUNNY[:2]}/..%2f..%2fcatalog.sqlite", f"{SUNNY[:2]}/{SUNNY}.png/../x", f"../_archive/{SUNNY}.png",
        f"{SUNNY[:2]}/{SUNNY.upper()}.png",
    ],
)  # fmt: skip
def test_no_other_file_is_a_picture(looked_at: Served, name: str) -> None:
    told = looked_at.get(f"/{NAME}/media/{name}")
    assert told.status == 404
    assert b"SQLite" not in told.body


def test_links_lead_to_what_is_kept_and_nothing_asks_elsewhere(page: Pages, ferries: Held) -> None:
    (text,) = page("evil").xpath("//article")
    links = {words(one): one.get("href") for one in text.xpath(".//a")}
    assert links["in"] == f"/{NAME}/article/{number_of(ferries, 'ferry-en')}/"
    assert links["out"] == "https://elsewhere.example/x?a=1"
    assert not text.xpath(".//img"), "a picture that lies elsewhere is a link"
    assert links["A map (elsewhere.example)"] == "https://elsewhere.example/spy.gif"


@pytest.mark.parametrize(
    "beneath", ["", "revisions/", "revisions/1/", "reading/", "citation.json", "citation.bib", "citation.ris"]
)
def test_hostile_words_stay_words(looked_at: Served, ferries: Held, beneath: str) -> None:
    told = looked_at.get(f"/{NAME}/article/{number_of(ferries, 'evil')}/{beneath}")
    assert told.status == 200
    assert "49" not in told.text.replace("149", "") or "7*7" in told.text
    if beneath.startswith("citation"):
        assert "attachment" in told.headers["content-disposition"]
        return
    tree = html.document_fromstring(told.text)
    assert not tree.xpath("//script|//iframe|//object|//embed|//*[@style]|//*[starts-with(name(@*), 'on')]")
    assert all(one.startswith((f"/{NAME}/media/",)) for one in tree.xpath("//img/@src"))
    assert tree.xpath("//html/@lang") == ["en"]
    assert not [one for one in tree.xpath("//@lang") if "<" in one or '"' in one]
    assert "\u202e" not in told.text, "no text turns round what stands beside it"
    # Kept out of a page's look by no style, which its policy forbids.
    if beneath in {"", "revisions/1/"}:
        assert tree.xpath("//article//*[@class='says-text-align-center']")
        assert [words(one) for one in tree.xpath("//article//*[@hidden]")] == ["Hidden"]


def test_citations_say_what_the_article_says(looked_at: Served, ferries: Held) -> None:
    base = f"/{NAME}/article/{number_of(ferries, 'ferry-ar')}/citation"
    (item,) = json.loads(looked_at.get(f"{base}.json").text)
    assert item["title"] == SAID["ar"][0]
    assert item["author"] == [{"literal": "Mara Lind"}, {"literal": "Otto Berg"}]
    assert item["container-title"] == "Ferry Times"
    assert item["language"] == "ar"
    assert item["issued"] == {"date-parts": [[2024, 5, 2]]}
    assert "The source edited it once" in item["note"]
    ((key, entry),) = parse_string(looked_at.get(f"{base}.bib").text, "bibtex").entries.items()
    assert entry.fields["title"] == f"{{{SAID['ar'][0]}}}"
    assert key == item["id"]
    (read,) = rispy.loads(looked_at.get(f"{base}.ris").text)
    assert read["title"] == SAID["ar"][0]
    stable = f"{looked_at.base}/{NAME}/id/{quote('/2024/ferry-ar', safe='')}"
    assert item["archive_location"] == stable == read["file_attachments1"]
    told = looked_at.get(stable.removeprefix(looked_at.base))
    assert told.headers["location"] == f"/{NAME}/article/{number_of(ferries, 'ferry-ar')}/"


def test_citations_can_be_copied_from_the_page(page: Pages) -> None:
    copied = {one.get("aria-label"): one.text_content().strip() for one in page("unsure").xpath("//textarea")}
    assert set(copied) == {
        f"Citation as {form}" for form in ("Plain text", "Robust link", "CSL JSON", "BibTeX", "RIS")
    }
    (link,) = html.fragments_fromstring(copied["Citation as Robust link"])
    assert link.get("data-versiondate") == "2024-05-02"
    assert link.get("data-versionurl", "").endswith("/id/%2F2024%2Funsure")
    assert "The source has it no more since 2024-05-02 16:00 CST" in copied["Citation as RIS"]


@pytest.mark.parametrize(
    "address",
    [
        "id/%2F2024%2Fferry-ja", f"url/{HOME}/2024/ferry-ja", f"url/http://www.{NAME}/2024/ferry-ja/",
        "post/2024-05-02-ferry-ja.md",
    ],
)  # fmt: skip
def test_other_names_lead_to_the_page(looked_at: Served, ferries: Held, address: str) -> None:
    told = looked_at.get(f"/{NAME}/{address}")
    assert told.status == 302
    assert told.headers["location"] == f"/{NAME}/article/{number_of(ferries, 'ferry-ja')}/"


@pytest.mark.parametrize(
    "address",
    [
        "article/999999/", "article/999999/revisions/", "article/999999/reading/",
        "article/999999/citation.bib", "article/2/revisions/99/",
        "article/2/revisions/1-99/", "article/0/", "article/x/", "id/nothing",
        "post/..%2f..%2fetc%2fpasswd", "url/https://elsewhere.example/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_not_to_be(looked_at: Served, address: str) -> None:
    assert looked_at.get(f"/{NAME}/{address}").status == 404


def test_a_further_address_leads_to_its_article(looked_at: Served, ferries: Held, page: Pages) -> None:
    told = looked_at.get(f"/{NAME}/article/{number_of(ferries, 'moved/ferry-12-again')}/")
    assert told.status == 302
    assert told.headers["location"] == f"/{NAME}/article/{number_of(ferries, 'late')}/"
    assert "Also at" in words(page("late"))
    for url in ("late", "moved/ferry-12-again"):
        assert looked_at.get(f"/{NAME}/url/{HOME}/2024/{url}").headers["location"] == told.headers["location"]


@pytest.mark.parametrize("beneath", ["revisions/", "reading/", "citation.ris"])
def test_of_one_that_was_never_stored_there_is_nothing_more(
    looked_at: Served, ferries: Held, beneath: str
) -> None:
    told = looked_at.get(f"/{NAME}/article/{number_of(ferries, 'owed')}/{beneath}")
    assert told.status == 404


def test_which_rule_gave_each_field(page: Pages) -> None:
    tree = page("ferry-en", "reading/")
    fields = {
        words(row.xpath("th")[0]): [words(one) for one in row.xpath("td")] for row in tree.xpath("//tbody/tr")
    }
    assert SAID["en"][0] in fields["title"][0]
    assert fields["title"][1]
    assert SAID["en"][2] in fields["body"][0]
    assert "characters:" in fields["body"][0]
    assert "Read anew, from 1 original" in words(tree)


def test_without_a_profile_nothing_is_read_anew(page: Pages) -> None:
    tree = page("ferry-en", "reading/", site="copied.example")
    assert "No profile goes with this archive" in words(tree)


def test_what_was_adopted_or_rebuilt_is_shown_and_says_what_it_lacks(
    ferries: Held, looked_at: Served, tmp_path: Path
) -> None:
    assert ferries.site
    kind = spider_by(ferries.site.profile_path, NAME)
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    now = datetime(2024, 6, 1, tzinfo=UTC)
    post = (ferries.folder / "_posts" / "2024-05-02-ferry-th.md").read_bytes()
    path = tmp_path / "2024-05-02-ferry-th.md"
    path.write_bytes(post)
    adopting = Archive(tmp_path / "adopted" / NAME, PROFILE)
    adopt(adopting, [path], Adopter(kind(), offline_pipelines(settings, PROFILE), now=now))
    rebuilding = Archive(Path(shutil.copytree(ferries.folder, tmp_path / "rebuilt" / NAME)), PROFILE)
    shutil.rmtree(rebuilding.folder / "_archive" / "originals")
    rebuilding.catalog.unlink()
    rebuild(rebuilding, kind(), now=now)
    for told, archive in (("another tool's post", adopting), ("read back from a post", rebuilding)):
        held = Held(archive.folder.name, archive.folder, ferries.site)
        with serving_pages({held.name: held}) as served:
            query = "SELECT article FROM revision WHERE title = ?"
            number = held.look(lambda catalog: catalog.execute(query, (SAID["th"][0],)).fetchone()[0])  # noqa: B023
            tree = html.document_fromstring(served.get(f"/{NAME}/article/{number}/").text)
            assert SAID["th"][2] in words(tree.xpath("//article")[0])
            assert told in words(tree)
            assert "No original is kept of it" in words(tree)
            reading = words(html.document_fromstring(served.get(f"/{NAME}/article/{number}/reading/").text))
            assert "nobody can tell which rule gave its fields" in reading
            assert served.get(f"/{NAME}/article/{number}/citation.bib").status == 200


@pytest.mark.parametrize("site", ["finews", "paper.example"])
@pytest.mark.parametrize("version", VERSIONS)
def test_articles_that_an_earlier_version_wrote_have_all_pages(
    version: str, site: str, tmp_path: Path
) -> None:
    folder = unpacked(version, site, tmp_path)
    own = folder / "_archive" / "site.yml"
    path = own if own.exists() else FinewsSpider.profile_path
    assert path
    held = Held(site, folder, Site(site, folder, path))
    query = "SELECT id, revision FROM article WHERE revision IS NOT NULL"
    found = held.look(lambda catalog: [tuple(row) for row in catalog.execute(query)])
    assert found
    with serving_pages({site: held}) as served:
        for number, revision in found[:3]:
            for beneath in ("", "revisions/", f"revisions/{revision}/", "citation.json"):
                told = served.get(f"/{site}/article/{number}/{beneath}")
                assert told.status == 200, told.text
        assert "body cannot be told" not in served.get(f"/{site}/article/{found[0][0]}/").text
        assert served.get(f"/{site}/article/{found[0][0]}/reading/").status == 200
