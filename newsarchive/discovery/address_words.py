"""Words in addresses that tell articles from listings and other pages, in the languages of news sites."""

import re

from newsarchive.pages.words import any_of

MEDIA_ENDING = any_of("""
    jpe?g png gif webp avif svg ico bmp tiff? css m?js json xml rss atom rdf pdf docx? xlsx? pptx? csv txt
    epub zip rar gz tgz 7z tar exe apk dmg ipa iso mp[34] m4[av] m3u8? avi mov wmv flv swf ogg wav webm
    woff2? ttf eot ics vcf
""", before=r"\.")  # fmt: skip
PAGE_ENDING = any_of(r"""
    [sx]?html? shtm mhtml php\d? aspx? jspx? jhtml dhtml do action cfm cgi pl amp ece story stm article
""", before=r"\.")  # fmt: skip
NEVER_FOLDER = any_of(r"""
    login log-?in signin sign-?in signup sign-?up logout passport sso oauth\d? auth account my-?account
    checkout cart search suche recherche buscar cerca zoeken s\w{0,2}search share print drucken
    imprimir imprimer printpage email-?article mailto replies reply
    wp-(?:admin|login|json|content|includes) cdn-cgi cgi-bin api ajax xmlrpc\.php feeds? rss trackback
    embed calendar kalender ads? adclick user-?center members? usercp
""")
TALK_FOLDER = any_of("comments? kommentare commentaires pinglun")
NEVER_NAME = any_of(r"""
    log-?in sign-?in sign-?up sign-?out log-?out register registration forgot-?password my-?account
    account cart checkout subscribe subscription abo abonnement abonnements newsletters? search suche
    recherche buscar sousuo advanced-?search comments? comment-?page pinglun reply print printview share
    feedback contact(?:-?us)? kontakt contacto contatti contacts about(?:-?us)? about-\w+-us ueber-uns
    uber-uns qui-sommes-nous quienes-somos chi-siamo guanyu aboutus lianxi impressum imprint
    mentions-legales privacy(?:-?policy)? datenschutz(?:erklaerung)? confidentialite cookies?
    cookie-policy terms terms-(?:of|and)-\w+ termsofuse agb legal copyright disclaimer help faq jobs?
    careers? stellenangebote advertis(?:e|ing)(?:-with-us)? mediadaten mediakit publicidad pubblicita
    werbung sitemap site-?map rss feeds? app apps download calendar kalender banquan shengming jubao
    tougao wp-login xmlrpc signin
""")
NEVER_QUERY = any_of(
    r"""
    replytocom do=log\w+ action=(?:log\w+|reg\w*|reply|edit|print|share|history) sort(?:by)? order(?:by)?
    orderway dir filter\w* print(?:able)? share q query keywords? wd kw s searchword tribe-bar-date ical
    outlook-ical month return_?(?:url|to) redirect(?:_to|_?url)? login add-to-cart
""",
    before="(?:^|&)",
    after="(?:=|$|&)",
)
NEVER_TITLE = any_of(r"""
    登[录陆錄] 注册 註冊 登[录陆]\s*[/|]\s*注册 退出 设为首页 加入收藏 打印 列印 分享 举报 我要?投稿 回复
    收藏 客户端(?:下载)? 下载\s*(?:app|客户端) log\s?in sign\s?(?:in|up) log\s?out register subscribe
    print(?:\sthis)? share reply e-?mail rss anmelden abmelden registrieren abonnieren drucken teilen
    antworten connexion s'inscrire imprimer partager répondre iniciar\ssesión registrarse imprimir compartir
    accedi stampa condividi
""")
LIST_FOLDER = any_of("""
    categor(?:y|ies|ia|ias|ie) kategorien? tags? tagged stichwort(?:e)? schlagwort(?:e)? etiquetas?
    keywords? labels? authors? autor(?:es|en)? auteurs? autori columnists? byline profile page lists?
    channels?
""")
THEME_FOLDER = any_of("topics? topico themen? thema themes? sections? rubrik rubriques? series")
LIST_NAME = any_of("""
    categor(?:y|ies) tags? topics? themen? themes? sections? archives? archiv lists? index pages?
    channels? authors? columns? news latest latest-news breaking newest recent more all today home main
    default nachrichten aktuell actualites? noticias notizie zhuanti special specials rubrik thema
    gundong roll scroll xinwen yaowen zixun dongtai press-?releases? press presse blog blogs stories
    articles posts
""")
LIST_FILE = re.compile(
    r"(?:(?:index|list|lists|default|page|pages|node|channel|column|cat|category|class|sort|tag|tags"
    r"|more|home|main|topics?|special"
    r"|zt|menu|section|archive|archives|newslist|news_list|list_news|newsmore)(?:[-_]?\d+){0,3}|(?:index"
    r"|list|default|home|main))"
    r"\.(?:[sx]?html?|shtm|php|aspx?|jspx?|jhtml|do|action)"
    r"|(?:list|lists|node|channel|column|cat|category)(?:[-_]\d+){1,3}",
    re.IGNORECASE,
)
NUMBERED_LIST = re.compile(
    r"/(?:index|list|default)[-_]\d{1,4}\.\w{2,5}$|/(?:page|seite|pagina|p)[/-]?\d{1,4}$|/(?:page"
    r"|seite)/\d{1,4}/",
    re.IGNORECASE,
)
ARTICLE_FOLDER = any_of(r"""
    articles? artikel(?:en)? articulos? articoli article-?detail stor(?:y|ies)
    news-?(?:details?|item|story)? details? contents? show(?:news)? read(?:news)? views? noticias?
    actualites? posts? archives? meldung(?:en)? p a n c d doc docs item entry info detail-?page xw xwzx
    dt zx detail\w* report reports opinion
""")
ARTICLE_FILE = re.compile(
    r"(?!(?:list|index|cat|class|tag|page|node|channel|column|sort|more|topics?|special|zt)s?[-_\d])"
    r"(?:[A-Za-z]{1,20}[-_]?)?(?:\d{3,}|\d+(?:[-_]\d+)+)(?:[-_][A-Za-z0-9]{1,12}){0,3}"
    r"\.(?:[sx]?html?|shtm|aspx?|php|jspx?|jhtml|do|action|ece|stm)",
    re.IGNORECASE,
)
_ID = (
    r"(?!(?:c|cat|cate|category|type|class|channel|column|tag|author|user|u|section|site|topic|app|page"
    r"|lang|menu|board|lm|lanmu)"
    r"_?(?:id|no|code|num)s?=)(?:\w{0,30}(?:id|no|code|seq|serial|num|nr)|article|story|news|docs?|p|key"
    r"|artikel|item|idx|n|a)"
)
ARTICLE_QUERY = re.compile(rf"(?:^|&){_ID}=[\w.-]{{0,80}}\d[\w.-]{{0,80}}/?(?:&|$)", re.IGNORECASE)
LIST_QUERY = any_of(
    r"""
    c cat cid cate\w* category\w* cat_?id type_?id class_?id channel\w* column\w* tag\w* author\w*
    (?:page|paged|pn)=\d+ topic\w* section lanmu m=list a=lists? act(?:ion)?=list
""",
    before="(?:^|&)",
    after="(?:=|&|$)",
)
ROUTE = re.compile(r"^!?(/[\w./%-]{3,})|(?:^|&)(?:s|r|route|path|q)=(/?[\w.%-]+/[\w./%-]+)$")
_MONTH = r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19[89]\d|20[0-4]\d)"
DATED = re.compile(
    rf"/{_YEAR}(?:/{_MONTH}(?:/{_DAY}(?!\d))?(?=/)|[-_./]{_MONTH}[-_./]{_DAY}(?=[/_-])|-(?:0[1-9]"
    rf"|1[0-2])(?=/))"
    rf"|(?:/|[/_-][a-z]{{0,4}}|[/_]content_){_YEAR}(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12]\d|3[01])(?=\d"
    rf"|[/_-])|(?=/|[-_][A-Za-z\d]))"
    rf"|[-_/]{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=[/_-])",
    re.IGNORECASE,
)
DAY_ALONE = re.compile(
    rf"(?:^|/){_YEAR}(?:[/-]?(?:0[1-9]|1[0-2])(?:[/-]?(?:0[1-9]|[12]\d|3[01]))?|/{_MONTH}(?:/{_DAY})?)?$",
    re.IGNORECASE,
)
