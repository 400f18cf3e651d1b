"""Everything that was ever said is found: each sign of scripts without spaces, words of the others."""

import random

import pytest

from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.search.found import articles_in
from newsarchive.store.search.query import read_query
from tests.unit.remembering import NOW, article, opened, submission

SIGNS = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可"
    "主发年动同工也能下过子说产种面而方后多定行学法所民得经"
)
OTHERS = [
    "ชาวนาเริ่มหว่านข้าวในทุ่งกว้างริมแม่น้ำเมื่อเช้านี้",
    "ຊາວນາເລີ່ມປູກເຂົ້າຢູ່ທົ່ງນາ",
    "កសិករចាប់ផ្តើមដាំស្រូវ",
    "လယ်သမားများစပါးစိုက်ပျိုး",
    "농부들은서울에서봄갈이를시작했다",
    "ハタケでトラクターがうごいている",
    "𠮷野家の𠀋夫な人",
]


def said() -> list[str]:
    rng = random.Random(3)
    texts = [
        "，".join("".join(rng.choices(SIGNS, k=rng.randrange(3, 30))) for _ in range(8)) for _ in range(60)
    ]
    return [*texts, *OTHERS]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, profile: SiteProfile) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("said") / "finews", profile)
    with opened(archive):
        found = [submission(article(n, text=text), archive.profile) for n, text in enumerate(said())]
        archive.write(found, now=NOW)
    return archive


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_any_part_of_a_text_is_found(archive: Archive, length: int) -> None:
    rng = random.Random(length)
    for text in [*rng.sample(said(), 20), *OTHERS]:
        run = max(text.split("，"), key=len)
        start = rng.randrange(len(run) - length)
        part = run[start : start + length]
        expected = {number + 1 for number, one in enumerate(said()) if part in one}
        assert expected
        assert set(articles_in(archive.folder, read_query(f'"{part}"'))) >= expected, part


WRITTEN = {
    "tracteur": "TRACTEUR ＴＲＡＣＴＥＵＲ tract*",
    "Café": "cafe CAFÉ cafe\u0301 café",
    "οδός": "ΟΔΟΣ οδοσ",
    "أخبار": "اخبار أَخبار",
    "ТРАКТОР": "трактор",
    "Straße": "STRASSE strasse straße",
}


def test_words_are_found_however_they_are_written(archive: Archive) -> None:
    with opened(archive, hours=2):
        texts = [submission(article(200, text=" ".join(WRITTEN)), archive.profile)]
        archive.write(texts, now=NOW)
    for query in " ".join(WRITTEN.values()).split():
        assert len(articles_in(archive.folder, read_query(query))) == 1, query
    for query in ("tracte", "trafe", "ode"):
        assert articles_in(archive.folder, read_query(query)) == [], "a word is whole unless it ends in *"
