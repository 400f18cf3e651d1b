"""What is found of articles: where words stood, between which times they went, and what is said besides."""

import random
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.items import Article, Gone
from newsarchive.profiles import SiteProfile
from newsarchive.showing.found import hit_values, notes
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.row_kinds import ArticleRow, RevisionRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.replayable import restore
from newsarchive.store.search import in_file
from newsarchive.store.search.found import Hit, SearchEnded, articles_in, search
from newsarchive.store.search.marks import marked, snippet
from newsarchive.store.search.query import read_query
from newsarchive.store.search.standing import ranges, standing
from newsarchive.store.submissions import Extracted
from tests.unit.remembering import NOW, article, opened, source_id, submission

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIELD = "田里一派忙碌，拖拉机来回穿梭，农户们抢抓农时。" * 6


def at(hours: float, of: Article) -> Article:
    """The article as its source served it some hours later."""
    return replace(of, fetched_at=NOW + timedelta(hours=hours))


def edited(number: int, hours: float, text: str, **fields: str) -> Article:
    return at(hours, replace(article(number, text=text), title="水库蓄水过半", **fields))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Archive:
    """Over five runs of an hour each: sentences, a title, an author and an outlet come and go."""
    archive = Archive(tmp_path_factory.mktemp("said") / "finews", profile)
    editions = {
        0: [edited(0, 0, f"{FIELD}副县长在现场讲话。"), edited(1, 0, FIELD, author="林晚舟"),
            edited(2, 0, FIELD), edited(3, 0, f"{FIELD}临时补充说明。" * 3), edited(4, 0, FIELD)],
        1: [edited(0, 1, f"{FIELD}副县长在现场讲话。第二天又有雨。"),
            edited(1, 1, f"{FIELD}天晴。", author="周明"),
            replace(edited(2, 1, f"{FIELD}有更正。"), title="错字连篇的标题")],
        2: [edited(0, 2, f"{FIELD}第二天又有雨。"), edited(2, 2, f"{FIELD}有更正。"), edited(3, 2, "临时。")],
        3: [edited(0, 3, f"{FIELD}第二天又有雨，第三天也是。")],
    }  # fmt: skip
    for hours, found in editions.items():
        with opened(archive, hours=hours):
            archive.write([submission(one, profile) for one in found], now=NOW + timedelta(hours=hours))
    with opened(archive, hours=4):
        gone = article(4)
        archive.write([Gone(gone.source_id, gone.url)], now=NOW + timedelta(hours=4))
    return archive


def hits(archive: Archive, query: str) -> list[Hit]:
    return search([archive.folder], read_query(query)).hits


def only(archive: Archive, query: str) -> Hit:
    (hit,) = hits(archive, query)
    return hit


def told(hit: Hit) -> list[str]:
    return notes(hit, SHANGHAI)


@pytest.mark.parametrize("few", [0, 20])
def test_a_deleted_sentence_is_found_with_when_it_went(
    archive: Archive, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of few revisions as of very many, which are looked at in one go."""
    monkeypatch.setattr(in_file, "FEW", few)
    hit = only(archive, "副县长在现场讲话")
    assert told(hit) == ["stood in revisions 1–2, gone between 2022-03-08 09:00 CST and 2022-03-08 10:00 CST"]
    assert (hit.revision, hit.is_published, hit.source_id) == (2, False, source_id(0))
    assert ("副县长在现场讲话", True) in hit.text
    values = hit_values(hit, SHANGHAI)
    assert values["revisions"] == [1, 2]
    assert (values["gone_after"], values["gone_before"]) == (
        "2022-03-08T09:00:00+08:00", "2022-03-08T10:00:00+08:00",
    )  # fmt: skip
    assert values["stands"] is False


def test_what_stands_is_told_without_more(archive: Archive) -> None:
    hit = only(archive, "第三天")
    assert told(hit) == []
    assert (hit.revision, hit.is_published, hit.standing.revisions) == (4, True, (4,))
    assert told(only(archive, "第二天又有雨")) == []


def test_former_titles_authors_and_outlets_are_found(archive: Archive) -> None:
    title = only(archive, "错字连篇")
    assert told(title) == ["stood in revision 2, gone between 2022-03-08 09:00 CST and 2022-03-08 10:00 CST"]
    assert title.title == (("错字连篇", True), ("的标题", False))
    author = only(archive, "author:林晚舟")
    assert told(author) == ["stood in revision 1, gone between 2022-03-08 08:00 CST and 2022-03-08 09:00 CST"]
    assert author.author == "林晚舟"
    assert hits(archive, "title:林晚舟") == []
    assert len(hits(archive, "outlet:上饶日报")) == 5


def test_what_was_recorded_and_never_published_is_named_so(archive: Archive) -> None:
    hit = only(archive, '"临时" -补充')
    assert told(hit) == ["stands in revision 2, which was recorded and not published (shrunken)"]


def test_a_withdrawn_article_is_found_and_said_to_be(archive: Archive) -> None:
    withdrawn = [hit for hit in hits(archive, "拖拉机") if hit.withdrawn is not None]
    assert [hit.source_id for hit in withdrawn] == [source_id(4)]
    assert told(withdrawn[0]) == ["withdrawn: the source has it no more since 2022-03-08 12:00 CST"]


def test_what_no_source_took_out_is_told_as_what_it_was(
    tmp_path: Path, archive: Archive, profile: SiteProfile
) -> None:
    other = Archive(tmp_path / "finews", profile)
    for hours, text in enumerate([FIELD, f"{FIELD}后来的话。"]):
        with opened(other, hours=hours):
            other.write([submission(edited(0, hours, text), profile)], now=NOW + timedelta(hours=hours))
    with opened(other, hours=2, command="history"):
        (row,) = other.rows.where(ArticleRow)
        other.desk.now = int((NOW + timedelta(hours=2)).timestamp())
        other.transact(lambda _: restore(other.desk, row, 1))
        other.publish_pending()
    assert told(only(other, "后来的话")) == [
        "stood in revision 2, revision 3 was put back 2022-03-08 10:00 CST, and lacks them"
    ]
    with opened(other, hours=3, command="replay"):
        other.desk.offline = True
        again = submission(edited(0, 1, f"{FIELD}重新读出。"), profile)
        assert isinstance(again, Extracted)
        other.write([replace(again, kind=RevisionKind.RE_EXTRACTED)], now=NOW + timedelta(hours=3))
        assert other.rows.where(RevisionRow)[-1].kind == "re-extracted"
    assert "revision 3 was put back" in told(only(other, "后来的话"))[0]
    assert len(hits(other, "重新读出")) == 1


def revision(number: int, kind: str, hour: int) -> dict[str, object]:
    """Served at an hour of 8 March, and stored on the day after."""
    at = NOW + timedelta(hours=hour)
    stored = int((NOW + timedelta(days=1)).timestamp())
    return {"id": number, "number": number, "kind": kind, "fetched": at.isoformat(), "stored": stored}


@pytest.mark.parametrize(
    ("kinds", "having", "says", "pair"),
    [
        (["crawled 8", "crawled 9", "restored 8", "crawled 14"], {1, 3}, "gone between 8 and 9", (1, 2)),
        (["crawled 8", "crawled 9", "restored 8", "crawled 14"], {2}, "gone between 9 and 14", (2, 4)),
        (["crawled 8", "crawled 9", "restored 8"], {2},
         "revision 3 was put back stored, and lacks them", (2, 3)),
        (["crawled 8", "crawled 9", "restored 8", "re-extracted 9"], {1, 3}, "gone between 8 and 9", (1, 2)),
        (["crawled 8", "crawled 9", "crawled 10", "re-extracted 10"], {1, 3},
         "revision 4 was read anew from its originals stored, and lacks them", (3, 4)),
        (["crawled 8", "shrunken 9", "crawled 10"], {1}, "gone between 8 and 10", (1, 3)),
        (["adopted 8", "crawled 9"], {1}, "gone before 9", (1, 2)),
        (["rebuilt 12", "crawled 9"], {1}, "gone before 9", (1, 2)),
        (["crawled 8", "rebuilt 9"], {1},
         "revision 2 was taken from its post stored, and lacks them", (1, 2)),
        (["crawled 9", "crawled 8"], {1}, "revision 2, stored stored, lacks them", (1, 2)),
    ],
)  # fmt: skip
def test_words_went_when_their_source_took_them_out(
    kinds: list[str], having: set[int], says: str, pair: tuple[int, int]
) -> None:
    rows = [revision(at, *(one.split()[0], int(one.split()[1]))) for at, one in enumerate(kinds, 1)]
    where = standing(rows, having.__contains__, len(rows))
    assert where.told(lambda when: "stored" if isinstance(when, int) else str(when.hour)).endswith(
        f", {says}"
    )
    assert (where.having, where.lacking) == pair


def test_pages_have_each_article_once(archive: Archive) -> None:
    query = read_query("拖拉机")
    pages = [search([archive.folder], query, page=page, size=2) for page in (1, 2, 3)]
    assert [len(page.hits) for page in pages] == [2, 2, 1]
    assert [page.has_more for page in pages] == [True, True, False]
    found = [hit.source_id for page in pages for hit in page.hits]
    assert sorted(found) == [source_id(n) for n in range(5)]
    with pytest.raises(ArgumentError, match="1,000 articles at most"):
        search([archive.folder], query, page=400, size=20)


def test_the_current_wording_can_be_asked_for_alone(archive: Archive) -> None:
    assert len(articles_in(archive.folder, read_query("副县长"))) == 1
    assert articles_in(archive.folder, read_query("副县长"), current=True) == []
    assert len(articles_in(archive.folder, read_query("第二天"), current=True)) == 1


def test_planted_sentences_that_were_deleted_are_all_found(tmp_path: Path, profile: SiteProfile) -> None:
    rng = random.Random(11)
    signs = [chr(code) for code in range(0x4E00, 0x4E00 + 900)]
    planted = {number: "".join(rng.sample(signs, 9)) for number in range(20)}
    archive = Archive(tmp_path / "finews", profile)
    for hours in (0, 1):
        with opened(archive, hours=hours):
            archive.write([
                submission(edited(n, hours, FIELD + (said if not hours else "又一句。")), profile)
                for n, said in planted.items()
            ], now=NOW + timedelta(hours=hours))  # fmt: skip
    for number, said in planted.items():
        hit = only(archive, said[3:7])
        assert hit.source_id == source_id(number)
        assert hit.standing.revisions == (1,)
        assert hit.standing.without == NOW.astimezone(UTC) + timedelta(hours=1)


def test_a_search_that_takes_too_long_is_ended(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_file, "STEPS", 1)
    with pytest.raises(SearchEnded, match="was ended after 0 seconds; look for rarer words"):
        search([archive.folder], read_query("拖拉机"), within=0)


def test_sites_are_chosen_by_name(archive: Archive) -> None:
    assert len(hits(archive, "拖拉机 site:finews")) == 5
    with pytest.raises(ArgumentError, match="did you mean finews"):
        hits(archive, "拖拉机 site:finewz")


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("Der Hafen: HÄFEN und Hafenmauer", "hafen", ["Hafen", "HÄFEN"]),
        ("Hafenmauer", "hafen*", ["Hafenmauer"]),
        ("ＡＢＣ股份，abc 股份", '"abc股"', ["ＡＢＣ股", "abc 股"]),
        ("ميناء المدينة", "المدينة", ["المدينة"]),
        ("ท่าเรือเมือง", "เรือ", ["เรือ"]),
        ("a-b, a b a", '"a b"', ["a-b", "a b"]),
        ("nothing here", "else", []),
    ],
)
def test_marks_are_where_the_words_are(text: str, query: str, marks: list[str]) -> None:
    pieces = marked(text, read_query(query).phrases, "body")
    assert [piece for piece, is_marked in pieces if is_marked] == marks
    assert "".join(piece for piece, _ in pieces) == text


def test_a_snippet_is_bounded_whatever_the_text_is() -> None:
    phrases = read_query("needle").phrases
    hay = "straw " * 50_000
    pieces = snippet(f"{hay}NEEDLE {hay}", phrases, "body", 100)
    assert ("NEEDLE", True) in pieces
    assert len("".join(piece for piece, _ in pieces)) <= 102
    assert snippet("", phrases, "body", 100) == ()


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        ("Barges moored beneath the harbourmaster's window. " * 9, "ferry"),
        ("Ночные поезда задерживаются из-за снегопада. " * 9, "паром"),
        ("توقفت القوارب عند الرصيف القديم. " * 9, "عبارة"),
    ],
)
def test_a_snippet_cuts_no_word_in_two(said: str, hit: str) -> None:
    for at in range(20, 60):
        text = f"{said[:at].strip()} {hit} {said}"
        pieces = snippet(text, read_query(hit).phrases, "body", 100)
        shown = "".join(piece for piece, _ in pieces).strip("…").split()
        assert hit in shown
        assert set(shown) <= set(text.split())


def test_a_snippet_begins_near_the_words_where_there_are_no_blanks() -> None:
    pieces = snippet(FIELD + "渡船" + FIELD, read_query("渡船").phrases, "body", 100)
    shown = "".join(piece for piece, _ in pieces)
    assert (shown.index("渡船"), len(shown)) == (31, 102)


def test_of_a_title_without_end_a_piece_is_shown(tmp_path: Path, profile: SiteProfile) -> None:
    archive = Archive(tmp_path / "finews", profile)
    with opened(archive):
        endless = replace(article(0), title=f"{'straw ' * 20_000}needle{' hay' * 20_000}")
        archive.write([submission(endless, profile)], now=NOW)
    (hit,) = hits(archive, "needle")
    assert ("needle", True) in hit.title
    assert len("".join(piece for piece, _ in hit.title)) < 600


def test_numbers_are_told_as_ranges() -> None:
    assert [ranges(one) for one in ((1,), (1, 2, 3), (1, 3, 4), ())] == ["1", "1–3", "1, 3–4", ""]
    assert ranges(range(1, 25, 2)) == "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23"
    assert ranges([*range(1, 9999, 2), 9999, 10000]) == "1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, …, 9999–10000"
