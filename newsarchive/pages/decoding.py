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
_WIDE = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}  # what a page without a byte order mark begins with
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšž")
_CENTRAL, _TURKISH, _BALTIC = ("cp1250", "iso8859_2"), ("cp1254",), ("cp1257",)
# By language: the letters that Windows-1252 does not show, or not there, with those beside them.
_LATIN = {
    "pl": (_CENTRAL, "ąćęłńóśźż"), "cs": (_CENTRAL, "áčďéěíňóřšťúůýž"), "sk": (_CENTRAL, "áäčďéíĺľňóôŕšťúýž"),
    "hu": (_CENTRAL, "áéíóöőúüű"), "ro": (_CENTRAL, "ăâîşţ"), "sl": (_CENTRAL, "čšž"),
    "hr": (_CENTRAL, "čćđšž"), "bs": (_CENTRAL, "čćđšž"), "sr": (_CENTRAL, "čćđšž"),
    "tr": (_TURKISH, "âçğıîöşûü"), "az": (_TURKISH, "çğıöşü"),
    "lt": (_BALTIC, "ąčęėįšųūž"), "lv": (_BALTIC, "āčēģīķļņšūž"), "et": (_BALTIC, "äõöšüž"),
}  # fmt: skip
_QUOTES = _MARKS | frozenset("«»‹›„‚–§°€©®×¿¡ªº\xa0")
_TELLING = 10  # characters that are not ASCII tell the language of a text in Latin letters
_SPOKEN = re.compile(
    rb"""<html\b[^>]{0,400}?\slang\s*=\s*["']?([a-z]{2})(?![a-z])"""
    rb"""|<meta\b[^>]{0,100}?(?:og:locale|content-language)["']?\s+content\s*=\s*["']?([a-z]{2})(?![a-z])""",
    re.IGNORECASE,
)
_SHIFTED = b"\x1b$"  # what comes before Japanese words in ISO-2022-JP


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page.

    A byte order mark is believed. What is UTF-8 is that, whatever its labels say, and so is what is mostly
    that. Of its few broken bytes a lone one among ASCII is the sign that it is in Windows-1252, the others
    become U+FFFD. Then the labels of header and page count, as far as the bytes agree with them; GB2312 and
    GBK are read as GB18030. Where no label fits, it is the encoding in which the page shows most of the
    letters that its language uses most; so it is where a label says Windows-1252, as servers do of any page.

    :param content_type: the ``Content-Type`` header, which may name an encoding
    """
    marked, mark = read_bom(data)
    if marked:
        return data[len(mark or b"") :].decode(marked, "replace")
    if data[:2] in _WIDE:
        return data.decode(_WIDE[data[:2]], "replace")
    if _SHIFTED in data and _fits(text := data.decode("iso2022_jp", "replace")):
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.start > len(data) - 4  # within its last character
    text = data.decode("utf-8", "replace")
    if is_cut or _fits(text):
        return data.decode("utf-8", "with-stray-bytes")
    for encoding in _labels(data, content_type):
        if encoding != _WESTERN and _fits(text := data.decode(encoding, "replace")):
            return text
    return data.decode(_latin(data) if _is_western(data) else _guess(data), "replace")


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


def _latin(data: bytes) -> str:
    """The encoding of a text in Latin letters, by its language or, where none is stated, its letters alone.

    Of two that fit equally well the first one counts, which is Windows-1252.
    """
    found = _SPOKEN.search(data[:16384])
    language = (found[1] or found[2]).decode().lower() if found else ""
    texts = _foreign_texts(data)
    if not language and len(texts) - len(texts.decode("ascii", "ignore")) < _TELLING:
        return _WESTERN
    spoken = [_LATIN[one] for one in ([language] if language else _LATIN) if one in _LATIN]
    tried = [(_WESTERN, _WESTERN_LETTERS)]
    tried += [(encoding, frozenset(letters)) for encodings, letters in spoken for encoding in encodings]
    return max(tried[bool(language and spoken) :], key=lambda one: _fitting(texts, *one))[0]


def _fitting(texts: bytes, encoding: str, letters: frozenset[str]) -> float:
    return _share(texts.decode(encoding, "replace"), letters | _QUOTES, letters)


def _guess(data: bytes) -> str:
    texts = _foreign_texts(data)
    return max(_usual(), key=lambda name: _share(texts.decode(name, "replace"), *_usual()[name]))


def _foreign_texts(data: bytes) -> bytes:
    return b"\n".join(part for part in re.split(b"[<>]", data) if not part.isascii())[:_SAMPLE]


def _share(text: str, usual: frozenset[str], needed: frozenset[str]) -> float:
    """How much of a text that is not ASCII is usual: capitals within words are not."""
    foreign = [character for character in _FIRST_LETTER.sub("", text) if character > "\x7f"]
    if sum(map(needed.__contains__, foreign)) * 10 < len(foreign):
        return 0.0
    return sum(map(usual.__contains__, foreign)) / max(len(foreign), 1)


@cache
def _usual() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By encoding the characters that are usual in its texts, and those that are a tenth of each text.

    Where two do equally well, the first one counts: Korean read as Chinese is usual Chinese, and Hebrew read
    as Russian shows small letters alone.
    """
    korean = _in_rows("euc_kr", 0xB0, 0xC8)
    simplified, traditional = _in_rows("gb2312", 0xB0, 0xD7), _in_rows("big5", 0xA4, 0xC6)
    kana = _in_rows("euc_jp", 0xA4, 0xA5)
    japanese = kana | _in_rows("euc_jp", 0xB0, 0xCF)
    cyrillic, greek = (
        frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґў"),
        frozenset("αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ"),
    )
    hebrew, arabic = frozenset(map(chr, range(0x5D0, 0x5EB))), frozenset(map(chr, range(0x621, 0x64B)))
    arabic |= frozenset("پچژگکیہےںٹڈڑھ")
    thai = frozenset(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))))
    usual = {
        "cp1255": (hebrew, frozenset("ישת")), "cp1256": (arabic, frozenset("ال")),
        "iso8859_6": (arabic, frozenset("ال")), "cp874": (thai, thai),
        "cp949": (korean, korean), "euc_jp": (japanese, kana), "cp932": (japanese, kana),
        "gb18030": (simplified | traditional, simplified), "big5": (traditional, traditional),
        "cp1251": (cyrillic, cyrillic), "koi8_u": (cyrillic, cyrillic), "iso8859_5": (cyrillic, cyrillic),
        "cp866": (cyrillic, cyrillic), "cp1253": (greek, greek),
    }  # fmt: skip
    return {encoding: (letters | _MARKS, needed) for encoding, (letters, needed) in usual.items()}


def _in_rows(encoding: str, first: int, last: int) -> frozenset[str]:
    pairs = (bytes((row, cell)) for row in range(first, last + 1) for cell in range(0x40, 0xFF))
    return frozenset("".join(pair.decode(encoding, "ignore") for pair in pairs))
