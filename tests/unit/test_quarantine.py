import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsarchive.store.quarantine import QuarantineLog

AT = datetime(2022, 3, 7, 8, tzinfo=UTC)


def add(log: QuarantineLog, **different: Any) -> bool:
    entry: dict[str, Any] = {
        "source_id": "NW1", "url": "http://a.example/1", "reason": "no-date", "detail": "states no date",
        "record": {"title": "题"}, "at": AT,
    }  # fmt: skip
    return log.add(**entry | different)


def entries(log: QuarantineLog) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.path.read_bytes().splitlines()]


def test_an_entry_has_record_reason_url_and_time(tmp_path: Path) -> None:
    log = QuarantineLog(tmp_path / "quarantine.jsonl")
    log.open()
    assert add(log)
    (entry,) = entries(log)
    assert entry.pop("digest")
    assert entry == {
        "id": "NW1", "url": "http://a.example/1", "reason": "no-date", "detail": "states no date",
        "time": "2022-03-07T08:00:00+00:00", "record": {"title": "题"},
    }  # fmt: skip
    assert "题" in log.path.read_text(encoding="utf-8"), "for people to read"


def test_the_same_record_is_written_once_also_by_a_later_run(tmp_path: Path) -> None:
    log = QuarantineLog(tmp_path / "quarantine.jsonl")
    assert [add(log), add(log, at=AT.replace(hour=9)), add(log, reason="no-title")] == [True, False, True]
    later = QuarantineLog(log.path)
    later.open()
    assert not add(later)
    assert add(later, record={"title": "别题"})
    assert len(entries(log)) == 3


def test_a_torn_or_strange_line_counts_as_absent(tmp_path: Path) -> None:
    log = QuarantineLog(tmp_path / "quarantine.jsonl")
    add(log)
    torn = log.path.read_bytes()[:-20]
    log.path.write_bytes(b'null\n[]\n{"digest": []}\n\xff\n' + torn)
    later = QuarantineLog(log.path)
    later.open()
    assert add(later)
    assert json.loads(log.path.read_bytes().splitlines()[-1])["id"] == "NW1"


def test_hostile_records_are_kept_whole_on_one_line(tmp_path: Path) -> None:
    record = {"title": "\ud800\u2028\x00\n", "body": "字" * 100_000, "刘": "😀"}
    log = QuarantineLog(tmp_path / "quarantine.jsonl")
    add(log, source_id="../\x00\udfff", detail="\ud800", record=record)
    (line,) = log.path.read_bytes().split(b"\n")[:-1]
    assert json.loads(line)["record"] == record
