"""Whether a list shows an article otherwise than before: by title and day, not by what counts on its own."""

import re
from collections.abc import Mapping
from typing import Any

from newsarchive.text import letters_of

_COUNTED = r"""
    comments? replies reply likes? shares? views? reads? votes? clicks? kommentare?n? antworten aufrufe
    commentaires? réactions? vues? comentarios? respuestas? vistas? visualizaciones comentários?
    respostas? commenti commento visualizzazioni reacties? weergaven komentarz[ey]? komentarzy
    wyświetleń комментари\w* просмотр\w* коментар\w* перегляд\w* yorum(?:lar)? görüntülenme kommentarer?
    visningar? visninger komentář\w* komentár\w* hozzászólás\w* kommentti\w* comentarii σχόλι\w*
    条?[评評][论論] 跟[帖贴貼] 回[复復] [阅閱][读讀] [浏瀏][览覽] 点击 コメント 件のコメント 閲覧 댓글
    조회 bình\sluận lượt\sxem komentar ความคิดเห็น تعليق\w* مشاهدة תגובות צפיות
"""
_PASSING = r"""
    s secs? seconds? m mins? minutes? h hrs? hours? d days? weeks? months? sekunden? minuten? std
    stunden? tage?n? wochen? monate?n? secondes? heures? jours? semaines? mois segundos? minutos? horas?
    días? semanas? meses second[oi] minut[oi] or[ae] giorn[oi] settiman[ae] mes[ei] seconden minuut uur
    dag dagen weken maanden dias? sekund\w* minut\w* godzin\w* dni tygodni\w* секунд\w* минут\w* мин
    час\w* дн\w* недел\w* хвилин\w* годин\w* тиж\w* saniye dakika saat gün hafta timm\w* timer? dagar
    dager dage sekunt\w* minuut\w* tun\w* päiv\w* hodin\w* perc\w* óra órája nap\w* λεπτά ώρες ημέρες
    秒[钟鐘]? 分[钟鐘]? 小[时時] 天 日 周 週[間间]? 時間 분 시간 일 giờ phút ngày jam menit hari นาที
    ชั่วโมง วัน دقائق دقيقة ساعات ساعة أيام דקות שעות ימים
"""
_WORD = "(?:" + "|".join(f"{_COUNTED} {_PASSING}".split()) + ")"
_COUNT = r"\d[\d.,]{0,12}\s?(?:[km]|tsd|mil|万|萬)?"
_BY_ITSELF = re.compile(
    rf"(?<!\w){_COUNT}\s?{_WORD}(?!\w)|(?<!\w){_WORD}\s?[:：(（]\s?{_COUNT}(?!\w)|[(（\[]\s?{_COUNT}\s?[)）\]]"
    rf"|(?<=[\s\u2e80-\uffdc]){_COUNT}(?:条|條|件|개)?{_WORD}",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?<!\w)(?:ago|vor|seit|just now|yesterday|today|gestern|heute|gerade eben|il y a|hier|aujourd'hui|hace"
    r"|ayer|hoy|fa|ieri|oggi|geleden|gisteren|vandaag|há|ontem|hoje|temu|wczoraj|назад|вчера|сегодня|тому|вчора|önce|dün"
    r"|sedan|igår|siden|sitten|před|nyní|ezelőtt|new|neu|live|updated?)(?!\w)|刚刚|剛剛|昨[天日]|今[天日]|之?前|전|어제",
    re.IGNORECASE,
)


def is_shown_otherwise(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether title or day of an article in a list are others; a day that nobody stated before is none.

    Counts of comments and how long ago it was ("3 comments", "5 minutes ago") do not count.

    :param before: the list's entry as :data:`newsarchive.store.entries.ENTRY` has it; so is ``now``
    """
    days = before.get("day"), now.get("day")
    if all(days) and days[0] != days[1]:
        return True
    return _lasting(before.get("title") or "") != _lasting(now.get("title") or "")


def _lasting(title: str) -> str:
    """What of a title stays as long as nobody edits it, without spaces and marks."""
    return letters_of(_WHEN.sub(" ", _BY_ITSELF.sub(" ", title[:1000])))
