"""Pages that are served as if all were well, and say that the article is gone."""

import re
import unicodedata
from itertools import chain

from newsarchive.posts.safe_html import visible_text
from newsarchive.text import letters_of

_SHORT = 150  # characters; a page that only says that the article is gone is no longer
_MOST = 0.6  # so much of such a page are the words themselves

_THING = "(?:[页頁]面|[网網][页頁址]|文章|内容|新闻|稿件|资讯|信息|链接|帖子|地址)"
_WANTED = (
    "(?:您|你)?(?:所|要|想|正在)?(?:[访訪][问問]|浏览|查看|请求|查找|寻找|打开)?的?(?:该|此|这篇|这个|本)?"
)
_LOST = """(?:不存在|不[见見]了?|(?:未|没有|無法|无法|找不)(?:找)?到了?|(?:已经?|已經|被)+(?:作者|发布者)?
    (?:[删刪]除|移除|撤下|撤回|撤稿|下线|下架|屏蔽|失效|过期|丢失)了?|无法(?:访问|显示)|走丢了)"""
_GONE = re.compile(
    rf"""
      {_WANTED}{_THING}(?:可能|暂时|目前|似乎)?{_LOST}(?:[,、\s]?(?:或者?|和)?(?:可能)?{_LOST})*
    | (?:未|没有|無法|无法|找不)(?:找)?到{_WANTED}{_THING}
    | (?:http\s|error\s?|错误\s?)?(?<!\d)(?:404|410)(?!\d)
      (?:\s?[-–:|]?\s?(?:(?:page\s|file\s)?not\sfound|gone|error|错误|[页頁]面\Z))?
    | \Anot\sfound\b
    | (?:the\s|this\s|that\s)?(?:requested\s)?(?:page|article|story|content|document|file|post|url)
      (?:\s(?:that\s)?you(?:\sare|.re)?\s(?:requested|looking\sfor|tried\sto\s\w+|want\w*(?:\sto\s\w+)?))?
      \s(?:(?:(?:was|is|could|can|has)\s?(?:not|n.t)|can.t)\s?(?:be\s|been\s)?(?:found|available|exist|there)|not\sfound
        |(?:is|are)\sno\slonger\s(?:available|online|here)|(?:has|have)\sbeen\s(?:removed|deleted|withdrawn|unpublished)
        |(?:was|is)\s(?:removed|deleted|gone|unavailable)|does(?:\snot|n.t)\sexist|no\slonger\sexists?)
      (?:\s(?:or|and)\s(?:has\sbeen\s|was\s|is\s|may\shave\sbeen\s)?(?:removed|deleted|moved))?(?:\son\sthis\sserver)?
    | we\s(?:could\snot|couldn.t|cannot|can.t)\sfind\s(?:the|that|this)\s(?:page|article|story)
    | (?:diese[rs]?\s|der\s|die\s)?(?:angeforderte\s|gesuchte\s)?(?:seite|artikel|beitrag|inhalt)
      \s(?:(?:wurde|ist|konnte|existiert)\s)?(?:leider\s)?
      (?:nicht\s(?:gefunden|mehr(?:\s(?:verfügbar|vorhanden|online))?|verfügbar|vorhanden)|gelöscht|entfernt)(?:\swerden)?
    | (?:cette\s|cet\s|la\s|l.)?(?:page|article|contenu|document)
      \s(?:que\s)?(?:demandée?\s|vous\s(?:re)?cherchez\s)?
      (?:non\s?trouvée?|(?:est\s)?introuvable|n.existe\s(?:plus|pas)|n.est\s(?:plus|pas)\sdisponible
        |n.a\spas\sété\strouvée?|(?:a\sété\s)?supprimée?)
    | (?:esta\s|este\s|la\s|el\s)?(?:página|artículo|noticia|contenido)
      \s(?:solicitad[oa]\s|que\s(?:usted\s)?(?:buscas?|estás?\sbuscando)\s)?
      (?:no\s(?:encontrad[oa]|existe|(?:está\s)?disponible|se\s(?:ha\s)?(?:encontr\w+|pudo\sencontrar))
        |(?:ha\ssido\s|fue\s)?eliminad[oa]|ya\sno\s\w+(?:\s\w+)?)
    | (?:questa\s|questo\s|quest.|la\s|il\s|l.)?(?:pagina|articolo|contenuto|notizia)
      \s(?:richiest[oa]\s|che\s(?:(?:stai\s)?cerc(?:hi|avi|ando|ate|a)|hai\s\w+)\s)?
      (?:non\s(?:(?:è\s)?(?:stat[oa]\s)?trovat[oa]|è\s(?:più\s)?disponibile|esiste(?:\spiù)?)
        |è\sstat[oa]\s(?:rimoss|eliminat|cancellat)[oa])
    | (?:deze\s|dit\s|de\s|het\s)?(?:op)?(?:gevraagde\s|gezochte\s)?(?:pagina|artikel|bericht)
      \s(?:(?:die|dat|waar)\s(?:je|u)\s(?:zoekt|zocht|naar\szoekt|probeert\s\w+\s\w+)\s)?
      (?:(?:is|werd|kon)\s)?(?:helaas\s)?(?:bestaat\s)?
      (?:niet(?:\smeer)?(?:\s(?:gevonden|beschikbaar|te\svinden))?(?:\sworden)?|verwijderd)
    | (?:esta\s|este\s|a\s|o\s)?(?:página|artigo|notícia|matéria|conteúdo)
      \s(?:solicitad[oa]\s|que\s(?:você\s)?(?:procura|está\s(?:procurando|a\sprocurar)|procurava)\s)?
      (?:não\s(?:(?:foi\s)?encontrad[oa]|existe(?:\smais)?|está\s(?:mais\s)?disponível)
        |(?:já\s)?não\sexiste|foi\s(?:removid|excluíd|eliminad)[oa])
    | (?:podana\s|ta\s|ten\s)?(?:strona|artykuł|treść|materiał)(?:,?\s(?:której|którego)\sszukasz)?,?
      \s(?:nie\s(?:istnieje|został[ao]?\sznalezion[ya]|jest\s(?:już\s)?dostępn[ya])|został[ao]?\susunięt[ya])
    | nie\s(?:znaleziono|można\sznaleźć|odnaleziono)\s(?:podanej\s|tej\s|żądanej\s)?(?:strony|artykułu)
    | (?:sidan|artikeln|siden|artiklen|artikkelen)
      \s(?:(?:som\s)?du\s(?:sökte|søkte|søgte|(?:letar|leter|leder)\setter|(?:letar|leder)\sefter)\s)?
      (?:(?:kunde|kunne|kan|er|är|blev|ble)\s)?
      (?:(?:finns|findes|finnes|hittades|eksisterer|existerar)\s(?:inte|ikke)(?:\s(?:längre|længere|lenger))?
        |(?:inte|ikke)\s(?:hittas|hittades|finnas|findes|finnes|fundet|funnet)|(?:har\stagits\s)?bort|fjernet)
    | (?:sivua|artikkelia|hakemaasi\ssivua|etsimääsi\ssivua)\sei\s(?:löytynyt|löydy|ole\solemassa)
    | (?:hledaná\s|tato\s)?(?:stránka|strana|článek)(?:,?\s(?:kterou|který)\shledáte,?)?
      \s(?:nebyla?\snalezena?|neexistuje|byla?\sodstraněna?|nie\sje\sdostupná)
    | (?:aradığınız\s|istediğiniz\s)?(?:sayfa|haber|içerik)
      \s(?:bulunamadı|mevcut\sdeğil|kaldırıl(?:dı|mış)|silin(?:di|miş))
    | (?:ця\s|запитана\s)?(?:сторінка|стаття|сторінку|статтю)(?:,?\sяку\sви\sшукаєте,?)?
      \s(?:не\s(?:знайдено|існує)|видален[оа])
    | (?:요청하신\s|찾으시는\s|해당\s)?(?:페이지|기사|게시물)(?:를|을|가|이|는)?
      \s?(?:찾을\s수\s없\w*|존재하지\s않\w*|삭제되\w*)
    | (?:هذه\s)?(?:الصفحة|المقالة?)(?:\sالمطلوبة|\sالتي\sتبحث\sعنها)?\s(?:غير\sموجودة?|لم\sيتم\sالعثور\sعليها)
    | (?:эта\s|запрашиваемая\s|данная\s)?(?:страница|статья|публикация|новость)(?:,?\sкоторую\sвы\sищете,?)?
      \s(?:(?:больше\s)?не\s(?:найдена|существует|доступна)|(?:была\s)?удалена)
    | (?:お探しの|ご指定の|この|要求された)?(?:ページ|記事|コンテンツ)(?:が|は)
      (?:見つかりません(?:でした)?|存在しません|削除され(?:ました|ています)|ございません|公開を?終了\w*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What such pages say besides.
_COURTESY = re.compile(
    r"""
      (?:很|非常|十分)?抱歉|[对對]不起|哎呀|sorry|oops|we.re\ssorry|entschuldigung|désolée?|lo\ssentimos|извините
    | scusa(?:te)?|(?:siamo\s)?spiacenti|ci\sdispiace|helaas|desculpe|lamentamos|przepraszamy|niestety|ups
    | tyvärr|beklager|omlouváme\sse|üzgünüz|на\sжаль|죄송합니다|عذرا|nous\ssommes|leider
    | (?:请|点击|您可以)?返回(?:[网網]站)?(?:首[页頁]|上一[页頁]|主[页頁])
    | (?:请)?(?:等待|将在|系统将在)?\s?\d+\s?秒(?:钟)?[后後].{0,12}(?:跳[转轉]|返回)(?:首[页頁]|到首[页頁])?
    | 请(?:检查|核对|确认).{0,24}?(?:是否正确|网址|地址|链接)
    | (?:(?:go\s|return\s)?back\s)?to\s(?:the\s|our\s)?home\s?page
    | zurück\szur\sstartseite | retour\sà\sl.accueil | volver\sal?\sinicio
    | вернуться\sна\sглавную | トップページ(?:へ|に)戻る
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SITE_NAME = re.compile(r"\s*[|_]\s*|\s+[-–—·]+\s+|-(?=[^-]+\Z)")
_UNSEEN = re.compile(r"[\xad\u200b-\u200f\u2060\ufeff]+")


def soft_404(body: str, *, title: str = "") -> str | None:
    """The words by which a page served as 200 says that the article is gone; None if it does not.

    Only a short text that says little else is one: a report about a missing page is none.

    :param body: HTML
    :param title: the page's, on one line; if one part of it says so, the body may be any short text
    """
    text = " ".join(visible_text(body.replace("<", " <")).split())
    if len(text) > _SHORT:
        return None
    parts = _SITE_NAME.split(title) if len(title) <= _SHORT else ()
    return next(filter(None, map(_gone, chain([text], parts))), None)


def _gone(text: str) -> str | None:
    """The longest such words, where all of them make up most of a short text."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    found = [match[0].strip() for match in _GONE.finditer(plain)]
    if not found or sum(map(_weight, found)) < _MOST * _weight(_COURTESY.sub("", plain)):
        return None
    return max(found, key=len)


def _weight(text: str) -> int:
    """Bytes of its letters and figures: an ideograph weighs as much as a short word."""
    return len(letters_of(text).encode("utf-8", "surrogatepass"))
