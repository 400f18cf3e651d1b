"""Bytes of a page to text: by its byte order mark, its labels, or by what decodes best."""

import codecs
import re
from collections.abc import Iterator

from scrapy.http import Response
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# What browsers read where nothing is said; GB18030 first, as it refuses more of what it is not.
_GUESSES = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1252")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "gb18030"}
_WRONG = re.compile("[\ufffd\x80-\x9f]")


def decode_page(data: bytes, content_type: str = "") -> str:
    """The text of a page.

    A byte order mark is believed; then valid UTF-8 with anything beyond ASCII is that, whatever its
    labels say; then the labels of header and page, as far as the bytes agree with them; GB2312 and GBK
    are read as GB18030. Where no label fits, the encoding that leaves the fewest unreadable characters.

    :param content_type: the ``Content-Type`` header, which may name an encoding
    """
    marked, mark = read_bom(data)
    if marked:
        return data[len(mark or b"") :].decode(marked, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start > len(data) - 4  # an end that was cut within a character
    if cut:
        return data.decode("utf-8", "replace")
    best, fewest = "", float("inf")
    for encoding in _candidates(data, content_type):
        text = data.decode(encoding, "replace")
        wrong = len(_WRONG.findall(text))
        if wrong < fewest:
            best, fewest = text, wrong
        if not wrong:
            break
    return best


def response_text(response: Response) -> str:
    """The text of a response, be it one of text or not."""
    return decode_page(response.body, content_type_of(response))


def content_type_of(response: Response) -> str:
    """The ``Content-Type`` header; empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def _candidates(data: bytes, content_type: str) -> Iterator[str]:
    """Encodings in the order in which they are believed, the labelled ones first."""
    labels = http_content_type_encoding(content_type), html_body_declared_encoding(data[:16384])
    yield from dict.fromkeys(_codec(label) for label in labels if label and _is_known(label))
    yield "utf-8"
    yield from _GUESSES


def _is_known(label: str) -> bool:
    return resolve_encoding(label) is not None


def _codec(label: str) -> str:
    name = resolve_encoding(label) or label
    return _WIDER.get(name, _WIDER.get(codecs.lookup(name).name, name))
