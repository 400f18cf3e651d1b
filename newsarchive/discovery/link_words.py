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
_ARROWS_BACK = r"[\s<«‹←◀⟨＜]*"  # lists go back in time, so that they stand before "older", too
# Sure words lead to the next page whatever its address; the others are said of other things, too.
# fmt: off
_OLDER = r"""
    (?:go\sto\s)?(?:older|earlier)(?:\s(?:posts?|entries|articles|stories|news|items|headlines))?
    previous\s(?:posts|entries|articles|stories)
    (?:zu\sden\s)?(?:älteren?|früheren?)\s(?:beiträgen?|artikeln?|einträgen?|meldungen|nachrichten|posts|texten?)
    (?:articles?|billets?|messages?|actualités?|publications?|posts?)\s(?:plus\sancien(?:ne)?s?|précédent(?:e)?s)
    (?:anciens|anciennes|précédents)\s(?:articles|billets|messages|actualités|publications)
    (?:entradas|artículos|noticias|publicaciones|posts|notas)\s(?:(?:más\s)?antigu[ao]s|anteriores)
    (?:articoli|post|notizie|messaggi)\s(?:(?:più\s)?vecchi[eo]?|meno\srecenti|precedenti)
    vecchi\s(?:articoli|post)
    oudere\s(?:berichten|artikele?n|artikels|posts|nieuwsberichten|items)
    (?:posts|artigos|postagens|notícias|publicações|mensagens|matérias)\s(?:(?:mais\s)?antig[ao]s|anteriores)
    (?:starsze|poprzednie)\s(?:wpisy|posty|artykuły|wiadomości|newsy)
    (?:более\s)?(?:старые|ранние|предыдущие)\s(?:записи|статьи|новости|сообщения|публикации|материалы)
    (?:старіші|давніші|попередні)\s(?:записи|статті|новини|публікації|матеріали|дописи)
    (?:по-стари|предишни)\s(?:публикации|статии|новини) (?:старији|старији)\s(?:чланци|текстови)
    äldre\s(?:inlägg|artiklar|nyheter) ældre\s(?:indlæg|artikler|nyheder)
    eldre\s(?:innlegg|artikler|saker|nyheter)
    (?:vanhemmat|aiemmat|aikaisemmat)\s(?:artikkelit|julkaisut|kirjoitukset|uutiset|jutut)
    (?:starší|předchozí)\s(?:příspěvky|články|zprávy) staršie\s(?:príspevky|články|správy)
    (?:régebbi|korábbi)\s(?:bejegyzések|cikkek|hírek|írások) (?:articole|postări|știri)\smai\svechi
    starij[ei]\s(?:članci|objave|vijesti|postovi|tekstovi)
    (?:daha\s)?(?:eski|önceki)\s(?:yazılar|gönderiler|haberler|kayıtlar|yayınlar)
    (?:παλαιότερ(?:α|ες)|προηγούμεν(?:α|ες))\s(?:άρθρα|αναρτήσεις|δημοσιεύσεις|ειδήσεις)
    (?:以前|過去|これまで)の(?:記事|投稿|ニュース|エントリー|お知らせ)(?:へ|一覧)?
    古い(?:記事|投稿|ニュース)(?:へ)?
    次の\s?\d{0,3}\s?件(?:を(?:表示|見る))?
    (?:更早|[较較]早|以前|早期|更[旧舊]|[较較][旧舊]|[旧舊])的?(?:文章|新[闻聞]|帖子|[内內]容|消息|日[志誌]|博文|[报報]道)
    (?:이전|지난|오래된|더\s?오래된)\s?(?:글|기사|게시물|포스트|뉴스)(?:들)?(?:\s?(?:보기|목록))?
    (?:bài(?:\sviết)?|tin)\scũ(?:\shơn)? (?:pos|artikel|berita|postingan)\s(?:yang\s)?(?:lebih\s)?lama
    (?:ال)?(?:مقالات|أخبار|مشاركات|تدوينات)\s(?:ال)?(?:أقدم|سابقة|قديمة)
    (?:פוסטים|כתבות|ידיעות|רשומות)\s(?:ישנים|ישנות|קודמים|קודמות)(?:\sיותר)?
    (?:مطالب|نوشته\u200cهای|اخبار)\sقدیمی(?:\u200cتر)? (?:ข่าว|บทความ)(?:ที่)?เก่า(?:กว่า)?
    पुराने\s(?:पोस्ट|लेख|समाचार)
"""
SURE = any_of(_OLDER, r"""
    下一[页頁] 下[页頁] [后後]一[页頁] 次の?ページ(?:へ)? 次の?頁 次へ 다음\s*(?:페이지|쪽)(?:\s?보기)?
    (?:(?:go|on|continue|turn)\sto\s)?(?:the\s)?next\spage
    (?:zur\s|auf\sder\s)?nächsten?\sseite (?:(?:lire|voir|à)\s)?(?:la\s)?page\ssuivante
    (?:(?:ver|ir\sa|leer)\s)?(?:la\s)?(?:página\ssiguiente|(?:siguiente|próxima)\spágina)
    pagina\s(?:successiva|seguente) prossima\spagina
    (?:ir\spara\s(?:a\s)?)?(?:próxima\spágina|seguinte\spágina|página\sseguinte)
    volgende\spagina nästa\ssidan? næste\sside neste\sside seuraava\ssivu (?:następna|kolejna)\sstrona
    (?:další|následující)\s(?:strana|stránka|stranu|stránku) ďalšia\s(?:stránka|strana) következő\soldal
    pagina\surmătoare sljedeća\sstranica следующая\sстраница наступна\sсторінка следваща\sстраница
    επόμενη\sσελίδα (?:إلى\s)?الصفحة\sالتالية ל?ה?(?:עמוד|דף)\sהבא sonraki\ssayfa(?:ya\sgeç)? صفحه\sبعدی?
    (?:अगला|अगले)\s(?:पृष्ठ|पेज|पन्ना) หน้า(?:ถัดไป|ต่อไป)
    halaman\s(?:selanjutnya|berikutnya) trang\s(?:sau|tiếp)
""", before=_ARROWS_BACK + r"[\[【(（]?\s*", after=r"\s*[\]】)）]?" + ARROWS)
UNSURE = any_of(r"""
    next weiter vor nächste suivante?s? siguiente próxim[oa] seguinte prossim[oa] success?iv[oa] avanti
    volgende nästa neste næste dalej następna další následující ďalšia następny seuraava következő urmatoarea
    următoarea sljedeća следующая дальше следваща следующие впер[её]д далее наступна далі επόμεν[ηο]
    التالي(?:ة)? بعدی הבא(?:ה)? ถัดไป अगला sonraki ileri selanjutnya berikutnya tiếp(?:\stheo)? 다음 更多
    ältere frühere oudere starsze äldre ældre eldre vanhemmat starší staršie régebbi anteriores antiguas
    查看更多 加载更多 [点點][击擊]加载更多 更多新闻
    (?:show|load|view|see)?\s?more(?:\sstories|\snews|\sarticles|\sposts)? mehr\s(?:laden|anzeigen)
    voir\splus ver\smás もっと見る [>»›→▶⟩＞]
""", before=_ARROWS_BACK, after=ARROWS)
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
