"""Whether the text of a link is a headline, a name, or neither."""

import re

from newsarchive.pages.script_classes import AN_IDEOGRAPH

HEADLINE = 24  # the weight from which a text is rather a headline
NAME = 12  # and up to which it is rather a name
_GENERIC = re.compile(
    r"[\s\[【(（<«]*(?:(?:read|see|view|learn|show|find out)?\s*(?:more|all|full (?:story|article)|details?)"
    r"|continue(?: reading)?|full (?:story|article)|go to article|click here|here|link|permalink"
    r"|comments?(?: off)?"
    r"|(?:no|\d+) comments?|leave a (?:comment|reply)|share|photos?|videos?|gallery"
    r"|weiter(?:lesen)?|mehr(?: lesen| erfahren)?|zum artikel|lire(?: la suite| plus)?|en savoir plus"
    r"|leer más|ver más|seguir leyendo|leggi(?: tutto| di più)?|continua(?: a leggere)?|leia mais"
    r"|saiba mais|lees (?:meer|verder)"
    r"|читать(?: далее| полностью)?|подробнее|czytaj (?:więcej|dalej)|devamı|المزيد|اقرأ المزيد"
    r"|更多|查看更多|[阅閱][读讀](?:全文|更多|原文)?|查看(?:全文|[详詳][情细細])?|全文|[详詳](?:情|细|細"
    r"|全文)|点击(?:查看|进入|阅读)(?:全文|详情)?"
    r"|[评評][论論]|\d+\s*(?:条|則|则)?[评評][论論]|图|[图圖]片|视频|[視视][频頻]|もっと見る|続きを読む"
    r"|더보기|자세히(?: 보기)?|기사 ?보기)"
    r"[\s\]】)）>»›→….:：\d]*",
    re.IGNORECASE,
)


def weight(text: str) -> int:
    """How much a text says: its letters and digits, an ideograph counting as three. At most 200 count."""
    text = text[:200]
    letters = sum(map(str.isalnum, text))
    return letters if text.isascii() else letters + 2 * len(AN_IDEOGRAPH.findall(text))


def is_generic(text: str) -> bool:
    """Whether a link says only that it is one: "read more", 阅读全文, "3 comments"."""
    return len(text) < 40 and _GENERIC.fullmatch(text) is not None
