"""What can be typed into a search, and what is said where it cannot."""

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.store.search.query import Query, read_query

ANY = "{body title author outlet}"


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("harbour wall", f'{ANY} : "harbour" AND {ANY} : "wall"'),
        ("春耕", f'{ANY} : "春 耕"'),
        ("A股 上涨", f'{ANY} : "a 股" AND {ANY} : "上 涨"'),
        ('"harbour wall"', f'{ANY} : "harbour wall"'),
        ("“harbour wall”", f'{ANY} : "harbour wall"'),
        ("「港の壁」", f'{ANY} : "港 の 壁"'),
        ("harbour -wall", f'(({ANY} : "harbour") NOT ({ANY} : "wall"))'),
        ("春耕　－拖拉机", f'(({ANY} : "春 耕") NOT ({ANY} : "拖 拉 机"))'),
        ("harbour NOT wall", f'(({ANY} : "harbour") NOT ({ANY} : "wall"))'),
        ("a b OR c", f'{ANY} : "a" AND ({ANY} : "b" OR {ANY} : "c")'),
        ("(a b) OR c", f'(({ANY} : "a" AND {ANY} : "b") OR {ANY} : "c")'),
        ("harb*", f'{ANY} : "harb" *'),
        ("title:wall", 'title : "wall"'),
        ("标题：春耕", 'title : "春 耕"'),
        ('outlet:"上饶 日报"', 'outlet : "上 饶 日 报"'),
        ("wall -title:wall", f'(({ANY} : "wall") NOT (title : "wall"))'),
        ("12:30", f'{ANY} : "12 30"'),
        ("注意：安全", f'{ANY} : "注 意" AND {ANY} : "安 全"'),
        ("covid-19", f'{ANY} : "covid 19"'),
        ("rock'n'roll ！！", f'{ANY} : "rock n roll"'),
        ("مرفأ הנמל", f'{ANY} : "مرفا" AND {ANY} : "הנמל"'),
    ],
)
def test_it_is_read_as_it_is_meant(typed: str, match: str) -> None:
    assert read_query(typed).match == match


def test_sites_and_days_are_chosen() -> None:
    read = read_query("春耕 site:finews site:paper since:2026-03 until:2026年4月2日")
    assert read == Query(
        read.text, f'{ANY} : "春 耕"', ((("春", "耕"), ""),), ("finews", "paper"), "2026-03-01", "2026-04-02"
    )
    assert read_query("site:paper wall OR harbour until:2025").sites == ("paper",)
    assert read_query("wall until:2024-02").until == "2024-02-29"
    chosen = read_query(
        "wall", sites=("paper",), since="2024", until="2025", section="Sport", outlet="Gazette"
    )
    assert (chosen.sites, chosen.since, chosen.until) == (("paper",), "2024-01-01", "2025-12-31")
    assert chosen.match == f'{ANY} : "wall" AND section : "sport" AND outlet : "gazette"'


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "say what to look for"),
        ("？！", "has no word to look for"),
        ("since:2026", "has no word"),
        ("wall -site:paper", "site: goes for the whole search"),
        ("wall NOT since:2026", "since: goes for the whole search"),
        ("春耕 －网站：paper", "网站: goes for the whole search"),
        ("wall OR site:paper", "site: goes for the whole search"),
        ("site:paper OR wall", "site: goes for the whole search"),
        ("wall until:2026 OR harbour", "until: goes for the whole search"),
        ("(wall site:paper) OR harbour", "site: goes for the whole search"),
        ("harbour -(wall 自：2026)", "自: goes for the whole search"),
        ('wall "harbour', 'a " is not closed'),
        ("-wall", "say also what is to be found"),
        ("OR wall", "OR stands between two words"),
        ("wall OR", "OR stands between two words"),
        ("wall OR -harbour", "OR and - do not go together"),
        ("(wall", "without its )"),
        ("wall)", "a ) without a ("),
        ("titel:wall", "did you mean title"),
        ("title:(a b)", "no brackets"),
        ("wall since:yesterday", "since:yesterday: is no day; give YYYY-MM-DD"),
        ("wall until:2026-02-30", "is no day"),
        ("wall since:2026 until:2025", "turn them round"),
        ("wall since:2026 since:2025", "said twice"),
        ("w*", "at least two letters"),
        ("wall " * 300, "at most 1,000 characters"),
        (" ".join(f"w{n}" for n in range(40)), "at most 32 terms"),
        ("(" * 20 + "wall" + ")" * 20, "write it flatter"),
        ("wall title:", "what is to come"),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, says: str) -> None:
    with pytest.raises(ArgumentError) as raised:
        read_query(typed)
    assert says in str(raised.value)
