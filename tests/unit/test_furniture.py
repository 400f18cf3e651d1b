"""Lines of a page that are nobody's article, in many languages, and sentences that only begin like them."""

import pytest

from newsarchive.extraction.body.furniture import is_furniture
from tests.unit.test_auto_body import SENTENCES, article, body, page, paragraphs

FURNITURE = [
    "4 min read", "7-minute read", "Reading time: 3 minutes",
    "Lesezeit: 6 Minuten", "Temps de lecture : 4 min",
    "Время чтения: 8 мин.", "3 دقائق للقراءة", "この記事は3分で読めます",
    "3분 분량", "閱讀時間約3分鐘",
    "6 min czytania", "9 मिनट में पढ़ें",
    "27 comments", "1,204 Kommentare", "8 комментариев", "コメント8件", "댓글 8개",
    "8則留言", "Comments (8)",
    "8 komentarzy", "8 تعليقات", "8 टिप्पणियाँ",
    "FacebookTwitterCopy link", "Share", "Share this story:", "Teilen | Drucken", "zurück | Drucken",
    "Imprimir – Voltar", "Поделиться: Телеграм, ВКонтакте", "شارك: فيسبوك واتساب", "シェア LINE ツイート",
    "공유하기 카카오톡 페이스북", "分享 LINE 複製連結", "Udostępnij Facebook X", "साझा करें व्हाट्सएप",
    "Read also: The harbour is open", "Czytaj także: Port otwarty", "Читайте также: Порт открыт",
    "اقرأ أيضا: الميناء مفتوح", "あわせて読みたい：港、再開へ",
    "함께 읽기: 항구 다시 열려", "延伸閱讀：港口重開",
    "यह भी पढ़ें: बंदरगाह खुला", "Leia também | Porto aberto", "Lire aussi",
    "Sign up for our newsletter", "Подпишитесь на нашу рассылку", "メルマガに登録する", "뉴스레터 구독하기",
    "訂閱電子報", "اشترك في نشرتنا البريدية", "हमारे न्यूज़लेटर की सदस्यता लें", "Assine a nossa newsletter",
    "Follow us on Facebook!", "Tous droits réservés.", "Click here to subscribe",
    "© 2026 Чайка. Все права защищены",
    "Updated 12 minutes ago", "Aktualisiert: vor 3 Stunden",
    "Обновлено 5 минут назад", "Atualizado há 2 horas",
]  # fmt: skip
SENTENCE_LIKE = [
    "Comments came in from all over the county.", "Updated maps will hang in the hall by June.",
    "Read more of it he would not.", "Twenty-seven comments were read aloud.", "It is a four minute walk.",
    "Facebook", "Twitter, Reddit", "Back to the harbour they went.",
    "X", "Print", "Share prices fell by a tenth.",
    "Комментарии пришли быстро.", "コメントは三件だけだった。",
    "댓글은 빠르게 달렸다.", "評論很快就來了。",
    "التعليقات جاءت بسرعة.", "Kommentare kamen schnell.", "5 minutes later the boat sank.", "2026", "12 km",
    "Follow me, the pilot said, and do not turn.",
    "The newsletter was printed here for years.",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_the_pages_own_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", SENTENCE_LIKE)
def test_what_begins_like_one_is_none(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize("holder", ["<div>{}</div>", "<p>{}</p>", "<h4>{}</h4>", "<ul><li>{}</ul>"])
@pytest.mark.parametrize("line", FURNITURE[::6])
def test_furniture_leaves_a_text_from_any_place_and_any_holder(line: str, holder: str) -> None:
    box = holder.format(line)
    for content in (box + paragraphs(SENTENCES), paragraphs(SENTENCES) + box):
        assert body(article(content)) == "\n".join(f"<p>{text}</p>" for text in SENTENCES)
    assert line not in body(article(f"{paragraphs(SENTENCES[:2])}{box}{paragraphs(SENTENCES[2:])}"))


def test_furniture_leaves_a_table_for_the_layout_and_stays_in_one_of_data() -> None:
    rows = "".join(f"<tr><td>Boat {n}</td><td>{n} comments</td></tr>" for n in range(2, 9))
    assert "5 comments" in body(
        article(f"{paragraphs(SENTENCES)}<table>{rows}</table>{paragraphs(SENTENCES)}")
    )
    layout = (
        f"<table><tr><td><h1>Harbour closed</h1>{paragraphs(SENTENCES)}<p>5 comments</p></td></tr></table>"
    )
    found = body(page(layout))
    assert SENTENCES[3] in found
    assert "5 comments" not in found


@pytest.mark.parametrize("line", SENTENCE_LIKE[:5])
def test_a_last_sentence_that_begins_like_a_notice_stays(line: str) -> None:
    assert line in body(article(f"{paragraphs(SENTENCES)}<p>{line}</p>"))


@pytest.mark.parametrize(
    "line",
    ["Follow us on Facebook.", "All rights reserved."],
)
def test_a_last_sentence_that_speaks_to_the_reader_goes(line: str) -> None:
    assert line not in body(article(f"{paragraphs(SENTENCES)}<p>{line}</p>"))


OF_LANGUAGES = {
    "channels and rights": (
        "Подписывайтесь на наш Telegram-канал", "Suscríbete a nuestro canal de WhatsApp",
        "저작권자 ⓒ 갈매기, 무단 전재 및 재배포 금지", "ⓒ 갈매기 무단전재 및 재배포 금지",
        "Abonnez-vous à notre chaîne YouTube", "Iscriviti al nostro canale Telegram",
    ),
    "leads elsewhere": (
        "Lue myös: Myrsky rannikolla", "Čtěte také: Bouře na pobřeží", "קראו גם: סערה בחוף",
        "อ่านเพิ่มเติม: พายุ", "Olvassa el ezt is: Vihar a parton",
        "Citește și: Furtună pe coastă", "Čítajte tiež: Búrka",
    ),
    "calls for letters": (
        "Tilaa uutiskirje", "Přihlaste se k odběru newsletteru", "הירשמו לניוזלטר שלנו", "สมัครรับจดหมายข่าว",
        "Εγγραφείτε στο newsletter μας", "Підпишіться на нашу розсилку", "Meld deg på vårt nyhetsbrev",
        "Iratkozzon fel hírlevelünkre", "Abonează-te la newsletter", "Đăng ký nhận bản tin",
    ),
    "minutes": (
        "Tempo di lettura: 5 minuti", "Lukuaika 5 min", "5 minut čtení", "5 dk okuma süresi", "읽는 시간 5분",
        "5 דקות קריאה", "อ่าน 5 นาที", "5 λεπτά ανάγνωση", "5 хв читання", "5 perc olvasás", "5 menit baca",
    ),
    "comments": (
        "12 kommenttia", "12 komentářů", "12 yorum", "12 תגובות", "12 ความคิดเห็น", "12 σχόλια",
        "12 коментарів",
        "12 hozzászólás", "12 comentarii", "12 bình luận",
    ),
    "shares": (
        "Artikel teilen", "Partager l'article", "Compartir en Facebook", "Deel dit artikel", "Dela", "Sdílet",
        "Jaa artikkeli", "שתפו", "แชร์", "Κοινοποίηση", "Поділитися", "Del saken", "Megosztás", "Distribuie",
    ),
    "ads": (
        "Advertentie", "Publicidade", "Reklama", "Реклама", "Annons", "Mainos", "広告", "广告", "광고",
        "إعلان",
        "פרסומת", "विज्ञापन", "โฆษณา", "Διαφήμιση", "Hirdetés", "Quảng cáo",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", OF_LANGUAGES.values(), ids=OF_LANGUAGES.keys())
def test_furniture_is_known_in_other_languages(lines: tuple[str, ...]) -> None:
    assert [line for line in lines if not is_furniture(line)] == []
    text = "".join(f"<p>{line}</p>{paragraphs(SENTENCES[:1])}" for line in lines[:3])
    assert [line for line in lines[:3] if line in body(article(text + paragraphs(SENTENCES)))] == []


@pytest.mark.parametrize(
    "line",
    [
        "Advertentie na advertentie verscheen in de krant.", "Reklama mu nepomohla.", "Dela på er, sa han.",
        "Annonce de la fermeture du port.", "5 minut později byl konec.", "Tilaa ei ollut enää.",
        "Реклама больше не помогала.", "广告不再有用了。", "Compartir es vivir, dijo.",
    ],
)  # fmt: skip
def test_a_sentence_with_such_a_word_is_none(line: str) -> None:
    assert not is_furniture(line)
