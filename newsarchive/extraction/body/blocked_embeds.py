"""What stands where an embedded post is until its reader agrees that another site learns of it."""

from newsarchive.extraction.body.elements import width
from newsarchive.extraction.body.words import CONSENT
from newsarchive.pages.words import any_of

_LONGEST = 400  # width
_EMBEDDED = any_of(r"""
    (?:this|external)\s(?:content|video|post|media) diese[rnms]?\s(?:inhalte?s?|videos?|beitrags?)
    externe[rnms]?\sinhalte?s? inhalte?\s(?:zu\s)?laden ce(?:tte)?\s(?:contenu|vidéo|publication)
    est[ea]\s(?:contenido|conteúdo|vídeo|publicación) quest[oa]\s(?:contenuto|video|post)
    deze\s(?:inhoud|video|post) t(?:ę|ej|a)\stre(?:ść|ści) этот\s(?:контент|пост) это\sвидео
    この(?:コンテンツ|動画|投稿) 此(?:内容|內容|视频|影片) 이\s(?:콘텐츠|동영상|게시물) bu\siçeri(?:k|ği)
""")
_AGREE = any_of(r"""
    accept allow enable consent click akzeptier zustimm stimmen\ssie einwillig klick accept[eé] cliqu autoris
    acept aceit autoriz clic accett consenti accepteer toestemming toestaan zgod kliknij zaakceptuj соглас
    нажм 同意 許可 동의 클릭 kabul tıkla
""")
_SHOW = any_of(r"""
    view see load display show watch blocked anzeigen angezeigt sehen laden einblenden blockiert gesperrt
    übertragung affich voir charg consult visualis bloqué ver(?!\w) visualiz mostrar bloquea vedere mostrare
    bekijken tonen zien zobaczyć wyświetl obejrzeć увидеть просмотр показать посмотреть 表示 見る 閲覧 再生
    查看 观看 觀看 보려면 보기 görmek görüntüle izlemek
""")
_SITES = any_of("youtube vimeo twitter facebook instagram tiktok bluesky spotify soundcloud x\\.com")


def is_blocked_embed(text: str) -> bool:
    """Whether a text asks for consent to show what another site has: it names all that this takes."""
    if width(text) > _LONGEST or not _EMBEDDED.search(text):
        return False
    is_asked = _AGREE.search(text) and _SHOW.search(text)
    return bool(is_asked and (CONSENT.search(text) or _SITES.search(text)))
