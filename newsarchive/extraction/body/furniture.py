"""Lines that are none of an article's, whatever holds them: shares, counts, ways, times, other articles."""

import re

from newsarchive.extraction.body.elements import width
from newsarchive.pages.words import any_of
from newsarchive.text import WORD, letters_of

# fmt: off
_SHARES = r"""
    share(?:\sthis)?(?:\s(?:article|story|post))?(?:\s(?:on|via))? tweet copy(?:\sthe)?\slink link\scopied
    teilen link\skopieren partager copier\sle\slien compartir copiar\senlace compartilhar partilhar
    copiar\slink condividi copia\slink delen kopieer\slink udostępnij kopiuj\slink поделиться
    скопировать\sссылку شارك مشاركة نسخ\sالرابط साझा\sकरें शेयर\sकरें シェア(?:する)? ツイート
    リンクをコピー 공유(?:하기)?
    링크\s?복사 分享(?:到|至|本文)? 複製連結 复制链接 paylaş chia\ssẻ bagikan
    (?:artikel|beitrag)\steilen partager\s(?:l['’]article|cet\sarticle|sur)
    compartir\s(?:en|por|esta\snoticia)
    compartilhe condividi\s(?:su|l['’]articolo) deel(?:\sdit\sartikel)? dela(?:\sartikeln)?
    jaa(?:\sartikkeli)?
    del\s(?:artiklen|saken|på) sdílet zdieľať megosztás distribuie(?:\spe)? κοινοποίηση
    поділитися שתפו שיתוף แชร์ اشتراک‌گذاری
"""
_WAYS = r"""
    print(?:\sthis)? e-?mail bookmark back(?:\sto\stop)? drucken zurück merken imprimer retour imprimir
    volver
    voltar stampa indietro afdrukken terug skriv\sut tillbaka drukuj wstecz печать распечатать назад
    طباعة رجوع
    प्रिंट 印刷 戻る 인쇄 뒤로 打印 列印 返回 收藏 yazdır geri top nach\soben haut
"""
_NETWORKS = r"""
    facebook twitter x whatsapp telegram linkedin reddit pinterest instagram messenger bluesky threads
    mastodon
    tumblr xing vk вконтакте одноклассники телеграм ватсап line はてブ はてなブックマーク kakaotalk
    카카오톡 네이버
    페이스북 트위터 밴드 فيسبوك تويتر واتساب تيليجرام تلغرام 微信 微博 qq空间 qq फेसबुक ट्विटर व्हाट्सएप
    flipboard pocket sms
"""
_MINUTES = (
    r"(?:min(?:\.|uten?|utes?|utos?|uti|uut|uter)?|мин(?:\.|ут[аы]?)?|分[钟鐘]|分|분|دقائق|دقيقة|मिनट|phút|menit|dk"
    r"|dakika|минут[аиы]?|хв(?:\.|илин[аи]?)?|λεπτά|דקות|นาที|perc|min(?:ut[eyă]?)|minút|minuuttia)"
)
_TO_READ = any_of(r"""
    (?:to\s)?read(?:ing\stime)? lesezeit (?:de\s)?lecture de\slectura de\sleitura di\slettura leestijd lästid
    læsetid lesetid czytania чтения на\sчтение للقراءة قراءة में\sपढ़ें で読め(?:ます|る) 읽기 분량 소요
    閱讀 阅读 okuma(?:\ssüresi)? čtení čítania читання ανάγνωσης? קריאה olvasás de\scitit baca đọc lukuaika
""").pattern
_TIME_TO_READ = any_of(r"""
    预计阅读 預計閱讀
    reading\stime lesezeit temps\sde\slecture tiempo\sde\slectura tempo\sde\s(?:leitura|lettura) leestijd
    lästid czas\sczytania время\sчтения وقت\sالقراءة पढ़ने\sका\sसमय 阅读时间 閱讀時間 読了時間
    예상\s시간 okuma\ssüresi tempo\sdi\slettura lukuaika doba\sčtení час\sчитання χρόνος\sανάγνωσης זמן\sקריאה
    olvasási\sidő timp\sde\scitire waktu\sbaca thời\sgian\sđọc อ่าน(?:\sประมาณ)? 읽는\s시간 læsetid lesetid
""").pattern
_COMMENTS = r"""(?:
    comments?|replies|kommentar(?:e|er)?|commentaires?|comentarios?|comentários?|commenti|reacties|komentarz[ey]?
    |комментари(?:й|я|ев)|تعليق(?:ات|ا)?|टिप्पणि(?:याँ|यां|यों)|条评论|則留言|則評論|件のコメント|コメント|댓글|评论|評論|留言
    |kommenttia?|komentář(?:ů|e)?|komentárov|yorum|תגובות|ความคิดเห็น|σχόλι[αο]|коментар(?:ів|і)?|hozzászólás
    |comentarii|komentar|bình\ luận
    |views|shares|aufrufe|vues|visualizações|просмотр(?:ов|а)?
)"""
_AGO = r"""(?:
    minutes?|mins?|hours?|hrs?|minuten|stunden?|minutos?|horas?|heures?|minuti|or[ae]|минут[аыу]?
    |час(?:а|ов)?|分[钟鐘]前|小[时時]前|分前|時間前|분|시간
)"""
_STATED = re.compile(
    rf"""
    {_TIME_TO_READ}\s*[:：]?\s*\D{{0,4}}\d{{1,3}}\s*{_MINUTES}?
    | \D{{0,5}}\d{{1,3}}\s*-?\s*{_MINUTES}\s*{_TO_READ}
    | \d[\d.,]{{0,7}}\s*{_COMMENTS} | {_COMMENTS}\s*[:：(]?\s*\d{{1,7}}\s*[件개条則]?\)?
    | (?:last\s+)?(?:updated|published|posted|aktualisiert|mis\ à\ jour|actualizado|atualizado|aggiornato
      |обновлено|更新)
      \W*(?:vor|hace|há|il\ y\ a)?\s*\d{{1,3}}\s*{_AGO}\s*(?:ago|atrás|fa|назад|전)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEADS_ELSEWHERE = any_of(r"""
    read\s(?:also|more|next) also\sread see\salso lesen\ssie\sauch auch\sinteressant (?:à\s)?lire\saussi
    lea\stambién lee\stambién te\spuede\sinteresar leia\s(?:também|mais) leggi\sanche lees\sook les\sogså
    læs\sogså läs\sockså czytaj\s(?:też|także|również) zobacz\s(?:też|także|również) читайте\s(?:также|тоже)
    читать\sтакже смотрите\sтакже читайте\sтакож اقرأ\s(?:أيضا|أيضًا|ايضا|المزيد) यह\sभी\sपढ़ें
    इसे\sभी\sपढ़ें
    あわせて読みたい 関連記事 함께\s?(?:읽기|보기) 관련\s?기사 延伸[閱阅][讀读]
    (?:相[關关]|推[荐薦]|[热熱]门|[热熱]門|精[选選])(?:新[聞闻]|[閱阅][讀读]|[報报][導导道]|文章)
    ayrıca\sokuyun baca\sjuga đọc\sthêm xem\sthêm διαβάστε\sεπίσης lue\smyös
    čtěte\s(?:také|též) čítajte\stiež olvassa\sel\sezt\sis cite[șş]te\s[șş]i קראו\sגם
    אולי\sיעניין\sאותך อ่าน(?:เพิ่มเติม|ต่อ) прочетете\sоще
    pročitajte\si još\so\stemi بیشتر\sبخوانید
""", before=r"\W*", after=r"\s*(?:[:：|»]|$)")
_SUBSCRIBE = any_of(r"""
    sign\sup (?:enter\s)?your\se-?mail\b.{0,40} subscribe abonnieren
    melden\ssie\ssich abonnez inscrivez suscr[ií]b assine inscreva receba
    iscriviti
    schrijf\sje\sin zapisz\ssię подпи(?:шитесь|сывайтесь) اشترك सदस्यता 登録 구독 訂[閱阅] 订阅
    abone\sol prenumerera tilmeld tilaa přihlaste prihláste הירשמו הרשמו สมัครรับ εγγραφείτε
    підпи(?:шіться|суйтесь) meld\sdeg iratkoz abonează berlangganan đăng\ský
""", before=r"^\W*(?:.{0,14}?\W)??")
_SUBSCRIBE_EAST = any_of("登録 구독 सदस्यता")
_LETTER = any_of(r"""
    newsletter nyhetsbrev nyhedsbrev nieuwsbrief bolet[ií]n infolettre рассылк نشرتنا النشرة メルマガ
    ニュースレター
    뉴스레터 न्यूज़लेटर न्यूजलेटर 電子報 电子报 bülten uutiskirje ניוזלטר จดหมายข่าว розсилк hírlevel buletin
    bản\stin
    (?:telegram|whatsapp|youtube)\W{0,3}(?:channel|kanal|канал|canal)
    канал[ае]?\W{0,3}(?:в|у)?\s?(?:telegram|whatsapp|youtube)
    (?:kanal|canale?|cha[iî]ne|kanaal|kanał)\s(?:(?:de|di|w|na)\s)?(?:telegram|whatsapp|youtube)
    (?:카카오톡|유튜브|텔레그램)\s?채널
""")
_APPEAL = any_of(r"""
    follow\s(?:us|me)(?=\s(?:on|at|via)\s|\W*$)
    folgen\ssie\suns suivez-?\s?nous síguenos siga-?\s?nos seguici volg\sons
    obserwuj\snas подписывайтесь\sна\sнас تابعونا フォローする 팔로우 追蹤我們 关注我们 हमें\sफ़ॉलो\sकरें
    click\shere\sto\s(?:subscribe|sign|join)
    (?:(?:저작권자\s?)?\W{0,2}[©ⓒ].{0,40})?(?:all\srights\sreserved
    alle\srechte\svorbehalten tous\sdroits\sréservés
    todos\slos\sderechos\sreservados todos\sos\sdireitos\sreservados tutti\si\sdiritti\sriservati
    wszelkie\sprawa\szastrzeżone все\sправа\sзащищены جميع\sالحقوق\sمحفوظة
    版權所有 版权所有 無断転載 무단\s?전재
    सर्वाधिकार\sसुरक्षित)
""", before=r"\W{0,5}")
# fmt: on
_AN_AD = any_of(
    """
    advertisement anzeige werbung publicité publicidad(?:e)? pubblicità advertentie reklam[ae]? реклама
    annons(?:e)? annonce mainos 広告 廣告 广告 광고 إعلان اعلان פרסומת विज्ञापन โฆษณา διαφήμιση hirdetés
    publicitate iklan
    quảng\\scáo آگهی
""",
    after=r"[:.]?$",
    before="^",
)
_PAID = any_of(
    r"""
    ads? advertorial sponsored(?:\s(?:content|post|by.{1,30}))? promoted paid\s(?:post|content|partnership)
    promotion
    gesponsert anzeigen sponsorisé(?:\spar.{1,30})? contenu\ssponsorisé patrocinad[oa]
    contenido\spatrocinado conteúdo\spatrocinado patrocinio sponsorizzato gesponsord sponsrad
    sponsoreret sponset sponsorowan[ey] materiał\ssponsorowany sponzorovan[ýáé] sponsoroitu
    kaupallinen\syhteistyö на\sправах\sрекламы партн[её]рский\sматериал спонсор на\sправах\sреклами
    szponzorált sponsorlu χορηγούμενο ממומן תוכן\sשיווקי ممول مُموَّل प्रायोजित ได้รับการสนับสนุน
    được\stài\strợ bersponsor 推广 推廣 赞助 贊助 商业推广 スポンサー pr 협찬 ad・pr
""",
    after=r"[:：.|]?$",
    before="^",
)
_IN_THE_APP = any_of(
    r"""
    (?:open|read|continue|view)\b.{0,30}\bin\s(?:the|our)\b.{0,30}\bapp
    (?:get|download|install|try|use)\s(?:the|our)\b.{0,30}\bapp(?:\sfor\b.{1,40})?
    in\s(?:der|unserer)\b.{0,20}\bapp\s(?:öffnen|lesen|weiterlesen|ansehen) .{0,40}\bapp\s(?:herunter)?laden
    .{0,30}\bals\sapp\s(?:herunter)?laden (?:ouvrir|lire|continuer)\b.{0,30}\bl['’]app(?:li(?:cation)?)?
    télécharge[rz]\b.{0,30}\b(?:l['’]|notre\s)app(?:li(?:cation)?)?\b.{0,30}
    (?:abrir|leer|ver|seguir)\b.{0,30}\ben\sla\s(?:app|aplicación)
    (?:descarg(?:a|ar|ue|uen)|baixe|instale|scarica)\b.{0,20}\b(?:la|o|a|nuestra|nosso|l['’])\s?(?:app|aplica(?:ción|tivo))\b.{0,40}
    (?:abrir|ler|continuar)\b.{0,30}\bn[oa]\s(?:app|aplicativo)
    (?:apri|leggi|continua)\b.{0,30}\bnell['’]\s?app
    (?:open|lees|verder)\b.{0,20}\bin\sde\b.{0,20}\bapp download\sde\b.{0,30}\bapp
    (?:öppna|läs|åpne|les|åbn|læs)\b.{0,20}\bi\s(?:vår\s|vores\s)?appen
    (?:ladda\sner|last\sned|hent|download)\b.{0,20}\bappen?
    (?:otwórz|czytaj)\b.{0,20}\bw\saplikacji pobierz\b.{0,20}\baplikację\b.{0,30}
    (?:открыть|читать|читайте|откройте)\s.{0,20}в\s(?:нашем\s)?приложении
    (?:скачайте|скачать|установите)\s.{0,20}приложение.{0,30}
    (?:відкрити|читати|читайте)\s.{0,20}у\sзастосунку
    .{0,20}uygulama(?:da|mızda|yı)\s(?:aç|oku|indir).{0,10} otevř(?:ít|ete)\b.{0,20}\bv\saplikaci
    (?:افتح|اقرأ|تابع)\s.{0,20}(?:في|عبر)\s(?:ال)?تطبيق.{0,20} حم[ّ]?ل\s.{0,20}تطبيق.{0,20}
    ऐप\s(?:में|डाउनलोड).{0,20} .{0,20}アプリ(?:で|を)(?:開く|読む|見る|ダウンロード|インストール|入手).{0,6}
    .{0,20}앱(?:에서|으로|을)?\s?(?:열기|보기|읽기|다운로드|설치).{0,6} mở\strong\sứng\sdụng
    打开.{0,12}(?:APP|客户端|客戶端).{0,16} (?:下载|下載).{0,16}(?:APP|客户端|客戶端).{0,16}
""",
    before="^",
    after=r"\W*$",
)
_LONGEST = 200
_CALL = 90
_LABEL = 40


def heads_a_box(text: str) -> bool:
    """Whether a short line is the label of an advertisement, or leads to other articles, and says no more."""
    line = text.strip(" \t\n　.…·•|–—-→←»«()[]【】")
    if not line or width(line) > _LABEL:
        return False
    leads = _LEADS_ELSEWHERE.match(line)
    return bool(_AN_AD.match(line) or _PAID.match(line) or (leads and leads.end() == len(line)))


def _longest_first(*listed: str) -> str:
    return "|".join(sorted(" ".join(listed).split(), key=len, reverse=True))


_TOKEN = re.compile(
    f"(?P<share>{_longest_first(_SHARES)})|(?P<way>{_longest_first(_WAYS)})|(?:{_longest_first(_NETWORKS)})",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Whether a line says nothing but such things.

    A list of networks alone may be the article's; so may one word that leads back, and "print".
    """
    if width(text) > _LONGEST:
        return False
    line = text.strip(" \t\n.…·•|–—-→←»«()[]")
    if _STATED.fullmatch(line) or _LEADS_ELSEWHERE.match(line) or _AN_AD.match(line) or _PAID.match(line):
        return True
    if width(line) < _CALL:
        is_call = _SUBSCRIBE.search(line) or _SUBSCRIBE_EAST.search(line)
        if _APPEAL.match(line) or _IN_THE_APP.match(line) or (is_call and _LETTER.search(line)):
            return True
    return _is_a_row(line)


def _is_a_row(line: str) -> bool:
    """Whether shares, networks and ways are all that a line names."""
    first = WORD.search(line)
    if first is None or not _TOKEN.match(line, first.start()):
        return False  # as of most lines: no need to look for tokens at each letter
    found = [token.lastgroup for token in _TOKEN.finditer(line)]
    if not found or letters_of(_TOKEN.sub(" ", line)):
        return False
    return "share" in found or found.count("way") > 1 or len(found) > found.count("way") > 0
