"""Citations, read back by readers of others: what was said comes back, and nothing more."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pybtex.database import BibliographyData, parse_string

from newsarchive.posts.citing import (
    Cited,
    authors_of,
    bibtex,
    citation_key,
    csl_json,
    reference,
    ris,
    robust_link,
)
from newsarchive.text import one_line

ZONE = timezone(timedelta(hours=8))
ORDINARY = Cited(
    key="harbour:2026-03-01-ferry-strike",
    title="Ferry strike ends after nine days",
    authors=("Mara Lind", "Harbour News Agency"),
    outlet="The Harbour Herald",
    section="Port",
    published=datetime(2026, 3, 1, 0, 30, tzinfo=ZONE),
    accessed=datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC),
    url="https://harbour.example/2026/03/ferry-strike.html?a=1&b=2",
    version_url="http://127.0.0.1:8000/harbour/article/7/",
    archive="harbour",
    location="_posts/2026-03-01-ferry-strike.md",
    revision=2,
    sha256="ab" * 32,
    language="en",
    summary="Both sides agreed at dawn.",
    tags=("ferries", "wages"),
    remark="Gone at its source since 2026-04-01",
)
HOSTILE = {
    "braces": "A } stray brace, a { and another {{ one",
    "ends the entry": "x}}\n}\n@article{evil, title={owned}",
    "latex": r"\input{/etc/passwd} \write18{id} $x^2$ 100% & more #1 a_b ~ ^",
    "comment": "50 % of all % signs % @comment{ @preamble{ @string{",
    "quotes": "\"double\" 'single' ,, = {",
    "risline": "A title\r\nER  - \r\nTY  - BOOK\r\nTI  - Injected",
    "risline of other ends": "A\x0bER  - \x0cTY  - BOOK\x1cTI\x85AU  - Eve\u2028AB  - x\u2029KW  - y",
    "tag": "ER  - ",
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "json": '"}],"evil":[{"\\u0000',
    "controls": "a\x00b\x1b[31mc\u202ed\ufeff",
    "chinese": "渡轮罢工九天后结束：双方“黎明”达成协议％",
    "japanese": "フェリーのストライキ、九日で終結〜港町",
    "arabic": "انتهاء إضراب العبّارات بعد تسعة أيام، والميناء يفتح",
    "hebrew": "שביתת המעבורות הסתיימה אחרי ט׳ ימים",
    "thai": "การนัดหยุดงานของเรือข้ามฟากสิ้นสุดลงหลังเก้าวัน",
    "emoji": "Ferries 🛳️ are back — “finally” · n’est-ce pas ?",
    "only marks": "{}{}\\\\%%",
}
TITLES = pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)


def a_hostile(title: str) -> Cited:
    return replace(
        ORDINARY, title=title, authors=(title, "Second Author"), outlet=title, section=title, summary=title,
        tags=(title,), remark=title, language="x-\"><b>", url=f"https://harbour.example/{title}",
    )  # fmt: skip


def the_entry(text: str) -> Any:
    data: BibliographyData = parse_string(text, "bibtex")
    assert len(data.entries) == 1
    assert not data.preamble
    return next(iter(data.entries.values()))


COMMANDS = {
    r"{\textbackslash}": "\\", r"{\textbraceleft}": "{", r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~", r"{\textasciicircum}": "^",
}  # fmt: skip


def shown(value: str) -> str:
    """What TeX prints of a value, by the rules of TeX alone."""
    out, at = "", 0
    while at < len(value):
        command = next((one for one in COMMANDS if value.startswith(one, at)), None)
        if command:
            out, at = out + COMMANDS[command], at + len(command)
        elif value[at] == "\\":
            assert value[at + 1] in "%&#_$", value[at:]
            out, at = out + value[at + 1], at + 2
        else:
            assert value[at] not in "{}~^%&#_$", value[at:]
            out, at = out + value[at], at + 1
    return out


@TITLES
def test_bibtex_is_one_entry_that_says_the_same(title: str) -> None:
    entry = the_entry(bibtex(a_hostile(title)))
    assert entry.type == "article"
    braced = entry.fields["title"]
    assert (braced[0], braced[-1]) == ("{", "}")
    assert shown(braced[1:-1]) == one_line(title)
    assert shown(entry.fields["journal"]) == one_line(title)
    assert not set(entry.fields) - {
        "title", "journal", "year", "month", "date", "url", "urldate", "language", "abstract", "keywords",
        "note", "archivedurl",
    }  # fmt: skip
    assert len(entry.persons["author"]) == 2
    assert "{" not in entry.fields["url"]
    assert "}" not in entry.fields["url"]


def test_an_ordinary_entry() -> None:
    entry = the_entry(bibtex(ORDINARY))
    assert entry.key == ORDINARY.key
    assert dict(entry.fields) == {
        "title": "{Ferry strike ends after nine days}", "journal": "The Harbour Herald", "year": "2026",
        "month": "March", "date": "2026-03-01", "url": ORDINARY.url, "urldate": "2026-03-02",
        "language": "en",
        "abstract": "Both sides agreed at dawn.", "keywords": "ferries, wages",
        "note": f"Revision 2 in the archive harbour, SHA-256 {'ab' * 32}. {ORDINARY.remark}",
        "archivedurl": ORDINARY.version_url,
    }  # fmt: skip
    assert [str(one) for one in entry.persons["author"]] == ["{Mara Lind}", "{Harbour News Agency}"]


@TITLES
def test_ris_is_one_reference_that_says_the_same(title: str) -> None:
    text = ris(a_hostile(title))
    assert text.endswith("ER  - \r\n")
    assert text.count("\n") == text.count("\r\n")
    (read,) = rispy.loads(text)
    assert read["type_of_reference"] == "NEWS"
    assert read["title"] == one_line(title)
    assert read["authors"] == [one_line(title), "Second Author"]
    assert read["secondary_title"] == one_line(title)
    assert "unknown_tag" not in read


def test_an_ordinary_reference() -> None:
    (read,) = rispy.loads(ris(ORDINARY))
    assert read == {
        "type_of_reference": "NEWS", "id": ORDINARY.key, "authors": ["Mara Lind", "Harbour News Agency"],
        "title": ORDINARY.title, "secondary_title": "The Harbour Herald", "year": "2026",
        "date": "2026/03/01/",
        "access_date": "2026/03/02/", "abstract": "Both sides agreed at dawn.",
        "keywords": ["ferries", "wages"], "language": "en", "urls": [ORDINARY.url],
        "name_of_database": "harbour", "accession_number": ORDINARY.location,
        "file_attachments1": ORDINARY.version_url, "notes": [ORDINARY.note],
    }  # fmt: skip


# What CSL's schema of input data demands of these variables.
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
    "additionalProperties": False,
}
NAME = {"type": "object", "properties": {"literal": {"type": "string"}}, "additionalProperties": False}
TEXTS = (
    "title", "container-title", "section", "language", "abstract", "keyword", "archive", "archive_location",
    "note", "URL",
)  # fmt: skip
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {name: {"type": "string"} for name in TEXTS}
        | {
            "id": {"type": ["string", "number"]},
            "type": {"enum": ["article-newspaper"]},
            "author": {"type": "array", "items": NAME},
            "issued": DATE,
            "accessed": DATE,
        },
    },
}


@TITLES
def test_csl_is_what_its_schema_demands(title: str) -> None:
    items = json.loads(csl_json(a_hostile(title)))
    jsonschema.validate(items, SCHEMA)
    (item,) = items
    assert item["title"] == one_line(title)
    assert item["author"] == [{"literal": one_line(title)}, {"literal": "Second Author"}]


def test_an_ordinary_item() -> None:
    (item,) = json.loads(csl_json(ORDINARY))
    assert item["issued"] == {"date-parts": [[2026, 3, 1]]}  # where it was published, not in UTC
    assert item["accessed"] == {"date-parts": [[2026, 3, 2]]}
    assert item["archive"] == "harbour"
    assert item["archive_location"] == ORDINARY.version_url
    (item,) = json.loads(csl_json(replace(ORDINARY, version_url="")))
    assert item["archive_location"] == ORDINARY.location


@TITLES
def test_a_robust_link_is_one_link(title: str) -> None:
    (link,) = html.fragments_fromstring(robust_link(a_hostile(title)))
    assert link.tag == "a"
    assert len(link) == 0
    assert link.text_content() == one_line(title)
    assert set(link.attrib) == {"href", "data-originalurl", "data-versionurl", "data-versiondate", "lang"}
    assert link.get("href") == link.get("data-originalurl")
    assert link.get("href", "").startswith("https://harbour.example/")


def test_an_ordinary_link() -> None:
    assert robust_link(ORDINARY) == (
        '<a href="https://harbour.example/2026/03/ferry-strike.html?a=1&amp;b=2"'
        ' data-originalurl="https://harbour.example/2026/03/ferry-strike.html?a=1&amp;b=2"'
        ' data-versionurl="http://127.0.0.1:8000/harbour/article/7/" data-versiondate="2026-03-02" lang="en">'
        "Ferry strike ends after nine days</a>"
    )


@TITLES
def test_a_line_is_one_line(title: str) -> None:
    assert len(reference(a_hostile(title)).splitlines()) == 1


def test_an_ordinary_line() -> None:
    assert reference(replace(ORDINARY, title="渡轮罢工结束了吗？", authors=(), is_timed=False)) == (
        "渡轮罢工结束了吗？ The Harbour Herald, 2026-03-01. https://harbour.example/2026/03/ferry-strike.html"
        "?a=1&b=2 Archived 2026-03-02 23:59+00:00: http://127.0.0.1:8000/harbour/article/7/"
        f" (SHA-256 {'ab' * 32})."
    )
    assert reference(ORDINARY).startswith(
        "Mara Lind, Harbour News Agency: Ferry strike ends after nine days. "
        "The Harbour Herald, 2026-03-01 00:30+08:00. "
    )


@given(st.text(max_size=60))
def test_any_title_comes_back(title: str) -> None:
    cited = replace(ORDINARY, title=title or "x", outlet=title)
    said = one_line(cited.title)
    assert shown(the_entry(bibtex(cited)).fields["title"][1:-1]) == said
    (read,) = rispy.loads(ris(cited))
    assert read.get("title", "") == said


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("", ()),
        ("Mara Lind", ("Mara Lind",)),
        ("Mara Lind, Otto Berg", ("Mara Lind", "Otto Berg")),
        ("Samuel Reed, Jr., Ana Cruz", ("Samuel Reed, Jr.", "Ana Cruz")),
        ("王小明、李四", ("王小明", "李四")),
        ("山田 太郎；佐藤花子", ("山田 太郎", "佐藤花子")),
        ("سلمى حداد، كريم ناصر", ("سلمى حداد", "كريم ناصر")),
        ("Lind and Sons, Ltd", ("Lind and Sons", "Ltd")),
        ("Mara Lind, Mara Lind", ("Mara Lind",)),
        ("Lind, Mara; Berg, Otto", ("Lind, Mara", "Berg, Otto")),
        ("حداد، سلمى؛ ناصر، كريم", ("حداد، سلمى", "ناصر، كريم")),
        ("王小明，港口报；李四，河流报", ("王小明，港口报", "李四，河流报")),
        ("Mara Lind, Otto Berg;", ("Mara Lind", "Otto Berg")),
        (", ; ,、", ()),
        ("สมชาย, สมหญิง", ("สมชาย", "สมหญิง")),
    ],
)
def test_names_of_a_line_of_authors(stated: str, names: tuple[str, ...]) -> None:
    assert authors_of(stated) == names


@pytest.mark.parametrize(
    ("site", "name", "key"),
    [
        ("finews", "2026-03-01-12345.md", "finews:2026-03-01-12345"),
        ("a.example.org", "2026-03-01-ferry_strike.md", "a.example.org:2026-03-01-ferry_strike"),
    ],
)
def test_keys_are_ascii_and_each_article_has_its_own(site: str, name: str, key: str) -> None:
    assert citation_key(site, name) == key
    assert the_entry(bibtex(replace(ORDINARY, key=key))).key == key


def test_keys_of_names_that_lose_the_same_letters_differ() -> None:
    keys = {citation_key("x", f"2026-03-01-{name}(1).md") for name in ("旧闻", "新闻", "新聞")}
    assert len(keys) == 3
    assert all(key.isascii() and key.startswith("x:2026-03-01--1-") for key in keys)
    assert all(the_entry(bibtex(replace(ORDINARY, key=key))).key == key for key in keys)


@pytest.mark.parametrize("year", [1, 31, 999, 1000, 2026, 9999])
def test_a_year_has_four_digits(year: int) -> None:
    early = replace(ORDINARY, published=ORDINARY.published.replace(year=year), is_timed=False)
    (entry,) = parse_string(bibtex(early), "bibtex").entries.values()
    assert (entry.fields["year"], entry.fields["date"]) == (f"{year:04}", f"{year:04}-03-01")
    (cited,) = rispy.loads(ris(early))
    assert (cited["year"], cited["date"]) == (f"{year:04}", f"{year:04}/03/01/")
    assert f", {year:04}-03-01. " in reference(early)
    assert json.loads(csl_json(early))[0]["issued"] == {"date-parts": [[year, 3, 1]]}
