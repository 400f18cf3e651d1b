"""Whether a text that was read again may replace a good one."""

import re
import unicodedata

from newsarchive.safe_html import visible_text

_SUBSTANCE = 40  # characters; of less a cut says nothing
_SHORT = 150  # characters; a page that only says that the article is gone is no longer
_MOST = 0.5  # so much of such a page is the phrase itself

_GONE = re.compile(
    r"""
      (?:您|你)?(?:所)?(?:访问|浏览|查看|请求|查找)?的?\s?
      (?:页面|网页|文章|内容|新闻|稿件|资讯|信息|链接|帖子)
      (?:[^，。！!.,\s]{0,6})?
      (?:不存在|找不到|未找到|没有找到|无法找到|已被?(?:删除|移除|撤下|下线|下架|屏蔽)|已失效|已过期|被删除)
      (?:[^。！!.]{0,10}(?:删除|移除|下线|失效|过期))?
    | (?:抱歉|对不起)[，,！!\s]{0,3}[^。！!]{0,12}(?:不存在|找不到|已(?:被)?删除|已下线)
    | (?:http\s?)?(?:error\s?)?404(?:\s?[-–:|]?\s?(?:error|page\s)?(?:not\sfound|error))?
    | (?:page|article|story|content|document|file)\s(?:you\s(?:requested|are\slooking\sfor)\s)?
      (?:(?:was|is|could|can)\s?(?:not|n.t)\s(?:be\s)?(?:found|available|exist)|not\sfound
        |(?:is|are)\sno\slonger\savailable|(?:has|have)\sbeen\s(?:removed|deleted|withdrawn)
        |does(?:\snot|n.t)\sexist)
    | (?:seite|artikel|beitrag)\s(?:wurde\s)?
      (?:nicht\s(?:gefunden|mehr\sverfügbar|vorhanden)|gelöscht|entfernt)
    | (?:page|article)\s(?:non\s?trouvée?|introuvable|n.existe\s(?:plus|pas)|supprimée?)
    | (?:página|artículo|noticia)\s(?:no\s(?:encontrad[oa]|existe|disponible)|eliminad[oa])
    | (?:страница|статья)\s(?:не\s(?:найдена|существует)|удалена)
    | (?:ページ|記事)(?:が|は)(?:見つかりません|存在しません|削除されました)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_LETTER = re.compile(r"[\W_]+")


def shrunken(before: int, after: int, *, keep: float) -> bool:
    """Whether a body has lost so much that the source must have failed, rather than edited.

    :param before: characters of the former text
    :param after: characters of the new one
    :param keep: the least share that an edit leaves
    """
    return before >= _SUBSTANCE and after < keep * before


def soft_404(body: str) -> str | None:
    """The words by which a page served as 200 says that the article is gone; None if it does not.

    Only a short text that says little else is one: a report about a missing page is none.

    :param body: HTML
    """
    text = " ".join(unicodedata.normalize("NFKC", visible_text(body)).split())
    if not text or len(text) > _SHORT:
        return None
    found = max(_GONE.finditer(text), key=lambda match: len(match[0]), default=None)
    if found is None or not found[0].strip():
        return None
    said = sum(len(_NO_LETTER.sub("", match[0])) for match in _GONE.finditer(text))
    return found[0].strip() if said >= _MOST * len(_NO_LETTER.sub("", text)) else None
