"""Bytes of a page to text: by its byte order mark, as UTF-8, by its labels, or by what its letters tell."""

import codecs
import re
from collections.abc import Iterator
from functools import cache

from scrapy.http import Response
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "gb18030"}
_WESTERN = "cp1252"
_FEW = 4  # whole characters for each broken one, in what is of an encoding all the same
_WRONG = re.compile("[\ufffd\x80-\x9f]")
_RUN = re.compile(rb"[\x80-\x9f\xa1-\xff]{4,}")  # no-break spaces aside, no Western word has so many accents
_SAMPLE = 6_000  # bytes of a page's text by which its encoding is guessed
_FIRST_LETTER = re.compile(r"(?<!\w)[^\W\d_]")
_MARKS = frozenset("，。、；：？！“”‘’（）《》「」　…—·")
_SHIFTED = b"\x1b$"  # what comes before Japanese words in ISO-2022-JP


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page.

    A byte order mark is believed. What is UTF-8 is that, whatever its labels say, and so is what is mostly
    that. Of its few broken bytes a lone one among ASCII is the sign that it is in Windows-1252, the others
    become U+FFFD. Then the labels of header and page count, as far as the bytes agree with them; GB2312 and
    GBK are read as GB18030. Where no label fits, it is the encoding in which the page shows most of the
    letters that its language uses most.

    :param content_type: the ``Content-Type`` header, which may name an encoding
    """
    marked, mark = read_bom(data)
    if marked:
        return data[len(mark or b"") :].decode(marked, "replace")
    if _SHIFTED in data and _fits(text := data.decode("iso2022_jp", "replace")):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start > len(data) - 4  # within its last character
    text = data.decode("utf-8", "replace")
    if is_cut or _fits(text):
        return data.decode("utf-8", "with-stray-bytes")
    for encoding in sorted(_labels(data, content_type), key=_WESTERN.__eq__):  # servers say that of any page
        text = data.decode(encoding, "replace")
        if _fits(text) and (encoding != _WESTERN or _is_western(data)):
            return text
    return data.decode(_WESTERN if _is_western(data) else _guess(data), "replace")


def _stray_byte(error: UnicodeError) -> tuple[str, int]:
    """What a broken piece of UTF-8 becomes: an editor pasted it, or somebody cut a character in two.

    What begins a character that never ends is pasted only within a word; otherwise it was cut.
    """
    assert isinstance(error, UnicodeDecodeError)
    start, end, data = error.start, error.end, error.object
    before, after = data[start - 1 : start], data[end : end + 1]
    is_alone = end - start == 1 and before.isascii() and after.isascii()
    if is_alone and (data[start] < 0xC2 or (before.isalpha() and after.isalpha())):
        return data[start:end].decode(_WESTERN, "replace"), end
    return "\ufffd", end


codecs.register_error("with-stray-bytes", _stray_byte)


def response_text(response: Response) -> str:
    """The text of a response, be it one of text or not."""
    return decode_page(response.body, content_type_of(response))


def content_type_of(response: Response) -> str:
    """The ``Content-Type`` header; empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _labels(data: bytes, content_type: str) -> Iterator[str]:
    """The encodings that header and page name, as far as there are such."""
    labels = http_content_type_encoding(content_type), html_body_declared_encoding(data[:16384])
    for name in dict.fromkeys(resolve_encoding(label) for label in labels if label):
        if name:
            yield _WIDER.get(name, _WIDER.get(codecs.lookup(name).name, name))


def _fits(text: str) -> bool:
    """Whether a page decoded so shows hardly any character that no page has."""
    wrong = len(_WRONG.findall(text))
    return wrong * _FEW <= len(text) - len(text.encode("ascii", "ignore")) - wrong


def _is_western(data: bytes) -> bool:
    """Whether what is not ASCII stands within words that are."""
    return sum(map(len, _RUN.findall(data))) * 2 < len(data) - len(data.decode("ascii", "ignore"))


def _guess(data: bytes) -> str:
    texts = b"\n".join(part for part in re.split(b"[<>]", data) if not part.isascii())[:_SAMPLE]
    return max(_usual(), key=lambda encoding: _share(texts.decode(encoding, "replace"), encoding))


def _share(text: str, encoding: str) -> float:
    """How much of a text that is not ASCII is usual where the encoding is: capitals within words are not."""
    usual, needed = _usual()[encoding]
    foreign = [character for character in _FIRST_LETTER.sub("", text) if character > "\x7f"]
    if sum(map(needed.__contains__, foreign)) * 10 < len(foreign):
        return 0.0
    return sum(map(usual.__contains__, foreign)) / max(len(foreign), 1)


@cache
def _usual() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By encoding the characters that are usual in its texts, and those that are a tenth of each text.

    Where two do equally well, the first one counts: Korean read as Chinese is usual Chinese.
    """
    korean = _in_rows("euc_kr", 0xB0, 0xC8)
    simplified, traditional = _in_rows("gb2312", 0xB0, 0xD7), _in_rows("big5", 0xA4, 0xC6)
    kana = _in_rows("euc_jp", 0xA4, 0xA5)
    japanese = kana | _in_rows("euc_jp", 0xB0, 0xCF)
    cyrillic, greek = (
        frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґў"),
        frozenset("αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ"),
    )
    usual = {
        "cp949": (korean, korean), "euc_jp": (japanese, kana), "cp932": (japanese, kana),
        "gb18030": (simplified | traditional, simplified), "big5": (traditional, traditional),
        "cp1251": (cyrillic, cyrillic), "koi8_u": (cyrillic, cyrillic), "iso8859_5": (cyrillic, cyrillic),
        "cp866": (cyrillic, cyrillic), "cp1253": (greek, greek),
    }  # fmt: skip
    return {encoding: (letters | _MARKS, needed) for encoding, (letters, needed) in usual.items()}


def _in_rows(encoding: str, first: int, last: int) -> frozenset[str]:
    pairs = (bytes((row, cell)) for row in range(first, last + 1) for cell in range(0x40, 0xFF))
    return frozenset("".join(pair.decode(encoding, "ignore") for pair in pairs))
