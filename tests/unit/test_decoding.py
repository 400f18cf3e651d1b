import codecs

import pytest

from newsarchive.pages.decoding import decode_page

CHINESE = "上饶日报：大力开展“春风行动”，工业企业用工服务专项行动启动。" * 3


def page(text: str, label: str) -> str:
    return f"<html><head><meta charset={label}></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("data", "content_type", "text"),
    [
        (page(CHINESE, "gb2312").encode("gbk"), "text/html", CHINESE),
        (page(CHINESE + "镕", "gb2312").encode("gb18030"), "text/html; charset=gb2312", CHINESE + "镕"),
        (page(CHINESE, "utf-8").encode("gbk"), "text/html; charset=utf-8", CHINESE),  # both labels lie
        (page(CHINESE, "gbk").encode(), "text/html; charset=gbk", CHINESE),
        (page("Größe", "iso-8859-1").encode("latin-1"), "", "Größe"),
        (page("価格は上昇した。" * 9, "shift_jis").encode("shift_jis"), "", "価格は上昇した。"),
        (page("цена выросла", "windows-1251").encode("cp1251"), "", "цена выросла"),
        (page("價格上升，市場反應良好。" * 5, "big5").encode("big5"), "", "價格上升"),
        (codecs.BOM_UTF16_LE + page(CHINESE, "utf-8").encode("utf-16-le"), "text/html; charset=gbk", CHINESE),
        (codecs.BOM_UTF8 + page(CHINESE, "gbk").encode(), "", CHINESE),
        (page(CHINESE, "nonsense").encode("gb18030"), "text/html; charset=x-nothing", CHINESE),
    ],
)
def test_what_decodes_best_is_read(data: bytes, content_type: str, text: str) -> None:
    assert text in decode_page(data, content_type)


def test_a_page_cut_within_a_character_is_utf8_still() -> None:
    assert CHINESE in decode_page((CHINESE + "字").encode()[:-1], "text/html; charset=gbk")


def test_no_bytes_are_no_text() -> None:
    assert decode_page(b"") == ""
