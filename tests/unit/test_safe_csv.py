import csv
from io import BytesIO

import pytest
from scrapy.settings import Settings

from newsarchive.collecting.safe_csv import SafeCsvExporter


def exported(*values: object) -> list[str]:
    file = BytesIO()
    exporter = SafeCsvExporter(file)
    exporter.start_exporting()
    exporter.export_item({f"field{number}": value for number, value in enumerate(values)})
    exporter.finish_exporting()
    return list(csv.reader(file.getvalue().decode().splitlines(keepends=True)))[1]


@pytest.mark.parametrize(
    "text",
    ["=1+2", "=HYPERLINK(\"http://x\")", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1",
     " =1", "\u00a0=1", "\ufeff=1", "＝1", "＋1", "－1", "＠SUM(1)", "|x", "%x", "﹦1", "﹢1", "﹣1",
     "﹫SUM(1)", "⁼1", "⁺1", "⁻1", "\u22121", "\u3000=1", "\u200b=1", "\u2060\u202e=1", "\u200f=1", "\x00=1",
     "\x1f +1", "％1", "｜1", "\u3164=1", "\uffa0\u115f＝1", "\u2800@SUM(1)", "\ufe0f-1", "\u034f+1",
     "\U000e0100|x", "\ue000=1", "\u0e31=1", "\u064b=1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert exported(text) == [f"'{text}"]
    assert exported((text, "b")) == [f"'{text},b"]


@pytest.mark.parametrize(
    "text",
    ["A title", "a=b", "1-2", "", "'quoted", "标题", "— and so on", "a\n=b", "عبّارة", "\u200fعبّارة", "ท่าเรือ",
     "“=1”", "３=1", "·-1", "\u3164a=1", "e\u0301=1", "한=1"],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert exported(text) == [text]


def test_numbers_and_nothing_stay() -> None:
    assert exported(-1, 2.5, None, True) == ["-1", "2.5", "", "True"]


def test_it_is_what_a_run_exports_with() -> None:
    settings = Settings()
    settings.setmodule("newsarchive.settings", priority="project")
    assert settings.getwithbase("FEED_EXPORTERS")["csv"] == "newsarchive.collecting.safe_csv.SafeCsvExporter"
