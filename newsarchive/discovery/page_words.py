"""What the links of a bar of pages are called, in the languages of news sites."""

import re

from newsarchive.pages.words import any_of

_ARROWS = r"[\s>»›→▶⟩＞]*"
# Sure words lead to the next page whatever its address; the others are said of other things, too.
# fmt: off
SURE = any_of(r"""
    下一[页頁] 下[页頁] [后後]一[页頁] 次の?ページ(?:へ)? 次へ 다음\s*페이지
    (?:go\sto\s)?(?:the\s)?next\spage older(?:\sposts|\sentries|\sarticles|\sstories|\snews)? older\sposts
    nächste\sseite ältere\s(?:beiträge|artikel|einträge) page\ssuivante articles\splus\sanciens
    página\ssiguiente siguiente\spágina entradas\s(?:más\s)?antiguas pagina\ssuccessiva próxima\spágina
    volgende\spagina nästa\ssida następna\sstrona следующая\sстраница الصفحة\sالتالية sonraki\ssayfa
    halaman\s(?:selanjutnya|berikutnya) trang\s(?:sau|tiếp)
""", before=r"[\[【(（]?\s*", after=r"\s*[\]】)）]?" + _ARROWS)
UNSURE = any_of(r"""
    next weiter vor nächste suivante?s? siguiente próxim[oa] success?iv[oa] avanti volgende nästa neste
    næste dalej następna další следующая вперед далее التالي sonraki selanjutnya berikutnya 다음 更多
    查看更多 加载更多 [点點][击擊]加载更多 更多新闻
    (?:show|load|view|see)?\s?more(?:\sstories|\snews|\sarticles|\sposts)? mehr\s(?:laden|anzeigen)
    voir\splus ver\smás もっと見る [>»›→▶⟩＞]
""", after=_ARROWS)
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
