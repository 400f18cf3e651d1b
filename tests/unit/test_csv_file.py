import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.collecting import csv_file
from newsarchive.collecting.columns import COLUMNS, record_of
from newsarchive.collecting.csv_file import LONGEST, write_csv
from newsarchive.collecting.safe_csv import harmless
from tests.unit.test_collecting import collected, post

BODY = '<p>Ferry, “sails”;\tagain</p>\r\n<p>又\n一\r段 "quoted" \u2028</p>'


def written(path: Path, *texts: str) -> tuple[list[dict[str, str]], list[str]]:
    """A file's rows and what is said of it; the texts are titles."""
    titled = (record_of(replace(post(number), title=text)) for number, text in enumerate(texts, 1))
    notes = write_csv(path, titled)
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True)), notes


def test_it_is_what_rfc_4180_says(tmp_path: Path) -> None:
    text = post(1).post.decode().replace("<p>田里", f"{BODY}<p>田里")
    collected(tmp_path / "a.csv", post(1, text=text), post(2))
    data = (tmp_path / "a.csv").read_bytes()
    head, _, _ = data.partition(b"\r\n")
    assert head.decode().split(",") == list(COLUMNS)
    assert data.endswith(b"\r\n")
    first, second = csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True)
    assert BODY in first["body"]
    assert first["listings"] == "http://a.example/\nhttp://a.example/feed"
    assert (first["captures"], first["gone_since"], first["more"], first["pictures"]) == ("2", "", "", "")
    assert first["published"] == "2022-03-07T08:23:06+08:00"
    assert second["title"] == "第2篇"


def test_a_byte_order_mark_is_there_where_it_is_asked_for(tmp_path: Path) -> None:
    for bom in (False, True):
        collected(tmp_path / "a.csv", post(1), bom=bom)
        assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfsite,") is bom


_SIGNS = st.sampled_from(list("=+-@|%＝＠﹢−'\"；;,\t\r\n 　\u00a0\u200b\u202e\ufeff\u2028a1港ءท👩"))


@given(st.text(st.one_of(_SIGNS, st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back_and_is_not_run(text: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([harmless(text), "next"])
    ((cell, following),) = csv.reader(io.StringIO(file.getvalue(), newline=""), strict=True)
    assert (cell in {text, f"'{text}"}, following) == (True, "next")
    assert not cell.lstrip(" \u3000\u00a0\u200b\u202e\ufeff\u2028").startswith(tuple("=+-@|%＝＠﹢−\t\r\n"))


@pytest.mark.parametrize(("sign", "units"), [("a", 1), ("港", 1), ("ء", 1), ("ท", 1), ("𠮷", 2), ("👩", 2)])
def test_a_cell_is_no_longer_than_excel_takes(sign: str, units: int, tmp_path: Path) -> None:
    most = LONGEST // units
    rows, notes = written(tmp_path / "a.csv", sign * most, sign * (most + 1))
    whole, cut = (row["title"] for row in rows)
    assert whole == sign * most
    assert len(cut.encode("utf-16-le")) // 2 in {LONGEST - 1, LONGEST}
    assert cut.endswith(f"{sign}… [{most + 1:,} characters]")
    assert notes == [f"{post(2).name}: its title is cut, as a cell takes 32,767 characters"]


def test_what_is_run_is_no_longer_than_excel_takes_either(tmp_path: Path) -> None:
    (row,), notes = written(tmp_path / "a.csv", "=" * LONGEST)
    assert row["title"].startswith("'=")
    assert (len(row["title"]), len(notes)) == (LONGEST, 1)


def test_more_lines_than_excel_shows_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "ROWS", 3)
    assert written(tmp_path / "a.csv", "a", "b")[1] == []
    (note,) = written(tmp_path / "a.csv", "a", "b", "c")[1]
    assert note == "Excel shows 2 articles of a file; choose fewer, as by --since and --until"
