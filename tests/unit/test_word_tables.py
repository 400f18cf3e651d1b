"""Tables of words match as their alternatives would, in whatever order and brackets they are written."""

import re

import pytest

from newsarchive.extraction import gate_words, trouble_words, wall_words
from newsarchive.pages.words import any_of, in_names

TABLES = (
    ("share sharing social", ("share", "SHARING is", "so", "unsocial")),
    ("(?:post entry story)[-_]?(?:body text) article", ("storybody", "entry-text", "post", "an Article")),
    (r"ads?(?![a-z]) a b|c bc", ("ads", "adsx", "bc", "c")),
    (r"e-?mail \d{4} [(|]x eman", ("E-Mail", "in 2024", "(x", "|x", "email")),
    ("评论 评 更多(?:新闻 消息) News", ("评", "更多消息", "news", "更多")),
    ("x?y xz", ("y", "xy", "XZ", "x")),
)


@pytest.mark.parametrize(("listed", "texts"), TABLES)
def test_what_is_found_is_what_the_plain_alternatives_find(listed: str, texts: tuple[str, ...]) -> None:
    plain = re.compile("(?:" + "|".join(listed.split()) + ")", re.IGNORECASE)
    for text in texts:
        found, wanted = any_of(listed).search(text), plain.search(text)
        assert (found and found.span()) == (wanted and wanted.span())
        small = text.lower()
        assert bool(in_names(listed).search(small)) == bool(plain.search(small))


def test_what_stands_around_a_word_counts() -> None:
    pattern = any_of("top back(?:ward word)", before="^", after="$")
    assert [bool(pattern.search(text)) for text in ("Top", "backword", "on top", "back")] == [
        True, True, False, False,
    ]  # fmt: skip


ORDINARY = (
    "The council said on Tuesday that the bridge closes to cars for two weeks; the school stays open.",
    "Die Stadt sagte, dass die Brücke für zwei Wochen gesperrt wird und die Schule für alle offen bleibt.",
    "La ville a dit que le pont serait fermé pendant deux semaines, et que l'école reste ouverte pour tous.",
    "El ayuntamiento dijo que el puente estará cerrado durante dos semanas y que la escuela sigue abierta.",
    "Il comune ha detto che il ponte resterà chiuso per due settimane e che la scuola è aperta per tutti.",
    "A câmara disse que a ponte fica fechada por duas semanas e que a escola continua aberta para todas.",
    "De gemeente zei dat de brug twee weken wordt gesloten en dat de school open blijft voor alle kinderen.",
    "Kommunen sade att bron stängs för bilar under två veckor, och att skolan är öppen för alla barn.",
    "Kommunen sagde, at broen lukkes for biler i to uger, og at skolen er åben for alle børn.",
    "Miasto poinformowało, że most będzie zamknięty przez dwa tygodnie, a szkoła pozostaje otwarta.",
    "Město uvedlo, že most bude dva týdny uzavřen pro auta a škola zůstane otevřená pro všechny děti.",
    "Kaupunki kertoi, että silta suljetaan kahdeksi viikoksi ja että koulu on auki kaikille lapsille.",
    "Belediye köprünün iki hafta kapatılacağını ve okulun tüm çocuklar için açık kalacağını söyledi.",
    "Мэрия сообщила, что мост закроют для машин на две недели, а школа останется открытой для всех детей.",
    "市は橋を二週間車両通行止めにし、学校はすべての子どものために開いておくと発表した。",
    "市政府周二表示，大桥将对汽车封闭两周，学校照常对所有孩子开放。",
    "시는 다리가 두 주 동안 차량에 폐쇄되고 학교는 모든 어린이에게 열려 있다고 밝혔다.",
)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_is_in_no_table_of_walls(sentence: str) -> None:
    tables = [one for room in (gate_words, trouble_words, wall_words) for one in vars(room).values()]
    patterns = [one for one in tables if isinstance(one, re.Pattern)]
    assert len(patterns) > 10
    assert [found[0] for one in patterns if (found := one.search(sentence))] == []
