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
        (
            page("Złoty się umacnia", "iso-8859-2").encode("iso8859-2"),
            "text/html; charset=ISO-8859-1",
            "Złoty się",
        ),
        (page(CHINESE, "nonsense").encode("gb18030"), "text/html; charset=x-nothing", CHINESE),
    ],
)
def test_what_decodes_best_is_read(data: bytes, content_type: str, text: str) -> None:
    assert text in decode_page(data, content_type)


def test_a_page_cut_within_a_character_is_utf8_still() -> None:
    assert CHINESE in decode_page((CHINESE + "字").encode()[:-1], "text/html; charset=gbk")


RUSSIAN = "Центральный банк повысил ключевую ставку до 16% годовых, сообщает пресс-служба регулятора."
JAPANESE = "日本銀行は金融政策決定会合で、政策金利を引き上げることを決めた。"
KOREAN = "한국은행은 기준금리를 인상하기로 결정했다고 밝혔다."
TRADITIONAL = "中央銀行今日宣布調升利率半碼，市場反應良好，股市收盤上漲百餘點。"
GREEK = "Η κεντρική τράπεζα ανακοίνωσε ότι αυξάνει τα επιτόκια κατά μισή μονάδα."
FRENCH = "L’été dernier, à Paris, la société a été rachetée : « un succès », déclare-t-on."
BROKEN, SHOWN = CHINESE.encode().replace("：".encode(), b"\xff"), CHINESE.replace("：", "\ufffd")
SIBLINGS = [
    (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"), (RUSSIAN, "cp866"),
    ("Національний банк України підвищив облікову ставку.", "cp1251"),
    ("Національний банк України підвищив облікову ставку.", "koi8-u"), (GREEK, "cp1253"),
    ("Българската народна банка повиши лихвите.", "cp1251"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"), (KOREAN, "euc_kr"), (TRADITIONAL, "big5"), (TRADITIONAL, "gb18030"),
    (CHINESE, "gb2312"), (CHINESE, "gb18030"), (FRENCH, "cp1252"), ("Größe und Schönheit", "latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), SIBLINGS)
@pytest.mark.parametrize("content_type", ["", "text/html; charset=ISO-8859-1", "text/html; charset=utf-8"])
@pytest.mark.parametrize("damage", [b"", b"\xff"], ids=["whole", "damaged"])
def test_a_text_is_read_in_its_own_encoding_whatever_is_said(
    text: str, encoding: str, content_type: str, damage: bytes
) -> None:
    data = (
        b"<html><head><title>x</title></head><body><p>"
        + text.encode(encoding)
        + b"</p>"
        + damage
        + b"</body>"
    )
    assert text in decode_page(data, content_type)


@pytest.mark.parametrize("text", [CHINESE, RUSSIAN, JAPANESE, KOREAN, TRADITIONAL, GREEK])
@pytest.mark.parametrize("content_type", ["", "text/html; charset=gbk", "text/html; charset=windows-1251"])
def test_utf_8_with_a_few_broken_bytes_is_utf_8(text: str, content_type: str) -> None:
    data = page(text, "shift_jis").encode().replace(b"</p>", text.encode()[:1] + b"</p>\xff")
    assert text in decode_page(data, content_type)


@pytest.mark.parametrize(("data", "text"), [
    (b"", ""),
    (b"plain", "plain"),
    ("😀é".encode(), "😀é"),
    ((CHINESE + "𠮷字").encode("gb18030"), CHINESE + "𠮷字"),
    (BROKEN, SHOWN),
    (codecs.BOM_UTF8 + BROKEN, SHOWN),
    (b"abc\xff", "abc\ufffd"),
    ("café ouvert".encode("latin-1"), "café ouvert"),
    (b"no Japanese: \x1b$", "no Japanese: \x1b$"),
])  # fmt: skip
def test_what_is_short_or_damaged(data: bytes, text: str) -> None:
    assert decode_page(data) == text


@pytest.mark.parametrize("piece", [b"\xff", b"<\xff", b"\xb0\xa1", b"\x1b$", b"a\xff", b"\x80"])
def test_a_large_answer_of_anything_is_read(piece: bytes) -> None:
    assert decode_page(piece * (2_000_000 // len(piece)))


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (b"at 10 \x96 in the evening", "at 10 – in the evening"),
        (b"the town\x92s ferry", "the town’s ferry"),
        (b"\x93No\x94, she said", "“No”, she said"),
        (b"a\xa0ferry", "a\xa0ferry"),
        (b"L\xe4nder", "Länder"),
        ('<meta content="Über die Fä'.encode()[:-1] + b'">', '<meta content="Über die F\ufffd">'),
        ('<meta content="渡轮停'.encode()[:-1] + b'...">', '<meta content="渡轮\ufffd...">'),
        ("渡轮".encode() + b"\x96" + "停航".encode(), "渡轮\ufffd停航"),
    ],
)
def test_a_stray_byte_in_utf_8(broken: bytes, text: str) -> None:
    around = "Die Fähre fährt über den Sund. 渡轮停航至春天。 - ".encode()
    assert decode_page(around + broken + around, "text/html; charset=utf-8") == (
        around.decode() + text + around.decode()
    )


SPOKEN = [
    ("he", "הבנק המרכזי הודיע כי יעלה את הריבית בחצי אחוז.", ("cp1255", "iso8859_8")),
    ("ar", "أعلن البنك المركزي رفع أسعار الفائدة بمقدار نصف نقطة مئوية.", ("cp1256", "iso8859_6")),
    ("th", "ธนาคารกลางประกาศขึ้นอัตราดอกเบี้ยครึ่งเปอร์เซ็นต์", ("cp874",)),
    ("tr", "Merkez bankası faizleri yarım puan artırdığını açıkladı.", ("cp1254", "iso8859_9")),
    ("pl", "Narodowy bank ogłosił, że podwyższa stopy; źródła są zgodne.", ("cp1250", "iso8859_2")),
    ("cs", "Centrální banka oznámila, že zvyšuje úrokové sazby; trhy to čekaly.", ("cp1250", "iso8859_2")),
    ("sk", "Národná banka oznámila, že zvyšuje úrokové sadzby; ľudia to čakali.", ("cp1250", "iso8859_2")),
    ("hu", "A jegybank bejelentette, hogy emeli a kamatot; hűvös erő.", ("cp1250", "iso8859_2")),
    ("ro", "Banca naţională a anunţat că măreşte dobânda cu o jumătate de punct.", ("cp1250", "iso8859_2")),
    ("hr", "Središnja banka objavila je da povećava kamate; tržište je već znalo.", ("cp1250", "iso8859_2")),
    ("lt", "Centrinis bankas paskelbė, kad didina palūkanas, sąžiningai.", ("cp1257", "iso8859_13")),
    ("lv", "Centrālā banka paziņoja, ka paaugstina procentu likmes par pusi.", ("cp1257",)),
    ("et", "Keskpank teatas, et tõstab intressi; žürii ja tšellist olid üllatunud.", ("cp1257",)),
    ("is", "Seðlabankinn hækkaði vexti um hálft prósentustig, það kom á óvart.", ("cp1252",)),
    ("da", "Nationalbanken hæver renten; på Ærø spørger folk, hvad det får at sige.", ("cp1252",)),
    ("de", "Die Notenbank erhöht die Zinsen – „früher als gedacht“, heißt es.", ("cp1252",)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [(language, text, encoding) for language, text, encodings in SPOKEN for encoding in encodings],
)
@pytest.mark.parametrize("label", ["", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize(
    "stated",
    ['<html lang="{0}">', "<html class=x lang={0}-XX>", '<meta property="og:locale" content="{0}_XX">'],
)
def test_a_wrong_label_yields_to_the_language_that_a_page_states(
    language: str, text: str, encoding: str, label: str, stated: str
) -> None:
    data = (stated.format(language) + page(text, label)).encode(encoding)
    assert text in decode_page(data)
    assert text in decode_page(data, f"text/html; charset={label}")


@pytest.mark.parametrize("name", ["he", "ar", "th", "pl", "is", "da", "de"])
def test_letters_alone_tell_some_encodings_where_no_language_is_stated(name: str) -> None:
    text, encoding = next((text, encodings[0]) for one, text, encodings in SPOKEN if one == name)
    assert text in decode_page(page(text * 2, "").encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, FRENCH])
def test_utf_16_needs_no_byte_order_mark(text: str, encoding: str) -> None:
    assert text in decode_page(page(text, "utf-8").encode(encoding), "text/html")
