"""Words by which sites say, in ids, classes and short lines, what is article and what is not."""

import re
from functools import lru_cache

from newsarchive.pages.words import any_of, classes_of_names, in_names, starts_of_names

# fmt: off
# Ids and classes of what stands beside an article: lists of others, buttons, offers, ways, small print.
_OTHERS = "related recommend recirc xiangguan tuijian outbrain taboola read-?(?:more|next|also) see-?also"
_SHARING = "share sharing social sns"
_OFFERS = "newsletter signup sign-up sponsor advert ads?(?![a-z]) app-?(?:down|promo) qrcode erweima"
_WAYS = "breadcrumb sidebar pagination pager page-?nav"
_SMALL_PRINT = "copyright zebian disqus"
_BESIDE = (_OTHERS, _SHARING, _OFFERS, _WAYS, _SMALL_PRINT)

# What lines say that name an editor, head lists of others, or lead to other pages.
_EDITOR = "责任编辑 责编 責任編輯"
_LISTS = (
    "相关(?:阅读|新闻|文章|推荐|链接|报道) 相關(?:閱讀|新聞|文章) 热门(?:推荐|文章|新闻) 推荐阅读 "
    "延伸阅读 为您推荐 猜你喜欢"
)
_PAGES = "上一(?:篇|页|条) 下一(?:篇|页|条)"

ARTICLE = in_names("""
    article-?_?(?:body|content|text|main|detail|copy|inner|page|wrap|container|area)
    (?:post entry story news main page detail rich body art blog single)[-_]?(?:body content text copy
    article detail txt con)(?![a-z])
    content[-_]?(?:body|main|article|detail|text|inner) articlebody js_content artibody trs_editor
    text[-_]?con zhengwen neirong wenzhang wysiwyg hentry prose
""")
"""The article's own container."""
ASIDE = starts_of_names(*_BESIDE, """
    comment subscri promo adv(?![a-z]) ad[-_] banner side[-_]?bar widget popular trending
    most-?(?:read|viewed|popular) hot(?![a-z]) ranking paihang menu navi?(?![a-z]) navigation nav[-_] footer
    foot(?![a-z]) masthead topbar toolbar tool(?:s|box)?(?![a-z]) tag(?:s|list|cloud)?(?![a-z])
    topics?(?![a-z]) author byline bio(?![a-z]) meta(?![a-z]) dateline timestamp prev next(?![a-z])
    disclaimer shengming legal cookie consent gdpr modal popup overlay paywall login register download
    teaser more(?![a-z]) also(?![a-z]) links?(?:list|box)?(?![a-z]) donat support contribut print(?![a-z])
    editor(?![a-z]) zeren source(?![a-z]) crumb location search hidden skip sr-only screen-reader visually
    rating vote like(?:s|btn)?(?![a-z]) follow feedback correction report poll(?![a-z]) quiz game video
    player gallery-?thumb carousel slider swiper attachment rail(?![a-z]) aside teas tease latest
    list(?![a-z]) card item-?list feed(?![a-z]) jp-
""")
"""What stands beside the article, or may."""
CERTAINLY_ASIDE = starts_of_names(*_BESIDE, """
    comments?(?![a-z]) subscrib promo(?![a-z]) ad[-_](?!d) author-?(?:box|bio|card) editor-?(?:name|info)
    tags?(?:list)?(?![a-z])
    (?:support|donat(?:e|ion)|appeal|contribut(?:e|ion)|membership)-?(?:box|banner|us|cta|message|module)
""")
"""What no article's text stands in, for which a shorter list than ``ASIDE`` is sure."""
CAPTION = in_names(r"""
    caption legend bildunterschrift img-?(?:desc|info|text|note|title)
    (?:photo|image|picture|media)[-_]*(?:desc|info|credit|text|title|copyright)
    (?<![a-z])credits?(?![a-z]|[-_\s]?card) zhushi tushuo tuzhu
""")
"""What a picture shows, or who took it."""
PICTURE = in_names("image img photo pict figure (?<![a-z])(?:media|pic|foto|bild|thumb)(?![a-z])")
"""What holds a picture."""
BOILERPLATE = any_of(_EDITOR, _LISTS, _PAGES, r"""
    (?:本文|文章)?编辑[:：] 校对[:：] 审核[:：] 热门评论 扫(?:码|一扫|描) 下载.{0,8}(?:APP|客户端)
    (?:APP|客户端)下载 免责声明 版权(?:声明|归|所有) 转载请 未经.{0,12}(?:授权|许可)
    分享(?:到|至|本文) 返回(?:首页|列表|搜狐) 打印本 关闭窗口 我要(?:评论|留言|纠错) 网友评论 举报 点赞 收藏
    关注.{0,10}(?:公众号|微信|微博) 长按.{0,6}二维码 原标题[:：]
    ^(?:related read\s(?:more|also|next) see\salso more\s(?:on|from|stories) share follow\sus sign\sup
    subscribe advertisement newsletter tags?[:：] topics?[:：] filed\sunder comments?\b
    leave\sa\s(?:comment|reply) copyright © \(c\) all\srights\sreserved photo(?:graph)?(?:\sby|:)
    image(?:\scredit|:) credit: source: by\s[A-Z] (?:last\s)?updated published posted\s(?:on|in|by)
    join\sthe\sconversation click\shere download\sour lesen\ssie\s(?:auch|mehr) mehr\szum\sthema lire\saussi
    à\slire\saussi leggi\sanche lea\stambién lee\stambién leia\s(?:também|mais) lees\sook les\sogså
    läs\s(?:också|mer) читайте\sтакже читать\sтакже czytaj\s(?:także|też) zobacz\s(?:także|też) anzeige$
    werbung$ publicité$ publicidad$ pubblicità$ quelle: foto: fonte:)
    all\srights\sreserved terms\sof\s(?:use|service) privacy\spolicy cookies?\spolicy sign\sup\s(?:for|to)
    subscribe\s(?:to|now) follow\s(?:us|him|her|me)\son newsletter your\semail e-?mail\saddress
    contributed\sto\sthis\s(?:report|story|article) may\snot\sbe\s(?:published|reproduced)
""")
"""What a short line says that is nobody's article."""
CERTAINLY_NOT_TEXT = any_of(
    rf"^[\s\[【（(]*(?:{_EDITOR} 本文编辑 编辑 校对 审核 监制 值班编辑)\s*[:：]",
    rf"^(?:{_LISTS})[:：]?$",
    rf"^(?:{_PAGES} 首页 尾页)",
    r"""
    ^(?:扫码|扫一扫|长按).{0,30}(?:下载|关注|APP|客户端|二维码|打开) ^(?:点击)?下载.{0,12}(?:APP|客户端)
    ^(?:打开|下载).{0,12}(?:APP|客户端).{0,8}(?:阅读|查看)
    ^[\s\[【（(]*(?:免责|版权)(?:声明|提示)\s*[:：]
    ^[\s\[【（(]*(?:特别|郑重|平台|本站)?(?:声明|提示)\s*[:：].{0,200}(?:本[网站文报号]|转载|版权|观点|侵权|投资建议|平台|上传)
    (?:仅供参考|不代表本[网站报]).{0,12}$
    ^凡(?:本[网站报刊]|注明).{0,40}(?:来源|版权|作品)
    ^(?:本文|文章|图片)(?:版权|著作权)?(?:归|由).{0,20}(?:所有|授权)
    ^未经.{0,16}(?:授权|许可|同意).{0,12}(?:不得|禁止|请勿) ^视频(?:加载|缓冲|播放) ^(?:播放)?视频加载
    ^(?:#[^#\s]{1,24}#?\s*)+$ ^(?:分享(?:到|至)|举报|打印|收藏|点赞|字号)[:：]?$
    ^(?:advertisement related(?:\sarticles|\sstories)? share\sthis(?:\sarticle|\sstory)?
    sign\sup\s(?:for|to)\s.{0,60}newsletter.{0,30} anzeige werbung publicité publicidad pubblicità
    lesen\ssie\sauch lire\saussi lea\stambién leia\stambém)[:：.]?$
""",
)
"""A short line that is certainly none of the article's."""
TO_READERS = any_of(r"""
    you your us our we me my this\s(?:article|story|report|post|page|site) newsletter rights\sreserved
    copyright(?=\s(?:©|\(c\)|\d|by\s|belongs|notice|policy|\w+\s\d)|\W*$) e-?mail
    comments?\sare twitter facebook instagram whatsapp telegram click privacy cookies? sie ihre?n? uns
    unsere?n? wir
    vous votre nous notre usted tu nosotros nuestr[oa]s? você vocês nosso nossa voi vostr[oa] nostr[oa] noi
    vorbehalten réservés reservados riservata
""", before=r"(?<!\w)", after=r"(?!\w)")
"""What a sentence says that speaks to its reader, or of the site."""
_TOLD = any_of(r"""
    said says asked told called urged advised wrote added cried warned sagten? meinten? riet(?:en)?
    rief(?:en)? baten? bat schrieb(?:en)? fragten? hieß\ses dit disait demanda(?:it)? cria(?:it)?
    écri(?:vi|vai)t conseilla(?:it)? dijo pidió gritó preguntó escribió disse pediu gritou perguntou
    escreveu chiese gridò scrisse zei vroeg riep sade frågade ropade sa sanoi kysyi huusi
    powiedzia[łl]a? prosi[łl]a? zawo[łl]a[łl]a? сказала? просила? попросила? крикнула? написала? řekla?
    volala? dedi sordu
""", before=r"[,”\"»]\s(?:[^,.]{1,20}\s)?", after=r"(?:\s[^,.]{1,40})?\.?$")
_TOLD_IN_CHINESE = re.compile(r"[，”」][^，。]{0,10}[说說道问問称稱]。$")
HEADS_OTHERS = any_of(r"""
    you\s(?:may|might)\salso related read\s(?:more|also|next) see\salso more\s(?:on|from|stories|news|in)
    recommended trending popular most\s(?:read|popular|viewed) latest comments? leave\sa about\sthe\sauthor
    disclaimer share sign\sup subscribe don.t\smiss editor.s\spicks? what\sto\sread up\snext top\sstories
    sponsored 相关 相關 热门 推荐 延伸 为您 猜你 评论 网友 精彩 更多 最新 阅读排行 点击排行 下一篇 上一篇
    版权 免责 mehr\s(?:zum|aus|von) lesen\ssie auch\sinteressant das\skönnte empfohlen meistgelesen
    kommentare lire\saussi à\slire sur\sle\smême les\splus\slus leggi\sanche lea\stambién le\spuede
    más\s(?:leídas|noticias|sobre) te\spuede lee\stambién leia\s(?:também|mais) lees\sook meer\sover
    les\sogså läs\sockså baca\sjuga читайте czytaj 関連 おすすめ ランキング 관련
""", before="^")
"""A short line that heads what is not the article's."""
NOTES = starts_of_names("(?:doc-)?(?:foot|end)-?notes?(?![a-z]) fn-?list fu(?:ss|ß)noten")
"""What holds the notes of a text."""
DIALOG = starts_of_names("consent cookie gdpr onetrust cmp(?![a-z]) modal popup pop-up")
"""What lies on top of a page and asks something of its reader."""
CONSENT = any_of(r"""
    cookies? consent privacy\spolicy terms\sof\s(?:use|service) gdpr personal\sdata datenschutz einwilligung
    nutzungsbedingungen confidentialité données\spersonnelles privacidad consentimiento condiciones\sde\suso
    privacidade riservatezza consenso privacyverklaring samtycke samtykke prywatności zgod[aęy]
    конфиденциальност 隐私 隱私 プライバシー 개인정보 gizlilik çerez súbor μπισκότα печиво
""")
"""What such a dialog speaks of."""
FOR_PRINT = in_names(r"""
    print-?(?:only|version|view|area)(?![a-z]) only-?print visible-?print d-print-block printable
    druckversion
    (?:mobile|desktop|phone|tablet|amp)[-_]?(?:only|version|copy|body|text)
    (?:hidden|visible)-(?:xs|sm|md|lg)
""", before="(?<![a-z])")
"""What holds the same text again, for paper or another screen."""
WAITS_FOR_A_SCRIPT = in_names(
    "collaps expand read-?more show-?more full-?(?:text|article|story) rest(?![a-z]) unfold")
"""What a script shows when its reader asks for the rest."""
KINDS = classes_of_names(
    comment="comment disqus repl(?:y|ies) respond pinglun liuyan discussion talkback coral",
    consent=(
        "consent cookie gdpr onetrust ot- privacy cmp(?![a-z]) modal popup pop-up overlay dialog "
        "lightbox"
    ),
    legal="disclaim disclos legal copyright terms shengming notice correction",
    related=(
        "relat recommend recirc suggest similar also(?![a-z]) more(?![a-z]) next(?![a-z]) prev teas "
        "topic-?box trending popular most[-_] hot(?![a-z]) latest xiangguan tuijian "
        "read-?(?:more|next|also) see-?also outbrain taboola promoted paihang rank"
    ),
    share="shar social sns follow like(?![a-z]) toolbar tools(?![a-z]) button btn",
    offer=(
        "newsletter subscri sign-?up promo sponsor advert ads?(?![a-z]) adv(?![a-z]) paywall donat "
        "support app-?(?:down|promo) download qr-?code erweima login register member cta(?![a-z]) piano "
        "membership"
    ),
    meta=(
        "author byline bio(?![a-z]) meta(?![a-z]) date time publish source editor zebian info(?![a-z]) "
        "credit contributor staff profile"
    ),
    tags="tags?(?![a-z]) topics?(?![a-z]) keyword crumb breadcrumb categor label",
    menu=(
        "nav menu foot(?:er)?(?![a-z]) masthead side-?bar rail(?![a-z]) search widget top-?bar "
        "site-?header"
    ),
    media="video player galler slide carousel swiper embed audio podcast",
    list="lists?(?![a-z]) card items?(?![a-z]) grid feed(?![a-z]) tiles?(?![a-z])",
)
"""What stands beside an article, by kind."""

KIND_NAMES = tuple(KINDS.groupindex)


def is_told(text: str) -> bool:
    """Whether a sentence ends with who said it: what it asks for was asked of others."""
    return (_TOLD.search(text) or _TOLD_IN_CHINESE.search(text)) is not None


@lru_cache(maxsize=4096)
def is_certainly_aside(names: str) -> bool:
    """Whether an id and classes say so."""
    return CERTAINLY_ASIDE.search(names) is not None
