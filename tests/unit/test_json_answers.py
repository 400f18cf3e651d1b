import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.pages.json_answers import at_path, read_json


@pytest.mark.parametrize(
    ("text", "record"),
    [
        ("{}", {}),
        (' {"a": 1}\n', {"a": 1}),
        ('{"a": "x\ty\nz\u0000"}', {"a": "x\ty\nz\u0000"}),
        ('{"a": "\\ud800"}', {"a": "\ud800"}),
        ('{"a": 1, "a": 2}', {"a": 1}),
        ('{"a": 1e999}', {"a": float("inf")}),
    ],
)
def test_readable(text: str, record: dict[str, object]) -> None:
    assert read_json(text) == record


@pytest.mark.parametrize(
    "text",
    ["", '{"a": "cut', "<html></html>", '{"a": NaN}', '{"a": -Infinity}', "{'a': 1}", '{"a": 1} trailing',
     "[" * 100_000, '{"a":' * 100_000, '{"a": ' + "9" * 10_000 + "}"],
    ids=lambda text: text[:20] or "empty",
)  # fmt: skip
def test_unreadable(text: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_json(text)
    assert caught.value.reason == "unreadable-json"
    assert len(caught.value.detail) < 500
    assert caught.value.detail.isprintable()


def test_only_text_and_numbers_are_statements() -> None:
    record = {"a": "x", "b": 1646612586, "c": True, "d": None, "e": 1.5, "f": ["x"], "g": {"h": 1}, "i": ""}
    stated = [at_path(record, key) for key in ["i", "b", "missing", "a", *"cdefg"]]
    assert stated == ["", "1646612586", None, "x", None, None, "1.5", None, None]
