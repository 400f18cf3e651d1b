"""What the text of a link says: a headline, a name, that it is a link, or the number of a page."""

import re

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


ARROWS = r"[\s>»›→▶⟩＞]*"
# Sure words lead to the next page whatever its address; the others are said of other things, too.
# fmt: off
SURE = any_of(r"""
    下一[页頁] 下[页頁] [后後]一[页頁] 次の?ページ(?:へ)? 次へ 다음\s*(?:페이지|쪽)(?:\s?보기)?
    (?:(?:go|on|continue|turn)\sto\s)?(?:the\s)?next\spage
    older(?:\sposts|\sentries|\sarticles|\sstories|\snews)? older\sposts
    (?:zur\s|auf\sder\s)?nächsten?\sseite ältere\s(?:beiträge|artikel|einträge)
    (?:(?:lire|voir|à)\s)?(?:la\s)?page\ssuivante articles\splus\sanciens
    (?:(?:ver|ir\sa|leer)\s)?(?:la\s)?(?:página\ssiguiente|(?:siguiente|próxima)\spágina)
    entradas\s(?:más\s)?antiguas pagina\s(?:successiva|seguente)
    prossima\spagina (?:ir\spara\s(?:a\s)?)?(?:próxima\spágina|página\sseguinte)
    volgende\spagina nästa\ssidan? neste\sside næste\sside seuraava\ssivu
    (?:następna|kolejna)\sstrona (?:další|následující)\s(?:strana|stránka|stranu|stránku) következő\soldal
    pagina\surmătoare
    следующая\sстраница наступна\sсторінка (?:إلى\s)?الصفحة\sالتالية ל?ה?(?:עמוד|דף)\sהבא
    sonraki\ssayfa(?:ya\sgeç)?
    επόμενη\sσελίδα (?:अगला|अगले)\s(?:पृष्ठ|पेज|पन्ना) หน้า(?:ถัดไป|ต่อไป) 次の?頁
    halaman\s(?:selanjutnya|berikutnya) trang\s(?:sau|tiếp)
""", before=r"[\[【(（]?\s*", after=r"\s*[\]】)）]?" + ARROWS)
UNSURE = any_of(r"""
    next weiter vor nächste suivante?s? siguiente próxim[oa] seguinte prossim[oa] seuraava success?iv[oa]
    avanti volgende nästa neste
    næste dalej następna další následující следующая впер[её]д далее наступна далі التالي(?:ة)? הבא(?:ה)?
    επόμεν[ηο]
    अगला ถัดไป sonraki ileri következő selanjutnya berikutnya 다음 更多
    查看更多 加载更多 [点點][击擊]加载更多 更多新闻
    (?:show|load|view|see)?\s?more(?:\sstories|\snews|\sarticles|\sposts)? mehr\s(?:laden|anzeigen)
    voir\splus ver\smás もっと見る [>»›→▶⟩＞]
""", after=ARROWS)
BACK = any_of(r"""
    (?:上一|前一|首|第一|尾|末|最[后後]一?)[页頁] prev(?:ious)?(?:\spage)? first last zurück précédente?
    anterior [<«‹←]
""", before=r"[\[【(（<«‹←\s]*", after=r"[\s\]】)）<«‹←]*")
# fmt: on
NUMBER = re.compile(
    r"[\[【(（]?\s*(?:第\s*)?(\d{1,4})"
    r"\s*(?:[页頁]\s*)?[\]】)）]?"
    r"|第\s*(\d{1,3})\s*[页頁].{0,60}|page (\d{1,4})",
    re.IGNORECASE,
)


def says_page(words: str) -> bool:
    """Whether a link is called as those in bars of pages are: a number, "next", 上一页."""
    return any(said.fullmatch(words) for said in (NUMBER, SURE, UNSURE, BACK))
