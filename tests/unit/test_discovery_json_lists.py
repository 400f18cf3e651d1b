# ruff: noqa: E501  a line of markup or of Chinese stays whole
import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.pages.json_answers import at_path, read_json, read_json_list

LIST = '{"data": {"list": [{"code": 12, "t": "", "title": "A", "x": [{"u": "/a"}]}, {"code": true}, "no", null]}}'


def test_a_list_with_fields_and_what_stands_in_for_them() -> None:
    fields = {"id": "code", "title": ["t", "title"], "url": "x[0].u"}
    assert read_json_list(LIST, items="data.list", fields=fields) == [
        {"id": "12", "title": "A", "url": "/a"}, {}, {}, {},
    ]  # fmt: skip
    assert read_json_list('[{"a": 1.5}]', items="", fields={"a": "a"}) == [{"a": "1.5"}]


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', '\ufeff {"a": 1} ', 'cb({"a": 1});', '/**/ a.b["c"]({"a": 1})', 'var x = {"a": 1};',
     "typeof cb === 'function' && cb({\"a\": 1});", 'try{cb({"a": 1})}catch(e){}', ')]}\',\n{"a": 1}',
     'while(1);{"a": 1}', '{"a": 1, "a": 2}'],
)  # fmt: skip
def test_json_in_its_wrappings_the_first_of_equal_keys_counting(text: str) -> None:
    assert read_json(text) == {"a": 1}


@pytest.mark.parametrize(
    "text",
    ["", "<html>", '{"a": [1, 2', "[NaN]", "[Infinity]", "[" * 100_000, "[" + "1" * 5000 + "]", "cb(", "cb(1) x)",
     "a(" + ")" * 100_000, "a(1" + " " * 100_000 + "x", "a.b" * 100_000 + "="],
)  # fmt: skip
def test_unreadable_json(text: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        read_json(text)
    assert caught.value.reason == "unreadable-json"
    assert len(caught.value.detail) < 1000


def test_no_list_at_the_path() -> None:
    for items in ("data", "data.list[0]", "data.list[9]", "nothing", "data.list.x"):
        with pytest.raises(ExtractionError) as caught:
            read_json_list(LIST, items=items, fields={})
        assert caught.value.reason == "no-list"


def test_half_a_character_is_dropped_as_it_is_from_posts() -> None:
    assert at_path(read_json(r'{"a": "x\ud800y"}'), "a") == "xy"


def test_a_list_without_end_is_bounded() -> None:
    assert (
        len(read_json_list("[" + "{}," * 20_000 + "{}]", items="", fields={})) == 10_001
    )  # one shows that there are more
