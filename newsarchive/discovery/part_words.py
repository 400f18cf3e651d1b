"""What links to the further pages of an article say, and those to the one page that has it all."""

import re

from newsarchive.discovery.link_words import ARROWS
from newsarchive.pages.words import any_of

# fmt: off
CONTINUES = any_of(r"""
    (?:continue|keep)\sreading(?:\s.{1,40})? read\s(?:on|more|the\srest)
    (?:story\s|article\s)?continue[sd]?(?:\s(?:article|story|on\snext\spage|to\snext\spage))?
    next\spart:?.{0,60} next:\s.{1,70} rest\sof\s(?:the\s)?(?:article|story)
    (?:weiter\s?lesen|(?:hier\s)?weiter|fortsetzung)(?:\s.{1,30})? nächster\steil
    blättern leer\smás leia\smais leggi\s(?:il\sseguito|tutto) (?:lire\s)?(?:la\s)?suite(?:\sde\sl.article)?
    continuer\s(?:la\slecture|à\slire)
    poursuivre\sla\slecture (?:seguir|sigue|continuar|continúa)(?:\sleyendo)?
    continu(?:a|ar|e)(?:\s(?:a\s)?(?:leggere|lendo|lettura))? lees\s(?:verder|meer) verder\slezen
    läs\s(?:vidare|mer) fortsätt\släsa les\s(?:videre|mer) læs\svidere lue\s(?:lisää|seuraava|loppuun)
    jatka(?:\slukemista)? czytaj\sdalej číst\sdál(?:e)? tovább (?:читать|читайте)\s(?:далее|дальше)
    дальше продолжение(?:\s.{1,30})? читати\sдалі devamı(?:nı\soku)? okumaya\sdevam\set 続き(?:を読む)?
    次のページ.{0,60} (?:阅读|閱讀|查看|点击)?(?:余下|剩余|剩餘)(?:的)?(?:全文|内容) 继续阅读 繼續閱讀
    (?:page|part)\stwo seite\szwei zweite[r]?\s(?:seite|teil) (?:deuxième|seconde)\s(?:page|partie)
    segunda\s(?:página|parte) seconda\s(?:pagina|parte) tweede\s(?:pagina|deel) andra\s(?:sidan|delen)
    toinen\s(?:sivu|osa)
    druga\s(?:strona|część) druhá\s(?:strana|část) вторая\s(?:страница|часть) друга\s(?:сторінка|частина)
    ikinci\s(?:sayfa|bölüm)
    下一(?:页|頁).{1,60} 계속\s?읽기 다음\s(?:장|쪽|글\s보기) اقرأ\sالمزيد تابع\sالقراءة selengkapnya
    continua(?:r\sa\sler|ção|ción) prosegui(?:re)?(?:\s(?:la\slettura|a\sleggere))? vervolg(?:\slezen)?
    fortsättning(?:en)? läs\sfortsättningen fortsættelse fortsettelse lue\sjatko
    jatkuu(?:\sseuraavalla\ssivulla)?
    (?:prze)?czytaj\sdalej dalsz(?:y\sciąg|a\sczęść) ciąg\sdalszy pokračování pokračovat(?:\sve\sčtení)?
    folytatás(?:a)?
    продовження далі haberin\sdevamı つづき 続き(?:はこちら|を見る|へ) 点击下一[页頁]继续阅读
    이어서\s(?:보기|읽기) 계속(?:\s보기)?
    المزيد תמשיך\sלקרוא ה?המשך(?:\s(?:ה?קריאה|לקרוא|ה?כתבה))? आगे\s(?:पढ़ें) पूरा\sपढ़ें पूरा\sपढ़ें
    อ่านต่อ(?:หน้าถัดไป|หน้า\s?\d{1,3})?
    (?:διαβάστε\s(?:τη\s)?)?συνέχεια baca\sselanjutnya xem\stiếp đọc\stiếp อ่านต่อ
""", before=r"[\[【(（]?\s*", after=r"[\s.…:]*[\]】)）]?" + ARROWS)
"""Words that say of a further page of the same that it goes on."""
WHOLE = any_of(r"""
    (?:(?:view|read|show|see|display)\s)?(?:(?:as|on|in|this|the)\s)*(?:a\s|one\s)?(?:single|one|1)[\s-]page(?:\sview)?
    (?:(?:view|read|show)\s)?(?:the\s)?(?:full|entire|whole|complete)\s(?:article|story|text|version)(?:\son\sone\spage)?
    (?:view|show|read)\sall(?:\spages)?(?:\son\sone\spage)? all\spages (?:all\s)?on\sone\spage
    print(?:er)?(?:[\s-]friendly)?(?:\s(?:this\s)?(?:view|version|page|article|story))?
    (?:(?:artikel|alles|text)\s)?auf\seiner\sseite(?:\s(?:lesen|anzeigen))? (?:zur\s)?komplettansicht
    (?:den\s)?(?:ganzen?|gesamten?|kompletten?|vollständigen?)\s(?:artikel|text|beitrag)(?:\s(?:lesen|anzeigen|auf\seiner\sseite))?
    alles\s(?:lesen|anzeigen) (?:artikel\s)?drucken druck(?:ansicht|version|fassung)
    (?:(?:lire|afficher|voir)\s)?(?:(?:le\s|l.)?(?:article|texte)\s(?:complet|entier|intégral)|tout(?:\sl.article)?)
    (?:(?:lire|afficher|voir|tout)\s)*(?:l.article\s)?(?:sur|en)\sune\s(?:seule\s)?page
    version\simprimable imprimer
    (?:(?:ver|leer|mostrar)\s)?(?:(?:el\s)?artículo\scompleto|todo|(?:todo\s)?en\suna\s(?:sola\s)?página)
    imprimir (?:versión|versão)\s(?:para\simprimir|imprimible|para\simpressão)
    (?:(?:ver|ler)\s)?(?:artigo|texto)\scompleto
    (?:tudo\s)?(?:em\suma\s(?:só|única)\spágina|numa\s(?:só|única)\spágina) página\súnica
    (?:(?:leggi|mostra)\s)?(?:tutto|(?:l.)?articolo\s(?:completo|intero))?\s?(?:in|su)\suna\s(?:sola\s|unica\s)?pagina
    (?:leggi\s)?(?:l.)?articolo\s(?:completo|intero) (?:versione\s)?stampa(?:bile)?
    (?:(?:lees|toon)\s)?(?:(?:het\s)?hele\sartikel|alles)?\s?op\s(?:één|een)\spagina
    (?:toon\s)?hele\sartikel afdrukken printversie (?:visa\s)?(?:hela\sartikeln|allt)(?:\spå\sen\ssida)?
    skriv\sut utskrift(?:sversion)? (?:vis\s)?hele\sartik(?:len|kelen) udskriv koko\sartikkeli tulosta
    (?:(?:pokaż|czytaj)\s)?(?:całość|cały\sartykuł)?(?:\s?na\sjednej\sstronie)? (?:wersja\sdo\s)?druku?
    drukuj (?:(?:читать|показать)\s)?(?:всё?\s)?на\sодной\sстранице (?:версия\sдля\s)?печат[иь]
    (?:весь|полный)\sтекст читать\sполностью (?:hepsini\s)?tek\ssayfada?(?:\s(?:oku|göster))? yazdır
    (?:(?:在)?[本单單一][页頁](?:阅读|閱讀|显示|顯示)?|(?:阅读|閱讀|显示|顯示|查看|展开|展開|浏览|瀏覽)?)(?:全文|全部)(?:阅读|閱讀|显示|顯示|浏览)?
    不分[页頁](?:阅读|显示|顯示)? 单页(?:阅读|浏览|显示) 單頁(?:閱讀|瀏覽|顯示)
    (?:打印|列印)(?:本[页頁]|版|文章)? (?:全文を?)?(?:1|１|一|単一の?)ページで(?:読む|表示|見る)?
    全(?:文|ページ)(?:を)?(?:読む|表示|見る)? 印刷(?:用(?:ページ|画面)?|する)?
    한\s?(?:페이지|쪽)(?:로|에서)?\s?(?:보기)? 전체\s?(?:보기|기사) 인쇄(?:하기)?
""", before=r"[\[【(（]?\s*", after=r"[\s.…]*[\]】)）]?" + ARROWS)
"""Words that lead to a page that shows the whole of what is shown in parts."""
# fmt: on
_PAGE = (
    "page|seite|teil|part|partie|parte|p[aá]gina|pág\\.?|pag\\.?|stron(?:a|y|ie|ę)|stran(?:a|u|y|ě)|stránk[auy]|část"
    "|część|сторінк[аиуі]|стор\\.?|частина|страниц[аеуы]|стр\\.?|часть|sidan?|side|siv(?:u|ulla|ulle|un)|osa|oldal|sayfa"
    "|halaman|trang|σελίδα|σελ\\.?|μέρος|الصفحة|صفحة|الجزء|عمود|[לב]?עמוד|[לב]?דף|חלק|หน้า(?:ที่)?|ตอนที่|पृष्ठ|पेज|भाग|পৃষ্ঠা|第"
)
NUMBERED = re.compile(
    rf"(?:\D{{0,40}}?(?<!\w))??(?:{_PAGE})\s{{0,2}}(\d{{1,3}})(?!\d)|[\[(]?(\d{{1,3}})[.:)\]]\s+\S"
    r"|[\[(（]?(\d{1,3})\s?(?:/\s?\d{1,3}\s*$|페이지|쪽|ページ|[页頁]|\.?\s?(?:oldal|sayfa|sida|strana|page\b))",
    re.IGNORECASE,
)
"""How a link begins that names the number of a page, whatever it says besides."""
