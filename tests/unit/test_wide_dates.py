"""Dates in the wide forms of East Asian type: found wherever the plain ones are."""

from datetime import UTC, datetime

import pytest

from newsarchive.dates import parse_date
from newsarchive.dates.within_text import dates_in

WIDE = str.maketrans("0123456789:-/.", "０１２３４５６７８９：－／．")
SHAPES = [
    "{0} {1}", "({0} {1})", "记者 王强 {0} {1}", "来源：某报 时间：{0} {1} 点击：12", "{1} {0}",
    "発行 {0}　{1}　更新",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("day", ["2024-05-06", "2024/05/06", "2024.05.06", "2024年5月6日"])
@pytest.mark.parametrize("clock", ["10:30", "10:30:15"])
@pytest.mark.parametrize("wide", ["day", "clock", "both"])
def test_wide_forms_are_read_as_plain_ones(shape: str, day: str, clock: str, wide: str) -> None:
    plain = [found.value for found in dates_in(shape.format(day, clock), "zh")]
    line = shape.format(
        day.translate(WIDE) if wide != "clock" else day, clock.translate(WIDE) if wide != "day" else clock
    )
    assert [found.value for found in dates_in(line, "zh")] == plain
    assert plain[0].startswith("2024-05-06 10:30")


@pytest.mark.parametrize("colon", ["：", "﹕", "∶"])
def test_colons_of_other_kinds_part_a_clock(colon: str) -> None:
    line = f"2024-05-06 10{colon}30"
    assert [found.value for found in dates_in(line, "")] == ["2024-05-06 10:30:00"]
    read = parse_date(line, reference=datetime(2024, 5, 7, tzinfo=UTC), zone=UTC, language="zh")
    assert read.instant == datetime(2024, 5, 6, 10, 30, tzinfo=UTC)
