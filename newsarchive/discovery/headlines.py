"""Whether the text of a link is a headline, a name, or neither."""

from newsarchive.pages.words import AN_EAST_ASIAN_SIGN, any_of

HEADLINE = 24  # the weight from which a text is rather a headline
NAME = 12  # and up to which it is rather a name
_GENERIC = any_of(r"""
    (?:read|see|view|learn|show|find\sout)?\s*(?:more|all|full\s(?:story|article)|details?)
    continue(?:\sreading)? full\s(?:story|article) go\sto\sarticle click\shere here link permalink
    comments?(?:\soff)? (?:no|\d+)\scomments? leave\sa\s(?:comment|reply) share photos? videos? gallery
    weiter(?:lesen)? mehr(?:\slesen|\serfahren)? zum\sartikel lire(?:\sla\ssuite|\splus)? en\ssavoir\splus
    leer\smás ver\smás seguir\sleyendo leggi(?:\stutto|\sdi\spiù)? continua(?:\sa\sleggere)? leia\smais
    saiba\smais lees\s(?:meer|verder) читать(?:\sдалее|\sполностью)? подробнее czytaj\s(?:więcej|dalej)
    devamı المزيد اقرأ\sالمزيد 更多 查看更多 [阅閱][读讀](?:全文|更多|原文)? 查看(?:全文|[详詳][情细細])?
    全文 [详詳](?:情|细|細|全文) 点击(?:查看|进入|阅读)(?:全文|详情)? [评評][论論]
    \d+\s*(?:条|則|则)?[评評][论論] 图 [图圖]片 视频 [視视][频頻] もっと見る 続きを読む 더보기
    자세히(?:\s보기)? 기사\s?보기
""", before=r"[\s\[【(（<«]*", after=r"[\s\]】)）>»›→….:：\d]*")  # fmt: skip


def weight(text: str) -> int:
    """How much a text says: its letters and digits, an ideograph counting as three. At most 200 count."""
    text = text[:200]
    letters = sum(map(str.isalnum, text))
    return letters if text.isascii() else letters + 2 * len(AN_EAST_ASIAN_SIGN.findall(text))


def is_generic(text: str) -> bool:
    """Whether a link says only that it is one: "read more", 阅读全文, "3 comments"."""
    return len(text) < 40 and _GENERIC.fullmatch(text) is not None
