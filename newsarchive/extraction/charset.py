"""Bytes to text when the label lies: UTF-8 unless GB18030 clearly reads better."""

_UNREADABLE = "\ufffd"


def decode_utf8_or_gb18030(data: bytes) -> str:
    """Decode bytes labelled UTF-8.

    Valid UTF-8 is that. Otherwise a few broken bytes in what is mostly UTF-8 become U+FFFD, and
    text that is not UTF-8 at all is read as GB18030 (of which GBK and GB2312 are parts).
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
    broken = text.count(_UNREADABLE)
    foreign = sum(character > "\x7f" for character in text) - broken
    if broken <= foreign:
        return text
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return text
