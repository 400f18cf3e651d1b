"""Everything that was ever said is found: each sign of scripts without spaces, words of the others."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.profiles import SiteProfile
from newsarchive.store.archive import Archive
from newsarchive.store.search.index import bring_up_to_date, searching
from newsarchive.store.search.words import parted
from tests.unit.remembering import NOW, article, opened, submission

COUNT = 60
TEXTS = {
    "Thai": "ชาวนาเริ่มหว่านข้าวในทุ่งกว้างริมแม่น้ำเมื่อเช้านี้",
    "Lao": "ຊາວນາເລີ່ມປູກເຂົ້າຢູ່ທົ່ງນາ",
    "Khmer": "កសិករចាប់ផ្តើមដាំស្រូវ",
    "Burmese": "လယ်သမားများ စပါးစိုက်ပျိုး",
    "Hangul": "농부들은서울에서봄갈이를시작했다",
    "Kana": "ハタケでトラクターがうごいている",
    "beyond the first plane": "𠮷野家の𠀋夫な人",
}


def sentence(rng: random.Random) -> str:
    signs = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    return "".join(rng.choices(signs, k=rng.randrange(20, 60)))


@pytest.fixture(scope="module")
def texts() -> list[str]:
    rng = random.Random(3)
    said = ["。".join(sentence(rng) for _ in range(8)) for _ in range(COUNT - len(TEXTS))]
    return [*said, *TEXTS.values()]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> Archive:
    from tests.unit.conftest import finews  # noqa: PLC0415

    archive = Archive(tmp_path_factory.mktemp("said") / "finews", finews())
    with opened(archive):
        found = [submission(article(n, text=text), archive.profile) for n, text in enumerate(texts)]
        archive.write(found, now=NOW)
    assert bring_up_to_date(archive.folder, within=60) == 0
    return archive
