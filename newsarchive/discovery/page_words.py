"""What the links of a bar of pages are called, in the languages of news sites."""

import re

_ARROWS = r"[\s>»›→▶⟩＞]*"
# Sure words lead to the next page whatever its address; the others are said of other things, too.
SURE = re.compile(
    rf"[\[【(（]?\s*(?:下一[页頁]|下[页頁]|[后後]一[页頁]|次の?ページ(?:へ)?|次へ|다음\s*페이지"
    r"|(?:go to )?(?:the )?next page|older(?: posts| entries| articles| stories| news)?|older posts"
    r"|nächste seite|ältere (?:beiträge|artikel|einträge)|page suivante|articles plus anciens"
    r"|página siguiente|siguiente página"
    r"|entradas (?:más )?antiguas|pagina successiva|próxima página|volgende pagina|nästa sida"
    r"|następna strona"
    rf"|следующая страница|الصفحة التالية|sonraki sayfa|halaman (?:selanjutnya|berikutnya)|trang (?:sau"
    rf"|tiếp))\s*[\]】)）]?{_ARROWS}",
    re.IGNORECASE,
)
UNSURE = re.compile(
    rf"(?:next|weiter|vor|nächste|suivante?s?|siguiente|próxim[oa]|success?iv[oa]|avanti|volgende|nästa"
    rf"|neste|næste|dalej"
    r"|następna|další|следующая|вперед|далее|التالي|sonraki|selanjutnya|berikutnya|다음|更多|查看更多"
    r"|加载更多|[点點][击擊]加载更多|更多新闻"
    r"|(?:show|load|view|see)? ?more(?: stories| news| articles| posts)?|mehr (?:laden|anzeigen)"
    r"|voir plus|ver más|もっと見る)"
    rf"{_ARROWS}|[>»›→▶⟩＞]{{1,2}}",
    re.IGNORECASE,
)
BACK = re.compile(
    r"[\[【(（<«‹←\s]*(?:(?:上一|前一|首|第一|尾|末|最[后後]一?)[页頁]"
    r"|prev(?:ious)?(?: page)?|first|last|zurück|précédente?|anterior|[<«‹←])[\s\]】)）<«‹←]*",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"[\[【(（]?\s*(?:第\s*)?(\d{1,4})"
    r"\s*(?:[页頁]\s*)?[\]】)）]?"
    r"|第\s*(\d{1,3})\s*[页頁].{0,60}|page (\d{1,4})",
    re.IGNORECASE,
)


def says_page(words: str) -> bool:
    """Whether a link is called as those in bars of pages are: a number, "next", 上一页."""
    return any(said.fullmatch(words) for said in (NUMBER, SURE, UNSURE, BACK))
