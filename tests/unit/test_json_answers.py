import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.pages.json_answers import at_path, read_json, read_json_list


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


@pytest.mark.parametrize(
    "text",
    [
        "{" * 4_000_000,
        "[" * 4_000_000,
        '{"a":' * 500_000,
        "[" + "{}," * 500_000 + "{}]",
        "[" + "1," * 1_000_001 + "1]",
        "f(" + "[]," * 500_000 + ")",
    ],
    ids=["braces", "brackets", "objects", "empty", "numbers", "padded"],
)
def test_an_answer_of_masses_of_values_is_not_read(text: str) -> None:
    with pytest.raises(ExtractionError, match="more values than any list") as caught:
        read_json(text)
    assert caught.value.reason == "unreadable-json"


def test_a_long_answer_is_read() -> None:
    assert (
        len(read_json('[{"t": "' + "words, and words " * 20 + '"}' + ', {"t": [1]}' * 100_000 + "]"))
        == 100_001
    )


@pytest.mark.parametrize("odd", ["NaN", "-Infinity", "Infinity", "9" * 10_000, "-" + "1" * 5000, "1e999"])
def test_a_value_that_is_none_spoils_no_list(odd: str) -> None:
    """Be it in an item that is wanted, in another field, beside the list or an item of its own."""
    items = '[{"id": 1, "n": %s}, {"id": %s}, %s, {"id": "3"}]'
    text = '{"seen": %s, "data": %s}' % (odd, items % (odd, odd, odd))  # noqa: UP031  braces of JSON
    found = read_json_list(text, items="data", fields={"id": "id"})
    assert [one.get("id") for one in found] == ["1", None, None, "3"]
