"""Captured responses as the second origin shows them, and the pages around them."""

import gzip
import hashlib
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import HtmlElement, document_fromstring
from warcio.archiveiterator import ArchiveIterator

from newsarchive.browsing.held import Held
from newsarchive.browsing.originals.safe_page import finds_of, safe_page
from newsarchive.evidence import Exchange, FetchedPicture
from newsarchive.pages.tree import Page
from tests.browsing.capturing import HTML, NOW, answer, archive_of, story
from tests.browsing.served import Served, serving_pages
from tests.picture_files import png
from tests.unit.reporting import HOSTILE

HOME = "https://heron.example"
JSON, PDF = ((b"Content-Type", b"application/json"),), ((b"Content-Type", b"application/pdf"),)
KEPT_PICTURE = f"{HOME}/pictures/heron.png"
WORDS = {
    "gb18030": "北京的春天来得早",
    "shift_jis": "川辺の鷺を見た日",
    "cp1256": "طائر عند النهر",
    "cp874": "นกกระสาที่ริมน้ำ",
    "utf-8": "Herons at the weir",
}
PAGE = f"""<html lang=en><head><title>Herons</title><base href=/2024/>
<meta http-equiv=refresh content=0;url=//evil/>
<link rel=preconnect href=//evil><style>p {{ color: red }} a::after {{ content: "</" }}</style></head>
<body onload=run()><script>run()</script>
<p onclick=run()>Read <a href=story-2 ping=//evil onclick=run()>the second story</a>,
<a href="{HOME}/2024/story-9">one that is not kept</a>, <a href="javascript:run()">a script</a>,
<a href="#below">below</a>, <a href="https://else.example/x">elsewhere</a>.</p>
<form action=//evil><input name=q value=secret><button formaction=//evil>Search</button></form>
<picture><source srcset="/pictures/heron.png 900w"><img src=/pictures/small.png alt="A heron"></picture>
<img src=/pictures/lost.png alt="An otter"><iframe src=//evil/frame></iframe>
<object data=/x.swf><p>no</p></object>
<svg><a href=//evil><text>drawn</text></a></svg><noscript><p>shown without scripts</p></noscript>
<table background=//evil><tr><td>cell</td></tr></table>
<p id=below style="color:green">Below.</p></body></html>"""


def exchanges() -> list[Exchange]:
    told = [answer(f"{HOME}/page", PAGE)]
    packed = (*HTML, (b"Content-Encoding", b"gzip"), (b"Set-Cookie", b"a=b"), (b"Refresh", b"0;url=//evil"),
              (b"Content-Security-Policy", b"default-src *"),
              (b"Access-Control-Allow-Origin", b"*"))  # fmt: skip
    told.append(answer(f"{HOME}/packed", gzip.compress(b"<p>unpacked</p>"), headers=packed))
    told.append(answer(f"{HOME}/json", '{"a": "<script>alert(1)</script>"}', headers=JSON))
    told.append(answer(f"{HOME}/pdf", b"%PDF-1.7 \0", headers=PDF))
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
    told.append(answer(f"{HOME}/drawing", svg, headers=((b"Content-Type", b"image/svg+xml"),)))
    told.append(answer(f"{HOME}/bomb", gzip.compress(bytes(21_000_000)), headers=packed))
    for name, words in WORDS.items():
        kind = ((b"Content-Type", f"text/html; charset={name}".encode()),)
        told.append(answer(f"{HOME}/{name}", f"<p>{words * 9}</p>".encode(name), headers=kind))
    return told


def picture() -> tuple[FetchedPicture, bytes]:
    whole = png(9, 9)
    sha256 = hashlib.sha256(whole).hexdigest()
    head = Exchange(
        url=KEPT_PICTURE, status=200, headers=((b"Content-Type", b"image/png"),), body=b"", at=NOW
    )
    came = FetchedPicture(
        url=KEPT_PICTURE, sha256=sha256, extension="png", length=len(whole), width=9, height=9,
        exchanges=(head,),
    )  # fmt: skip
    return came, whole


@pytest.fixture(scope="module")
def heron(tmp_path_factory: pytest.TempPathFactory) -> Held:
    root = tmp_path_factory.mktemp("originals")
    articles = [(story("heron", HOME, 1), exchanges()), (story("heron", HOME, 2), [])]
    return archive_of(root, "heron", HOME, articles, pictures=[picture()])


@pytest.fixture(scope="module")
def asked(heron: Held) -> Iterator[Served]:
    with serving_pages({"heron": heron}) as served:
        yield served


def number_of(heron: Held, url: str) -> int:
    query = "SELECT id FROM capture WHERE url = ?"
    return int(heron.look(lambda catalog: catalog.execute(query, (url,)).fetchone()[0]))


def shown(asked: Served, heron: Held, name: str) -> tuple[str, HtmlElement]:
    told = asked.get(f"/heron/capture/{number_of(heron, f'{HOME}/{name}')}", originals=True)
    assert told.status == 200
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    return told.text, document_fromstring(told.body)


def test_a_page_shows_what_it_said_and_nothing_in_it_acts(asked: Served, heron: Held) -> None:
    text, page = shown(asked, heron, "page")
    assert "evil" not in "".join(page.xpath("//@href | //@src | //@action | //@data | //@srcset"))
    assert not page.xpath(
        "//script | //base | //link | //form | //input | //button | //iframe | //object | //svg"
    )
    assert not page.xpath("//meta[@http-equiv] | //@*[starts-with(name(), 'on')] | //@ping | //@background")
    assert "secret" not in text
    for words in ("Herons", "the second story", "Search", "shown without scripts", "cell", "Below."):
        assert words in page.text_content()
    assert page.xpath("string(//p[@id='below']/@style)") == "color:green"
    assert page.xpath("//style")[0].text == 'p { color: red } a::after { content: "<\\/" }'


def test_links_lead_to_what_is_kept_and_say_where_others_led(asked: Served, heron: Held) -> None:
    _, page = shown(asked, heron, "page")
    query = "SELECT id FROM article WHERE source_id = '/2024/story-2'"
    number = heron.look(lambda catalog: catalog.execute(query).fetchone()[0])
    links = {one.text_content(): dict(one.attrib) for one in page.xpath("//a")}
    own = f"http://127.0.0.1:{asked.origins.port}/heron/article/{number}/"
    assert links.pop("the second story") == {"href": own, "target": "_top", "rel": "noreferrer"}
    assert links.pop("below") == {"href": "#below"}
    assert links == {}
    dead = {one.text_content(): one.get("title") for one in page.xpath("//*[@class='newsarchive-dead']")}
    assert dead == {
        "one that is not kept": f"not kept here: {HOME}/2024/story-9",
        "a script": "not kept here: javascript:", "elsewhere": "not kept here: https://else.example/x",
        "An otter": f"not kept here: {HOME}/pictures/lost.png",
        "iframe": "not kept here: https://evil/frame", "object": f"not kept here: {HOME}/x.swf",
    }  # fmt: skip


def test_a_kept_picture_comes_with_its_page(asked: Served, heron: Held) -> None:
    _, page = shown(asked, heron, "page")
    (image,) = page.xpath("//img")
    assert image.get("alt") == "A heron"
    assert image.get("src") == f"data:image/png;base64,{b64encode(png(9, 9)).decode()}"


@pytest.mark.parametrize("name", WORDS)
def test_a_page_is_read_in_its_own_character_set(asked: Served, heron: Held, name: str) -> None:
    _, page = shown(asked, heron, name)
    assert WORDS[name] in page.text_content()


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [("json", "text/plain; charset=utf-8", b'{"a": "<script>'),
     ("drawing", "text/plain; charset=utf-8", b"<svg"),
     ("pdf", "application/octet-stream", b"%PDF"), ("bomb", "application/octet-stream", b"\x1f\x8b"),
     ("packed", "text/html; charset=utf-8", b"<p>unpacked</p>")],
)  # fmt: skip
def test_what_is_no_page_is_text_or_handed_out(
    asked: Served, heron: Held, name: str, kind: str, words: bytes
) -> None:
    told = asked.get(f"/heron/capture/{number_of(heron, f'{HOME}/{name}')}", originals=True)
    assert told.headers["content-type"] == kind
    assert words in told.body
    assert told.headers.get("content-disposition", "").startswith("attachment") == ("octet" in kind)
    assert told.headers["x-content-type-options"] == "nosniff"
    for header in ("set-cookie", "refresh", "access-control-allow-origin", "content-encoding"):
        assert header not in told.headers
    assert told.headers["content-security-policy"].startswith("default-src 'none';")
    assert "sandbox allow-top-navigation-by-user-activation;" in told.headers["content-security-policy"]


def test_a_picture_is_shown_from_its_file(asked: Served, heron: Held) -> None:
    told = asked.get(f"/heron/capture/{number_of(heron, KEPT_PICTURE)}", originals=True)
    assert (told.headers["content-type"], told.body) == ("image/png", png(9, 9))
    number = number_of(heron, KEPT_PICTURE)
    assert "the payload is a picture&#39;s file" in asked.get(f"/heron/capture/{number}/").text


def test_the_page_of_a_capture_tells_how_it_came(asked: Served, heron: Held, tmp_path: Path) -> None:
    number = number_of(heron, f"{HOME}/packed")
    told = asked.get(f"/heron/capture/{number}/").text
    frame = f'src="http://127.0.0.1:{asked.origins.originals_port}/heron/capture/{number}"'
    for words in (
        frame, 'title="The response as it was captured"', "checked just now, and the same", "User-Agent",
        'sandbox="allow-top-navigation-by-user-activation"', "Set-Cookie",
        "GET /packed HTTP/1.1", "10:00 BST",
    ):  # fmt: skip
        assert words in told
    source = asked.get(f"/heron/capture/{number}/source/").text
    assert "&lt;p&gt;unpacked&lt;/p&gt;" in source
    record = asked.get(f"/heron/capture/{number}/record.warc.gz")
    kept = tmp_path / "one.warc.gz"
    kept.write_bytes(record.body)
    with kept.open("rb") as file:
        records = [(one.rec_type, one.content_stream().read()) for one in ArchiveIterator(file)]
    assert records == [("response", b"<p>unpacked</p>"), ("request", b"")]
    for name in ("pdf", "bomb"):
        number = number_of(heron, f"{HOME}/{name}")
        assert "<iframe" not in asked.get(f"/heron/capture/{number}/").text
        assert asked.get(f"/heron/capture/{number}/source/").status == 404
    assert asked.get("/heron/capture/999/").status == 404


def test_a_damaged_original_is_told_as_such(tmp_path: Path) -> None:
    held = archive_of(tmp_path, "heron", HOME, [(story("heron", HOME, 1), [answer(f"{HOME}/page", PAGE)])])
    (warc,) = (held.folder / "_archive" / "originals").glob("*.warc.gz")
    whole = warc.read_bytes()
    with serving_pages({"heron": held}) as served:
        assert "checked just now, and the same" in served.get("/heron/capture/1/").text
        for broken in (whole[:-2000], whole[:700] + b"\0" * 9 + whole[709:]):
            warc.write_bytes(broken)
            told = served.get("/heron/capture/1/").text
            assert "Not as it was written down" in told
            assert "not the same now" in told
            assert served.get("/heron/capture/1", originals=True).status == 404
            assert served.get("/heron/capture/1/record.warc.gz").status in {200, 404}
        warc.unlink()
        assert "is missing" in served.get("/heron/capture/1/").text
        assert served.get("/heron/capture/1/record.warc.gz").status == 404


def test_another_record_at_the_place_is_not_shown(tmp_path: Path) -> None:
    """A takedown has rewritten the file between the look at the catalog and the reading."""
    told = [answer(f"{HOME}/{name}", "<p>same length</p>") for name in ("a", "b")]
    held = archive_of(tmp_path, "heron", HOME, [(story("heron", HOME, 1), told)])
    with serving_pages({"heron": held}) as served:
        first, second = (number_of(held, f"{HOME}/{name}") for name in ("a", "b"))
        catalog = sqlite3.connect(held.catalog)
        catalog.execute("UPDATE capture SET offset = (SELECT offset FROM capture WHERE id = ?)"
                        " WHERE id = ?", (second, first))  # fmt: skip
        catalog.commit()
        catalog.close()
        assert "another record" in served.get(f"/heron/capture/{first}/").text
        assert served.get(f"/heron/capture/{first}", originals=True).status == 404
        assert served.get(f"/heron/capture/{first}/record.warc.gz").status == 404
        assert served.get(f"/heron/capture/{second}", originals=True).status == 200


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_acts_however_it_is_written(body: str) -> None:
    page = Page(f"<html><body>{body}</body></html>", f"{HOME}/a/")
    written = safe_page(page, dict.fromkeys(finds_of(page).links, f"{HOME}/own/"), {})
    read = document_fromstring(written.encode())
    assert not read.xpath("//script | //iframe | //object | //embed | //form | //base | //link | //svg")
    assert not read.xpath("//@*[starts-with(name(), 'on')]")
    assert all(one[0] == "#" or one == f"{HOME}/own/" for one in read.xpath("//@href"))
    assert not read.xpath("//@src | //@action | //@srcset | //@data | //@background | //@poster")


def test_bounds() -> None:
    deep = safe_page(Page("<div>" * 5000 + "deep" + "<a href=/x>y</a>" * 60_000, HOME), {}, {})
    assert "deep" in deep
    assert deep.count("<") < 400_000
    long = safe_page(Page(f"<p title='{'x' * 200_000}' id=i>text</p>", HOME), {}, {})
    assert len(long) < 5_000


def test_odd_names_of_attributes_are_none() -> None:
    written = safe_page(
        Page("<p aria-x\"y=1 aria-label='<b>' aria-o>=2 DATA-x=3 OnClick=4>t</p>", HOME), {}, {}
    )
    assert '<p aria-label="&lt;b&gt;" aria-o="">=2 DATA-x=3 OnClick=4&gt;t</p>' in written


NO_END = "bgsound embed image keygen source track wbr img input param area link".split()  # noqa: SIM905


@pytest.mark.parametrize("name", NO_END)
def test_no_text_is_lost_to_elements_without_an_end(name: str) -> None:
    written = safe_page(Page(f"<p>before<{name} x=y>after</p>", HOME), {}, {})
    assert "before" in written
    assert "after" in written
