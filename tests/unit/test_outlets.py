from collections.abc import Callable

import pytest

from newsarchive.exceptions import ExtractionError
from newsarchive.posts.outlets import outlet_slug, outlet_tag

TABLE = [
    ("上饶日报", "shangraoribao", "上饶日报新闻"),
    ("21世纪经济报道", "21shijijingjibaodao", "21世纪经济报道新闻"),
    ("央行观察", "yangxingguancha", "央行观察新闻"),
    ("厦门日报", "shamenribao", "厦门日报新闻"),
    ("安信国际证券(香港)", "anxinguojizhengquan(xianggang)", "安信国际证券(香港)新闻"),
    ("安信国际证券（香港）", "anxinguojizhengquan(xianggang)", "安信国际证券（香港）新闻"),
    ("Mr蒋静的资本圈", "Mrjiangjingdezibenquan", "Mr蒋静的资本圈新闻"),
    ("Career In 投行PEVC", "CareerIntouxingPEVC", "Career In 投行PEVC新闻"),
    ("每日经济新闻", "meirijingjixinwen", "每日经济新闻新闻"),
    ("百瑞赢", "bairuiying", "百瑞赢新闻"),
    ("ＡＢＣ　日报", "ABCribao", "ＡＢＣ 日报新闻"),
    ("第一财经-日报", "diyicaijingribao", "第一财经-日报新闻"),
    ("e公司·官微", "egongsiguanwei", "e公司·官微新闻"),
    ("../上饶", "shangrao", "../上饶新闻"),
    ("Reuters", "Reuters", "Reuters新闻"),
]


SCRIPTS = [
    ("Политика", "Politika"), ("Україна", "Ukraina"), ("Πολιτική", "Politiki"), ("Ζωή", "Zoi"),
    ("정치", "JeongChi"), ("スポーツ", "supotsu"), ("ニュース速報", "niyususubao"), ("سياسة", "sysh"),
    ("פוליטיקה", "fvlytykh"), ("การเมือง", "karemueong"), ("राजनीति", "rajniti"), ("খেলা", "khela"),
    ("ខ្មែរ", "khmaer"), ("სპორტი", "sporti"), ("Սպորտ", "Sport"), ("Économie", "Economie"),
    ("Świat", "Swiat"), ("Überregionales", "Uberregionales"), ("Türkiye", "Turkiye"),
    ("İstanbul", "Istanbul"), ("Ørsted", "Orsted"), ("Straße", "Strasse"), ("Thời sự", "Thoisu"),
    ("E\u0301conomie", "Economie"), ("R&B", "RB"), ("Brand®", "Brand"), ("N°1", "N1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "slug"), SCRIPTS)
def test_every_script_gives_a_slug(name: str, slug: str) -> None:
    assert outlet_slug(name) == slug


@pytest.mark.parametrize(("name", "slug", "tag"), TABLE)
def test_slug_and_tag(name: str, slug: str, tag: str) -> None:
    assert outlet_slug(name) == slug
    assert outlet_tag(name, "新闻") == tag


@pytest.mark.parametrize("name", ["", "  ", "——", "😀", "()", "…！？", "_"])
def test_a_name_without_a_slug(name: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        outlet_slug(name)
    assert caught.value.reason == "no-outlet"


def test_names_as_long_as_may_be() -> None:
    assert outlet_slug("a" * 100) == "a" * 100
    assert outlet_tag("日" * 78, "新闻") == "日" * 78 + "新闻"
    assert outlet_tag("a" * 98, "新闻") == "a" * 98 + "新闻"


@pytest.mark.parametrize(
    "make",
    [
        lambda: outlet_slug("a" * 101),
        lambda: outlet_slug("上饶日报" * 10),
        lambda: outlet_slug("日" * 1_000_000),
        lambda: outlet_tag("日" * 79, "新闻"),
        lambda: outlet_tag("a" * 99, "新闻"),
    ],
)
def test_no_file_is_named_by_more(make: Callable[[], str]) -> None:
    with pytest.raises(ExtractionError) as caught:
        make()
    assert caught.value.reason == "outlet-too-long"
