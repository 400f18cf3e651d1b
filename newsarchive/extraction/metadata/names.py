"""People's names out of bylines: no "by", no roles, no addresses, one name each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.metadata.stated import Stated, best_first
from newsarchive.pages.words import HAN, any_of
from newsarchive.text import one_line

_BY = re.compile(
    r"^(?:(?:written|reported|story|words|text|article|review|analysis)\s)?"
    r"(?:by|von|par|por|di|door|av|af|autor(?:in|en)?|author|text)\b\s*[:：]?\s*(?=\S)"
    r"|^(?:文|图|撰文|作者|[记記]者|本报记者|本网记者|特约记者|实习记者|通讯员|见习记者|首席记者|撰稿)\s*[:：/／|｜]\s*"
    r"|^(?:新华社|人民网|中新网|央视网|本报|本网|本刊)?(?:特约|实习|见习|首席|高级|全媒体)?(?:[记記]者|通讯员|评论员)\s*[:：]?\s*",
    re.IGNORECASE,
)
_LABEL = any_of(
    r"""
    words (?:eine?\s)?(?:bericht|reportage|analyse|kommentar)?\s?von
    geschrieben\svon (?:publié|écrit|rédigé|propos\srecueillis)\spar
    (?:escrito|publicado|redactado)\spor (?:scritto|testo)\sdi a\scura\sdi geschreven\sdoor
    skrevet\sa[vf] skriven\sav
    te[kx]sti? te[kx]t[eo] testo autor(?:ka|zy|ři)? auteurs? autore autori szerző írta scris\sde tác\sgiả oleh
    kirjoittaja toimittaja napsala? haberi? yazan yazar
    автор(?:ы|и|ка)? текст(?:ы)? материал\sподготовила? συντάκτης συντάκτρια κείμενο γράφ(?:ει\s[οη]|ουν\sοι)
    بقلم كتبت? إعداد تحرير מאת כתבה? लेखक रिपोर्टर? โดย ผู้เขียน เรื่อง 글 기자 취재 執筆 取材 文責 文
""",
    before="^",
)
_LABELLED = re.compile(
    rf"{_LABEL.pattern}(?:\s?[:：・＝=/／]\s*|(?<!文)(?<!text)(?<!tekst)\s+)(?=\S)",
    re.IGNORECASE,
)
"""What leads to an author's name: any label with a mark, most of them without."""
_ROLES = any_of(
    r"""
    (?:staff\s)?(?:reporter|writer|correspondent|editor|journalist|contributor|columnist|producer|photographer)s?
    chief(?:\sof\sstaff)? redakteur(?:in)? (?:\w+)?korrespondent(?:in)? reporter(?:in)? volontär(?:in)?
    journaliste rédact(?:eur|rice)(?:\sen\schef)? correspondante? envoyée?\sspéciale? redactora? periodista
    corresponsal jornalista redatora? repórter correspondente giornalista redattore redattrice inviat[oa]
    corrispondente redacteur verslaggever redaktør redaktör journalistin? dziennikarz dziennikarka
    корреспондент журналист редактор associated\spress muhabiri? 기자 [記记]者 編輯 编辑 編集委員
""",
    after=r"$",
)
_ROLE = re.compile(
    rf"\s*[,，(（–—-]\s*(?:[^,，()（）]{{0,40}}\s)?{_ROLES.pattern}"
    rf"|\s*(?:기자|[記记]者|报道|報導|報道|摄|攝|編集委員)$|\s+\|\s.*$|\s*[（(][^）)]{{0,30}}[）)]$"
    r"|\s*[/／]\s*\S{2,6}(?:報導|报道|報道|電|电)$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<=\w)\s(?:in|aus|à|en(?!\s(?!Nueva|Buenos|Los|San|Santa|La|El|New)[A-ZÀ-Þ]\w+\s[A-ZÀ-Þ])|desde|da|di|fra"
    r"|i(?!\s[A-ZÀ-Þ]\w+\s[A-ZÀ-Þ])|från|uit|из|в)\s[A-ZÀ-ÞА-Я][\w’'.-]+(?:[\s-][A-ZÀ-ÞА-Я][\w’'.-]+){0,2}"
    r"(?=$|\s?[,;]|\s(?:and|und|et|y|e|og|och|en|и|&)\s)"
)
_BETWEEN = re.compile(
    r"\s*[;；、\n•&]\s*"
    r"|\s+(?:and|und|et|y|e|og|och|en|i|ja|и|й|та|oraz|ve|και|és|și|dan|và|और)\s+"
    r"|(?<=\w{2})\s+a\s+(?=[A-ZÀ-Ž]\w+\s[A-ZÀ-Ž])"
    r"|\s*,\s*(?:and|und|et|y|e|и)\s+"
)
_AND_PREFIXED = re.compile(
    r"^(\S+\s\S+)\s(?:و(?!ليد|ائل|سام|فاء|جدي|حيد)|ו(?!רד\b))([\u0590-\u06ff]{2,}\s[\u0590-\u06ff]{2,})$"
)
"""Two names with the ``and`` of Arabic and Hebrew, which is written at the second one's head."""
_TITLE_BEHIND = re.compile(r"\b(?:Jr|Sr|II|III|PhD|MD)\.?$")
_COMMA = re.compile(r"\s*[,，/]\s*|(?<=\w)\s[-–—]\s(?=\w+$)")
_DASH_AND_PLACE = re.compile(r"(?<=\w)\s[-–—]\s[^\W\d_]+$")
_CASED = re.compile(r"[A-ZÀ-ÞĀ-ŽА-ЯЁЇІЄҐΑ-Ωa-zß-ÿа-я]")
_AGENCY = any_of(
    r"""
    reuters ap afp dpa(?:[-/]\w+)? apa sda-?(?:ats)? ats efe ansa lusa pap anp belga ritzau ntb tt stt
    čtk tasr mti тасс
    риа(?:\sновости)? интерфакс укринформ aa iha dha bloomberg(?:\snews)? cnn bbc(?:\snews)? upi xinhua
    kyodo jiji
    yonhap pti ani ians sid kna epd kap (?:the\s)?associated\spress agence\sfrance[\s-]presse
    press\sassociation
    deutsche\spresse-agentur \w+\s(?:nachrichtenagentur|agency|newswire)
""",
    before="^",
    after="$",
)
_PLACE_ALONE = any_of(
    r"""
    [^\W\d_][\w’'.-]+
    (?:new|los|las|san|santa|santo|são|saint|st\.?|sankt|buenos|hong|kuala|tel|den|bad|rio|cape|abu|addis|phnom|нью)\s\w+
    (?:in|aus|à|en|a|desde|da|di|från|uit|из|в)\s[A-ZÀ-ÞА-Я]\w+
""",
    before="^",
    after="$",
)
"""A place of one word, or of two that begin as places do."""
_NO_NAME = re.compile(
    r"https?:|www\.|@|\.(?:com|cn|net|org|html?)\b|[<>{}=]|\d{3,}|^\d+\s|^view\s(?:author|all|profile|more)|^(?:admin|administrator|editor|undefined|null|none|root|"
    r"unknown|webmaster|default|staff|authors?|redaktion|by|von|par|por|di|door|text|网络|匿名|编辑部|小编|网友|作者|网站编辑|本站编辑|新闻中心|佚名|未知|编辑|管理员|本站|综合|来源|记者|责任编辑)$",
    re.IGNORECASE,
)
_HAN_NAMES = re.compile(rf"[{HAN}·]{{2,4}}(?:\s+[{HAN}·]{{2,4}})+")
_DATED = re.compile(
    r"\s(?:(?:last\s)?updated|published|posted|aktualisiert|publié|actualizado)\b.*$", re.IGNORECASE
)
_LONGEST = 60
_MOST = 30


def names_in(text: str) -> list[str]:
    """The names that a byline or an author field lists."""
    if "://" in text:
        return []
    text = one_line(text[:1_000]).strip(" :：|-–—,，。")
    bare = without_label(text)
    is_byline = bare != text
    text = _AND_PREFIXED.sub(r"\1, \2", bare)
    text = _PLACE.sub("", _ROLE.sub("", text))
    parts: list[str] = []
    for part in _BETWEEN.split(text):
        parts += _by_commas(part, is_byline=is_byline)
    return list(dict.fromkeys(name for part in parts[:_MOST] if (name := _name(part))))


def without_label(text: str) -> str:
    """A byline without what leads to the name."""
    for _ in range(2):
        text = _BY.sub("", _LABELLED.sub("", text))
    return text


def joined(values: Iterable[str], sites: frozenset[str]) -> str:
    """The names of several fields, each once, as one value; the site's own name is nobody's."""
    found: dict[str, str] = {}
    for value in values:
        for name in names_in(value):
            if name.casefold() not in sites:
                found.setdefault(name.casefold(), name)
    return ", ".join(list(found.values())[:_MOST])


def _by_commas(part: str, *, is_byline: bool) -> Iterator[str]:
    """The names of a list; behind the first one an agency is none, nor in a byline a place."""
    if _CASED.match(part) and " " in _DASH_AND_PLACE.sub("", part):
        part = _DASH_AND_PLACE.sub("", part)
    pieces = _COMMA.split(part)
    if len(pieces) == 2 and _TITLE_BEHIND.fullmatch(pieces[1]):
        yield part
        return
    is_person = _CASED.match(pieces[0]) and " " in pieces[0]
    for place, piece in enumerate(pieces):
        if place and is_person and (_AGENCY.match(piece) or (is_byline and _is_place(piece))):
            continue
        if _HAN_NAMES.fullmatch(piece):
            yield from piece.split()
        else:
            yield piece


def _is_place(piece: str) -> bool:
    return _CASED.match(piece) is not None and _PLACE_ALONE.match(piece) is not None


def _name(part: str) -> str:
    name = _PLACE.sub("", _ROLE.sub("", _BY.sub("", _DATED.sub("", part.strip())))).strip(
        " :：|-–—,，。·*[]【】"
    )
    name = name if _TITLE_BEHIND.search(name) else name.strip(".")
    if not 1 < len(name) <= _LONGEST or _NO_NAME.search(name) or not re.search(r"[^\W\d_]", name):
        return ""
    return name


def choose_authors(stated: Sequence[Stated], sites: frozenset[str]) -> list[Candidate]:
    """One candidate for each strategy, its names joined; the best first.

    :param sites: the site's names in small letters; an author of that name counts last
    """
    found: list[Candidate] = []
    ordered = sorted(stated, key=lambda one: one.strategy)
    for strategy, group in groupby(ordered, key=lambda one: one.strategy):
        ones = list(group)
        confidence = max(one.confidence for one in ones)
        if names := joined((one.value for one in ones), sites):
            found.append(Candidate(names, strategy, round(confidence, 3)))
        elif strategy == "json-ld" and (names := joined((one.value for one in ones), frozenset())):
            found.append(Candidate(names, strategy, 0.5))
    return best_first(found)
