import pytest

from newsarchive.extraction.charset import decode_utf8_or_gb18030 as decode

TEXT = '{"title": "上饶日报：春耕正当时"}'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ""),
        (b"plain", "plain"),
        (TEXT.encode(), TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
        (TEXT.encode("gbk"), TEXT),
        (TEXT.encode("gb18030"), TEXT),
        ("𠮷字".encode("gb18030"), "𠮷字"),
        ("😀é".encode(), "😀é"),
        # a few broken bytes, or a cut, in what is UTF-8
        (TEXT.encode().replace("：".encode(), b"\xff"), TEXT.replace("：", "\ufffd")),
        (TEXT.encode()[:16], '{"title": "上\ufffd'),
        (b"abc\xff", "abc\ufffd"),
        (b"\xef\xbb\xbf" + TEXT.encode().replace("：".encode(), b"\xff"), TEXT.replace("：", "\ufffd")),
    ],
)
def test_decoding(data: bytes, expected: str) -> None:
    assert decode(data) == expected


def test_a_large_answer_is_read_at_once() -> None:
    assert len(decode("字".encode("gbk") * 1_000_000)) == 1_000_000
