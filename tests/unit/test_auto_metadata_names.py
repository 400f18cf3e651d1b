"""Names out of bylines, without places, roles and titles of offices."""

import pytest

from newsarchive.extraction.metadata.names import names_in
from tests.unit.test_auto_metadata_fields import first, ld, page

BYLINES = {
    "By Ann Lee in Berlin and Bo Ray in Rome": ["Ann Lee", "Bo Ray"],
    "Von Ida Holm in Bad Homburg und Bo Ray": ["Ida Holm", "Bo Ray"],
    "Par Anne Roux à Lyon et Luc Petit": ["Anne Roux", "Luc Petit"],
    "Por Ana Ruiz en Madrid y Luis Gil": ["Ana Ruiz", "Luis Gil"],
    "Анна Ли и Борис Рай": ["Анна Ли", "Борис Рай"],
    "Anna Nowak oraz Jan Kos": ["Anna Nowak", "Jan Kos"],
    "Ayşe Kaya ve Ali Can": ["Ayşe Kaya", "Ali Can"],
    "By Ann Lee, Health Correspondent": ["Ann Lee"],
    "By Ann Lee, Political Editor": ["Ann Lee"],
    "Ann Lee, Chief Foreign Affairs Correspondent": ["Ann Lee"],
    "Ida Holm, Redakteurin": ["Ida Holm"],
    "Anne Roux, journaliste": ["Anne Roux"],
    "Ana Ruiz (corresponsal)": ["Ana Ruiz"],
    "By Dr. Ann van der Lee-O’Neil Jr.": ["Dr. Ann van der Lee-O’Neil Jr."],
    "Ann Lee, PhD": ["Ann Lee, PhD"],
    "By Ann Lee, Reuters": ["Ann Lee"],
    "By Ann Lee and Bo Ray, AP": ["Ann Lee", "Bo Ray"],
    "Ann Lee, The Associated Press": ["Ann Lee"],
    "Ann Lee, Bloomberg News": ["Ann Lee"],
    "Ann Lee / Reuters": ["Ann Lee"],
    "Ann Lee, Reuters and Bo Ray, AP": ["Ann Lee", "Bo Ray"],
    "Von Ida Holm, Rom": ["Ida Holm"],
    "Von Ida Holm, Rom (dpa)": ["Ida Holm"],
    "Von Ida Holm, Berlin, und Jan Roth, Rom": ["Ida Holm", "Jan Roth"],
    "Von Ida Holm, New York": ["Ida Holm"],
    "Von Ida Holm – Rom": ["Ida Holm"],
    "Par Anne Roux, à Rome": ["Anne Roux"],
    "Por Ana Ruiz, EFE": ["Ana Ruiz"],
    "Анна Ли, ТАСС": ["Анна Ли"],
    "Ayşe Kaya, Ankara": ["Ayşe Kaya", "Ankara"],
    "Ann Lee, CFP®": ["Ann Lee", "CFP®"],
    "Ann Lee last updated 4 April 17": ["Ann Lee"],
    "Ann Lee, View author archive": ["Ann Lee"],
    "Reuters": ["Reuters"],
    "Reuters, AFP": ["Reuters", "AFP"],
    "Madonna, Ann Lee": ["Madonna", "Ann Lee"],
    "By Ann Lee, Bo Ray and Cy Dow.": ["Ann Lee", "Bo Ray", "Cy Dow"],
    "記者：王小明、李大華／台北報導": ["王小明", "李大華"],
    "記者王小明": ["王小明"],
    "本报记者 张三 李四": ["张三", "李四"],
}


@pytest.mark.parametrize(("byline", "names"), BYLINES.items(), ids=BYLINES.keys())
def test_names_alone(byline: str, names: list[str]) -> None:
    assert names_in(byline) == names


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "givenName": "Ann", "familyName": "Lee"}, "Ann Lee"),
        (
            [{"givenName": "Ann", "familyName": "Lee"}, {"name": ["Bo Ray", "Cy Dow"]}],
            "Ann Lee, Bo Ray, Cy Dow",
        ),
        ({"@type": "Person", "familyName": "Lee"}, "Lee"),
        ({"@type": "Person", "name": "By Ann Lee, Political Editor"}, "Ann Lee"),
    ],
)
def test_structured_names(author: object, expected: str) -> None:
    assert first(page(above=ld(author=author)), "author") == expected


@pytest.mark.parametrize("byline", ["記者：王小明、李大華／台北報導", "記者王小明、李大華/高雄報導"])
def test_a_traditional_byline(byline: str) -> None:
    assert first(page(f"<p>{byline}</p>"), "author") == "王小明, 李大華"
