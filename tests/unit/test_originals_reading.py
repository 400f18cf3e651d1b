import random
from pathlib import Path

import pytest

from newsarchive.exceptions import StorageError
from newsarchive.profiles import Identity
from newsarchive.store.originals.member import faults_in
from newsarchive.store.originals.reading import read_exchange
from newsarchive.store.originals.writer import Earlier, Record
from tests.unit.originals import NOW, exchange, write, writer


def body(number: int) -> bytes:
    return random.Random(number).randbytes(3000)


@pytest.fixture
def kept(tmp_path: Path) -> list[Record]:
    to = writer(tmp_path)
    where = write(to, [exchange(n, body(n)) for n in range(3)])
    to.finish()
    return where


def test_every_damaged_byte_is_noticed(tmp_path: Path, kept: list[Record]) -> None:
    path = tmp_path / kept[1].file
    whole = path.read_bytes()
    unnoticed = 0
    for at in range(kept[1].offset, kept[1].offset + kept[1].length, 7):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        told = ""
        try:
            assert read_exchange(tmp_path, path.name, kept[1].offset).body == body(1)
        except StorageError as error:
            told = str(error)
        assert faults_in(path) == ([told] if told else [])
        assert told.startswith(f"{path.name}, offset {kept[1].offset}: "[: len(told)])
        unnoticed += not told
    assert unnoticed < 5, "a few bits of gzip's own say nothing"


def test_another_record_is_no_response(tmp_path: Path, kept: list[Record]) -> None:
    name = kept[0].file
    places = {
        0: "a warcinfo record",
        5: "does not unpack",
        kept[0].offset + kept[0].length: "a request record",
        kept[2].end: "ends within",
        1 << 40: "ends within",
    }
    for offset, said in places.items():
        with pytest.raises(StorageError, match=f"offset {offset}: .*{said}"):
            read_exchange(tmp_path, name, offset)
    with pytest.raises(StorageError, match="missing"):
        read_exchange(tmp_path, "other.warc.gz", 0)


def test_a_revisit_must_find_the_payload_it_refers_to(tmp_path: Path, kept: list[Record]) -> None:
    to = writer(tmp_path)
    again = exchange(0, body(0))
    earlier = Earlier(kept[0].record_id, again.url, again.at)
    revisit = to.write(again, article=Identity("a", "http://a.example/"), earlier=earlier, now=NOW)
    to.sync()
    place = kept[0].file, kept[0].offset
    assert read_exchange(tmp_path, revisit.file, revisit.offset, refers_to=place) == read_exchange(
        tmp_path, *place
    )
    with pytest.raises(StorageError, match="another payload"):
        read_exchange(tmp_path, revisit.file, revisit.offset, refers_to=(kept[1].file, kept[1].offset))


def test_faults_are_named_one_by_one(tmp_path: Path, kept: list[Record]) -> None:
    path = tmp_path / kept[0].file
    whole = path.read_bytes()
    assert faults_in(path) == []
    torn = bytearray(whole[:-5])
    torn[kept[1].offset + 200] ^= 0xFF
    path.write_bytes(torn)
    request = kept[2].offset + kept[2].length
    assert [fault.partition(": ")[0] for fault in faults_in(path)] == [
        f"{path.name}, offset {kept[1].offset}", f"{path.name}, offset {request}",
    ]  # fmt: skip
    path.write_bytes(b"junk" + whole)
    assert len(faults_in(path)) == 1


def test_any_bytes_at_all_are_survived(tmp_path: Path, kept: list[Record]) -> None:
    path = tmp_path / kept[0].file
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(300):
        torn = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            start = chance.randrange(len(torn))
            torn[start : start + chance.randint(0, 300)] = chance.randbytes(chance.randint(0, 300))
        path.write_bytes(torn)
        faults_in(path)
    for junk in (b"", b"\0" * 5000, b"\x1f\x8b\x08" * 3000, chance.randbytes(50000)):
        path.write_bytes(junk)
        assert bool(faults_in(path)) == bool(junk)
