import gzip
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from newsarchive.collecting.checked import Removed
from newsarchive.collecting.collect import collect
from newsarchive.exceptions import ArgumentError, StorageError
from newsarchive.profiles import Identity
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import CaptureRow, WarcRow
from newsarchive.store.choice import Choice
from newsarchive.store.published import StoredPost, published_posts
from newsarchive.store.takedown import forget
from tests.unit.wacz_archive import (
    NOW,
    answer,
    at,
    came,
    collected,
    crawl,
    data,
    html,
    of_file,
    opened,
    originals,
    page,
    read,
    url,
    write,
)

HOSTILE = {
    "markup": "<script>alert(1)</script> & \"quotes\" 'too'",
    "liquid": "{{ site.secret }} {% raw %}",
    "lines": "one\u2028two\u2029three\x85four",
    "chinese": "渡船又晚点了：港务长说明原因",
    "arabic": "تأخرت العبّارة مرة أخرى",
    "thai": "เรือข้ามฟากมาช้าอีกแล้ว",
    "beyond the plane": "Ferry 🚢 𠮷野家",
    "formula": '=HYPERLINK("http://evil.example/")',
    "path": "../../etc/passwd",
    "json": '"}\n{"url": "http://evil.example/"',
}


def test_what_a_wacz_is(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "The ferry was late. " * 30), read(2, "渡船又晚点了。" * 60, title="渡船"))
    target = tmp_path / "story.wacz"
    result = collected(archive, target)
    assert (result.posts, result.captures, result.damaged, result.without_originals) == (2, 2, (), ())
    assert result.parts == (target,)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["story.wacz"]
    wacz = opened(target)
    assert list(wacz.files) == [
        "archive/data.warc.gz", "indexes/index.cdx.gz", "indexes/index.idx", "pages/pages.jsonl",
        "datapackage.json", "datapackage-digest.json",
    ]  # fmt: skip
    said = {name: wacz.package[name] for name in ("profile", "wacz_version", "title", "created", "modified")}
    moment = "2024-05-02T06:00:00Z"
    assert said == {
        "profile": "data-package", "wacz_version": "1.1.1", "title": "story", "created": moment,
        "modified": moment,
    }  # fmt: skip
    assert wacz.package["software"].startswith("newsarchive ")
    assert (
        wacz.package["description"] == "2 articles of gazette, 2 captures. Captured 2024-05-02 to 2024-05-02."
    )
    assert (wacz.package["mainPageUrl"], wacz.package["mainPageDate"]) == (page(1), moment)
    assert [(one["url"], one["ts"], one["title"]) for one in wacz.pages] == [
        (page(1), moment, "Ferry number 1 is late"), (page(2), moment, "渡船"),
    ]  # fmt: skip
    assert wacz.pages[0]["text"] == ("The ferry was late. " * 30).strip()
    assert wacz.pages[1]["text"] == "渡船又晚点了。" * 60
    ((_, http, payload),) = wacz.of(page(2))
    assert b"Content-Encoding: gzip" in http
    assert gzip.decompress(payload) == html("渡船", "渡船又晚点了。" * 60)


def test_a_wacz_follows_from_archive_and_clock_alone(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "A " * 300, shows=(("quay", "quay"),), fetched=(came(archive, "quay"),)))
    first, second, later = (tmp_path / name / "s.wacz" for name in ("a", "b", "c"))
    for target in (first, second, later):
        target.parent.mkdir()
    collected(archive, first)
    collected(archive, second, now=NOW.astimezone(UTC))
    collected(archive, later, now=NOW + timedelta(days=1))
    assert first.read_bytes() == second.read_bytes() != later.read_bytes()


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_any_title(tmp_path: Path, title: str) -> None:
    archive = at(tmp_path)
    shown = " ".join(title.split())
    with crawl(archive):
        write(archive, read(1, f"{'The ferry was late. ' * 30}&lt;b&gt; {'渡' * 30}", title=shown))
    collected(archive, tmp_path / "s.wacz")
    (one,) = opened(tmp_path / "s.wacz").pages
    assert one["title"] == shown
    assert one["text"].endswith(f"<b> {'渡' * 30}")


def test_earlier_texts_are_pages_of_their_own(tmp_path: Path) -> None:
    archive = at(tmp_path)
    texts = ["The ferry was late. " * 30, "The ferry was cancelled. " * 30, "The ferry came after all. " * 30]
    for hours, text in enumerate(texts):
        with crawl(archive, hours=hours):
            write(archive, read(1, text, hours=hours), hours=hours)
    collected(archive, tmp_path / "s.wacz")
    wacz = opened(tmp_path / "s.wacz")
    assert [(one["ts"], one["text"]) for one in wacz.pages] == [("2024-05-02T08:00:00Z", texts[2].strip())]
    assert [(one["ts"], one["text"]) for one in wacz.earlier] == [
        ("2024-05-02T07:00:00Z", texts[1].strip()), ("2024-05-02T06:00:00Z", texts[0].strip()),
    ]  # fmt: skip
    bodies = [gzip.decompress(payload) for _, _, payload in wacz.of(page(1))]
    assert bodies == [html("Ferry number 1 is late", text) for text in texts]


def test_no_record_needs_another_one(tmp_path: Path) -> None:
    """A revisit has the payload, be it of an earlier capture of the article or of one that is not chosen."""
    archive = at(tmp_path)
    shared = answer("https://gazette.example/part-2", b"<p>the second part</p>", headers=(*HTML_PLAIN,))
    first = answer(page(1), b"<p>as it was</p>")
    with crawl(archive):
        write(archive, read(1, "One ferry. " * 40, first, shared))
    with crawl(archive, hours=1):
        changed = answer(page(1), b"<p>as it is</p>", hours=1)
        again = answer(shared.url, b"<p>the second part</p>", hours=1, headers=(*HTML_PLAIN, (b"Age", b"9")))
        write(archive, read(1, "Two ferries. " * 40, changed, again, hours=1), hours=1)
        other = answer(shared.url, b"<p>the second part</p>", hours=1)
        write(archive, read(2, "No ferry. " * 40, answer(page(2), b"<p>two</p>", hours=1), other), hours=1)
    with originals(archive) as kept:
        assert [str(row.kind) for row in kept.rows.where(CaptureRow)].count("revisit") == 2
    for numbers, expected in (((1,), 2), ((2,), 1), ((1, 2), 3)):
        collected(archive, tmp_path / "s.wacz", *numbers)
        found = opened(tmp_path / "s.wacz").of(shared.url)
        assert [gzip.decompress(payload) for _, _, payload in found] == [b"<p>the second part</p>"] * expected
        if numbers == (2,):
            ((head, _, _),) = found
            assert head["NewsArchive-Article"] == "%2F2024%2Fferry-2"
            assert b"ferry-1" not in opened(tmp_path / "s.wacz").everything
        elif numbers == (1,):
            assert b"Age: 9" in found[1][1]


HTML_PLAIN = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))


def test_responses_stay_as_they_were_written(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "The ferry was late. " * 30))
    collected(archive, tmp_path / "s.wacz")
    with originals(archive) as kept:
        (row,), (warc,) = kept.rows.where(CaptureRow), kept.rows.where(WarcRow)
        written = (kept.folder / warc.name).read_bytes()[row.offset : row.offset + row.length]
    wacz = opened(tmp_path / "s.wacz")
    ((_, _, entry),) = wacz.index
    begin = int(entry["offset"])
    assert wacz.files["archive/data.warc.gz"][begin : begin + int(entry["length"])] == written
    assert wacz.records[begin][0]["WARC-Record-ID"] == row.record_id


def test_secrets_of_requests_stay(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "The ferry was late. " * 30))
    collected(archive, tmp_path / "s.wacz")
    with zipfile.ZipFile(tmp_path / "s.wacz") as wacz:
        warc = gzip.decompress(wacz.read("archive/data.warc.gz"))
    assert b"secret-17" not in warc
    assert b"c2VjcmV0LTE4" not in warc
    assert warc.count(b"GET /2024/ferry-1 HTTP/1.1\r\nHost: gazette.example\r\nAccept: */*\r\n\r\n") == 1


def test_pictures_are_whole_responses(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        packed = of_file(came(archive, "quay"), (b"Content-Encoding", b"br"), (b"Content-Length", b"7"))
        fetched = packed, came(archive, "pier", redirected=True)
        write(archive, read(1, "A " * 300, shows=(("quay", "quay"), ("pier", "pier")), fetched=fetched))
    result = collected(archive, tmp_path / "s.wacz")
    assert (result.captures, result.damaged) == (4, ())
    wacz = opened(tmp_path / "s.wacz")
    ((head, http, payload),) = wacz.of(url("quay"))
    assert payload == data("quay")
    assert head["WARC-Type"] == "response"
    assert b"\r\nContent-Length: 913" not in http or len(data("quay")) == 913
    assert f"Content-Length: {len(data('quay'))}\r\n".encode() in http
    assert b"X-Archive-Orig-Content-Encoding: br\r\n" in http
    assert b"\r\nContent-Encoding" not in http
    ((_, moved, body),) = wacz.of(url("pier"))
    assert (b"302" in moved, body) == (True, b"moved")
    ((_, _, payload),) = wacz.of(url("pier").replace("pictures", "cdn"))
    assert payload == data("pier")
    types = {one["url"]: one["mime"] for _, _, one in wacz.index}
    assert types[url("quay")] == "image/png"


def test_a_picture_comes_along_whoever_showed_it_first(tmp_path: Path) -> None:
    """Its capture is the first article's; what else that one showed stays there."""
    archive = at(tmp_path)
    with crawl(archive):
        fetched = came(archive, "quay", redirected=True), came(archive, "mine")
        write(archive, read(1, "A " * 300, shows=(("quay", "quay"), ("mine", "mine")), fetched=fetched))
        write(archive, read(2, "B " * 300, shows=(("quay", "quay"),)))
    result = collected(archive, tmp_path / "s.wacz", 2)
    assert (result.posts, result.captures, result.damaged) == (1, 3, ())
    wacz = opened(tmp_path / "s.wacz")
    ((head, _, payload),) = wacz.of(url("quay").replace("pictures", "cdn"))
    assert payload == data("quay")
    assert head["NewsArchive-Article"] == "%2F2024%2Fferry-2"
    assert wacz.of(url("mine")) == []
    assert b"ferry-1" not in wacz.everything
    both = collected(archive, tmp_path / "s.wacz")
    assert (both.posts, both.captures, both.damaged) == (2, 5, ())
    opened(tmp_path / "s.wacz")


def test_another_picture_at_the_same_address_stays(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(
            archive, read(1, "A " * 300, shows=(("quay", "old"),), fetched=(came(archive, "old", at="quay"),))
        )
    with crawl(archive, hours=1):
        new = came(archive, "new", at="quay")
        write(archive, read(2, "B " * 300, shows=(("quay", "new"),), fetched=(new,), hours=1), hours=1)
    for number, name in ((1, "old"), (2, "new")):
        assert collected(archive, tmp_path / "s.wacz", number).damaged == ()
        assert [payload for _, _, payload in opened(tmp_path / "s.wacz").of(url("quay"))] == [data(name)]


def damage_record(archive: Archive, number: int) -> None:
    with originals(archive) as kept:
        row = kept.rows.where(CaptureRow, url=page(number))[0]
        (warc,) = kept.rows.where(WarcRow, id=row.warc)
        file = kept.folder / warc.name
    content = bytearray(file.read_bytes())
    content[row.offset + row.length // 2] ^= 0xFF
    file.write_bytes(content)


def lose_picture(archive: Archive, number: int) -> None:
    next(archive.pictures.media.rglob("*.png")).unlink()


def lose_warc(archive: Archive, number: int) -> None:
    next(archive.originals.folder.glob("*.warc.gz")).unlink()


def exchange_records(archive: Archive, number: int) -> None:
    """A sound record stands where the catalog knows another one."""
    with crawl(archive, hours=1):
        one, other = (archive.rows.where(CaptureRow, url=page(its))[0] for its in (number, 3))
        archive.transact(lambda rows: rows.replace(replace(one, offset=other.offset, end=other.end)))


@pytest.mark.parametrize(
    ("harm", "captures", "told", "without"),
    [
        (damage_record, 3, 1, 1),
        (lose_picture, 3, 2, 0),
        (lose_warc, 0, 5, 3),
        (exchange_records, 3, 1, 1),
    ],
)
def test_what_is_damaged_is_told_and_the_rest_comes(
    tmp_path: Path, harm: Callable[[Archive, int], None], captures: int, told: int, without: int
) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        picture = came(archive, "quay")
        write(archive, read(1, "A " * 300, shows=(("quay", "quay"),), fetched=(picture,)))
        write(archive, read(2, "B " * 300), read(3, "C " * 300))
    harm(archive, 2)
    result = collected(archive, tmp_path / "s.wacz")
    assert (result.captures, len(result.damaged), len(result.without_originals)) == (captures, told, without)
    assert len(opened(tmp_path / "s.wacz").pages) == 3 - without


def test_what_was_taken_down_is_in_no_wacz(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        fetched = came(archive, "quay"), came(archive, "mine")
        write(archive, read(1, "A " * 300, shows=(("quay", "quay"), ("mine", "mine")), fetched=fetched))
        write(archive, read(2, "B " * 300, shows=(("quay", "quay"),)))
    marked = Removed(site="gazette", source_id="/2024/ferry-1", name="2024-04-30-ferry-1.md", removed_at=NOW)
    collected(archive, tmp_path / "s.wacz", removed=(marked,))  # before the files are rewritten
    wacz = opened(tmp_path / "s.wacz")
    assert b"ferry-1" not in wacz.everything
    assert wacz.of(url("mine")) == []
    with crawl(archive, hours=1):
        identity = Identity("/2024/ferry-1", page(1))
        archive.transact(
            lambda rows: forget(rows, "gazette", identity, reason="court", now=int(NOW.timestamp()))
        )
    with crawl(archive, hours=2):
        pass  # each start goes on with takedowns
    result = collected(archive, tmp_path / "s.wacz")
    assert b"ferry-1" not in opened(tmp_path / "s.wacz").everything
    assert result.posts == 1
    assert [one.rpartition(": ")[2] for one in result.damaged] == [
        "the archive has no whole original of this picture"  # it went with the first article's
    ]


def breaking_off(posts: Iterator[StoredPost]) -> Iterator[StoredPost]:
    yield from posts
    raise StorageError("the catalog's disk is gone")


def test_nothing_half_made_is_left(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "A " * 300))
    target = tmp_path / "s.wacz"
    target.write_bytes(b"the former one")
    with originals(archive) as kept:
        posts = breaking_off(published_posts(kept.rows, Choice(), archive.folder))
        with pytest.raises(StorageError, match="gone"):
            collect(posts, (), target, now=NOW, originals={"gazette": kept})
    assert target.read_bytes() == b"the former one"
    assert {one.name for one in tmp_path.iterdir()} == {"s.wacz", "gazette"}


@pytest.mark.parametrize("split", [None, 1])
def test_what_was_collected_in_one_file_or_several_before_goes(tmp_path: Path, split: int | None) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "A " * 300), read(2, "B " * 300))
    for name in ("s.wacz", "s-00001.wacz", "s-00002.wacz", "s-00003.wacz"):
        (tmp_path / name).write_bytes(b"of an earlier collection")
    (tmp_path / "s-another.wacz").touch()
    result = collected(archive, tmp_path / "s.wacz", split=split)
    assert set(tmp_path.glob("*.wacz")) == {*result.parts, tmp_path / "s-another.wacz"}
    assert len(result.parts) == (2 if split else 1)


@pytest.mark.parametrize("split", [1, 50_000, 80_000, 10**9])
def test_files_of_a_size(tmp_path: Path, split: int) -> None:
    """Each is complete in itself: the picture that all articles show is in each of them."""
    archive = at(tmp_path)
    noise = [f"{number} " + " ".join(chr(0x4E00 + (number * 7919 + n * n * 31) % 20000) for n in range(3000))
             for number in range(1, 9)]  # fmt: skip
    with crawl(archive):
        shows = {"shows": (("quay", "quay"),)}
        write(archive, read(1, noise[0], fetched=(came(archive, "quay"),), **shows))
        write(archive, *(read(number, noise[number - 1], **shows) for number in range(2, 9)))
    target = tmp_path / "s.wacz"
    former = {tmp_path / f"s-{number:05}.wacz" for number in range(1, 10)}
    for file in former:
        file.write_bytes(b"of an earlier collection")
    result = collected(archive, target, split=split)
    assert set(tmp_path.glob("*.wacz")) == set(result.parts)  # what followed on the last one is gone
    assert [file.name for file in result.parts] == [f"s-{n + 1:05}.wacz" for n in range(len(result.parts))]
    assert len(result.parts) == {1: 8, 10**9: 1}.get(split, len(result.parts))
    assert (result.posts, result.damaged) == (8, ())
    shown = []
    for file in result.parts:
        wacz = opened(file)
        assert len(wacz.of(url("quay"))) == 1
        shown += [one["url"] for one in wacz.pages]
        assert {one["url"] for _, _, one in wacz.index} == {one["url"] for one in wacz.pages} | {url("quay")}
        assert wacz.package["title"] == file.stem
        assert file.stat().st_size <= split or len(wacz.pages) == 1
    assert 1 < len(result.parts) < 8 or split in {1, 10**9}
    if split > 1:  # and is filled
        assert all(file.stat().st_size > 0.7 * split - 8192 for file in result.parts[:-1])
    assert shown == [page(number) for number in range(1, 9)]


def test_only_a_wacz_is_split(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        write(archive, read(1, "A " * 300))
    with pytest.raises(ArgumentError, match="split-size"):
        collected(archive, tmp_path / "posts.zip", split=1000)


def test_no_article_at_all(tmp_path: Path) -> None:
    archive = at(tmp_path)
    with crawl(archive):
        pass
    result = collected(archive, tmp_path / "s.wacz")
    assert (result.posts, result.captures) == (0, 0)
    assert (
        json.loads(opened(tmp_path / "s.wacz").files["datapackage.json"])["description"]
        == "0 articles, 0 captures."
    )
