"""Words by which sites say, in ids, classes and short lines, what is article and what is not."""

import re

_START = r"(?:(?<![a-z])|(?<=[a-z])(?=[A-Z]))"


def _words(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(listed.split())})", re.IGNORECASE)


ARTICLE = re.compile(
    r"article-?_?(?:body|content|text|main|detail|copy|inner|page|wrap|container|area)|"
    r"(?:post|entry|story|news|main|page|detail|rich|body|art|blog|single)[-_]?"
    r"(?:body|content|text|copy|article|detail|txt|con)(?![a-z])|"
    r"content[-_]?(?:body|main|article|detail|text|inner)|articlebody|"
    r"js_content|artibody|trs_editor|text[-_]?con|zhengwen|neirong|wenzhang|wysiwyg|hentry|prose",
    re.IGNORECASE,
)
"""The article's own container."""

ASIDE = re.compile(
    r"(?<![a-z])(?:related|recommend|recirc|share|sharing|social|sns|comment|disqus|newsletter|"
    r"subscri|signup|"
    r"sign-up|promo|sponsor|advert|ads?(?![a-z])|adv(?![a-z])|ad[-_]|banner|breadcrumb|sidebar|side[-_]?bar|"
    r"widget|popular|trending|most-?(?:read|viewed|popular)|hot(?![a-z])|ranking|paihang|xiangguan|tuijian|"
    r"menu|navi?(?![a-z])|navigation|nav[-_]|footer|foot(?![a-z])|masthead|topbar|toolbar|"
    r"tool(?:s|box)?(?![a-z])|"
    r"tag(?:s|list|cloud)?(?![a-z])|topics?(?![a-z])|author|byline|bio(?![a-z])|meta(?![a-z])|"
    r"dateline|timestamp|"
    r"pagination|pager|page-?nav|prev|next(?![a-z])|copyright|disclaimer|shengming|legal|cookie|consent|gdpr|"
    r"modal|popup|overlay|paywall|login|register|qrcode|erweima|download|app-?(?:down|promo)|teaser|outbrain|"
    r"taboola|more(?![a-z])|read-?(?:more|next|also)|also(?![a-z])|see-?also|links?(?:list|box)?(?![a-z])|"
    r"donat|support|contribut|print(?![a-z])|editor(?![a-z])|zebian|zeren|source(?![a-z])|crumb|location|"
    r"search|hidden|skip|sr-only|screen-reader|visually|rating|vote|like(?:s|btn)?(?![a-z])|follow|feedback|"
    r"correction|report|poll(?![a-z])|quiz|game|video|player|gallery-?thumb|carousel|slider|swiper|"
    r"attachment|rail(?![a-z])|aside|teas|tease|latest|list(?![a-z])|card|item-?list|feed(?![a-z])|jp-)",
    re.IGNORECASE,
)
"""What stands beside the article, or may."""

CAPTION = re.compile(
    r"caption|legend|bildunterschrift|img-?(?:desc|info|text|note|title)|"
    r"(?:photo|image|picture|media)[-_]*(?:desc|info|credit|text|title|copyright)|"
    r"(?<![a-z])credits?(?![a-z]|[-_ ]?card)|zhushi|tushuo|tuzhu",
    re.IGNORECASE,
)
"""What a picture shows, or who took it."""

BOILERPLATE = re.compile(
    r"责任编辑|责编|責任編輯|(?:本文|文章)?编辑[:：]|校对[:：]|审核[:：]|相关(?:阅读|新闻|文章|"
    r"推荐|链接|报道)|相關(?:閱讀|新聞|文章)|"
    r"热门(?:推荐|文章|新闻|评论)|推荐阅读|延伸阅读|为您推荐|猜你喜欢|上一(?:篇|页|条)|下一(?:篇|"
    r"页|条)|扫(?:码|一扫|描)|"
    r"下载.{0,8}(?:APP|客户端)|(?:APP|客户端)下载|免责声明|版权(?:声明|归|所有)|声明[:：]|转载请|"
    r"未经.{0,12}(?:授权|许可)|"
    r"分享(?:到|至|本文)|返回(?:首页|列表|搜狐)|打印本|关闭窗口|我要(?:评论|留言|纠错)|网友评论|"
    r"举报|点赞|收藏|"
    r"关注.{0,10}(?:公众号|微信|微博)|长按.{0,6}二维码|原标题[:：]|"
    r"^(?:related|read (?:more|also|next)|see also|more (?:on|from|stories)|share|follow us|"
    r"sign up|subscribe|"
    r"advertisement|newsletter|tags?[:：]|topics?[:：]|filed under|comments?\b|leave a (?:comment|"
    r"reply)|copyright|"
    r"©|\(c\)|all rights reserved|photo(?:graph)?(?: by|:)|image(?: credit|:)|credit:|source:|by [A-Z]|"
    r"(?:last )?updated|published|posted (?:on|in|by)|join the conversation|click here|download our|"
    r"lesen sie (?:auch|mehr)|mehr zum thema|lire aussi|à lire aussi|leggi anche|lea también|"
    r"lee también|leia (?:também|mais)|"
    r"lees ook|les også|läs (?:också|mer)|читайте также|читать также|czytaj (?:także|też)|"
    r"zobacz (?:także|też)|"
    r"anzeige$|werbung$|publicité$|publicidad$|pubblicità$|quelle:|foto:|fonte:)|"
    r"all rights reserved|terms of (?:use|service)|privacy policy|cookies? policy|sign up (?:for|to)|"
    r"subscribe (?:to|now)|follow (?:us|him|her|me) on|newsletter|your email|e-?mail address|"
    r"contributed to this (?:report|story|article)|may not be (?:published|reproduced)",
    re.IGNORECASE,
)
"""What a short line says that is nobody's article."""

CERTAINLY_ASIDE = re.compile(
    r"(?<![a-z])(?:related|recommend|recirc|share|sharing|social|sns|comments?(?![a-z])|disqus|newsletter|"
    r"subscrib|signup|sign-up|promo(?![a-z])|sponsor|advert|ads?(?![a-z])|ad[-_](?!d)|breadcrumb|sidebar|"
    r"pagination|pager|page-?nav|xiangguan|tuijian|qrcode|erweima|outbrain|taboola|read-?(?:more|next|also)|"
    r"see-?also|author-?(?:box|bio|card)|app-?(?:down|promo)|zebian|editor-?(?:name|info)|"
    r"copyright|tags?(?:list)?(?![a-z]))",
    re.IGNORECASE,
)
"""What no article's text stands in, for which a shorter list than ``ASIDE`` is sure."""

CERTAINLY_NOT_TEXT = re.compile(
    r"^[\s\[【（(]*(?:责任编辑|责编|責任編輯|本文编辑|编辑|校对|审核|监制|值班编辑)\s*[:：]|"
    r"^(?:相关(?:阅读|新闻|文章|推荐|链接|报道)|相關(?:閱讀|新聞|文章)|热门(?:推荐|文章|新闻)|"
    r"推荐阅读|延伸阅读|为您推荐|猜你喜欢)[:：]?$|"
    r"^(?:上一(?:篇|页|条)|下一(?:篇|页|条)|首页|尾页)|^(?:扫码|扫一扫|长按).{0,30}(?:下载|关注|"
    r"APP|客户端|二维码|打开)|"
    r"^(?:点击)?下载.{0,12}(?:APP|客户端)|^(?:打开|下载).{0,12}(?:APP|客户端).{0,8}(?:阅读|查看)|"
    r"^[\s\[【（(]*(?:免责|版权|特别|郑重)?(?:声明|提示)\s*[:：]|(?:仅供参考|不代表本[网站报]).{0,12}$|"
    r"^凡(?:本[网站报刊]|注明).{0,40}(?:来源|版权|作品)|^(?:本文|文章|图片)(?:版权|著作权)?(?:归|"
    r"由).{0,20}(?:所有|授权)|"
    r"^未经.{0,16}(?:授权|许可|同意).{0,12}(?:不得|禁止|请勿)|^视频(?:加载|缓冲|播放)|^(?:播放)?视频加载|"
    r"^(?:#[^#\s]{1,24}#?\s*)+$|^(?:分享(?:到|至)|举报|打印|收藏|点赞|字号)[:：]?$|"
    r"^(?:advertisement|related(?: articles| stories)?|share this(?: article| story)?|"
    r"sign up (?:for|to) .{0,60}newsletter.{0,30}|"
    r"anzeige|werbung|publicité|publicidad|pubblicità|lesen sie auch|lire aussi|lea también|"
    r"leia também)[:：.]?$",
    re.IGNORECASE,
)
"""A short line that is certainly none of the article's."""

PICTURE = re.compile(
    r"image|img|photo|pict|figure|(?<![a-z])(?:media|pic|foto|bild|thumb)(?![a-z])", re.IGNORECASE
)
"""What holds a picture."""

KINDS = re.compile(
    r"(?<![a-z])(?:"
    r"(?P<comment>comment|disqus|repl(?:y|ies)|respond|pinglun|liuyan|discussion|talkback|coral)|"
    r"(?P<consent>consent|cookie|gdpr|onetrust|ot-|privacy|cmp(?![a-z])|modal|popup|pop-up|"
    r"overlay|dialog|lightbox)|"
    r"(?P<legal>disclaim|disclos|legal|copyright|terms|shengming|notice|correction)|"
    r"(?P<related>relat|recommend|recirc|suggest|similar|also(?![a-z])|more(?![a-z])|next(?![a-z])|prev|teas|"
    r"topic-?box|trending|popular|most[-_]|hot(?![a-z])|latest|xiangguan|tuijian|read-?(?:more|"
    r"next|also)|see-?also|"
    r"outbrain|taboola|promoted|paihang|rank)|"
    r"(?P<share>shar|social|sns|follow|like(?![a-z])|toolbar|tools(?![a-z])|button|btn)|"
    r"(?P<offer>newsletter|subscri|sign-?up|promo|sponsor|advert|ads?(?![a-z])|adv(?![a-z])|"
    r"paywall|donat|support|"
    r"app-?(?:down|promo)|download|qr-?code|erweima|login|register|member|cta(?![a-z])|piano|membership)|"
    r"(?P<meta>author|byline|bio(?![a-z])|meta(?![a-z])|date|time|publish|source|editor|zebian|"
    r"info(?![a-z])|credit|"
    r"contributor|staff|profile)|"
    r"(?P<tags>tags?(?![a-z])|topics?(?![a-z])|keyword|crumb|breadcrumb|categor|label)|"
    r"(?P<menu>nav|menu|foot(?:er)?(?![a-z])|masthead|side-?bar|rail(?![a-z])|search|widget|"
    r"top-?bar|site-?header)|"
    r"(?P<media>video|player|galler|slide|carousel|swiper|embed|audio|podcast)|"
    r"(?P<list>lists?(?![a-z])|card|items?(?![a-z])|grid|feed(?![a-z])|tiles?(?![a-z])))",
    re.IGNORECASE,
)
"""What stands beside an article, by kind."""

KIND_NAMES = tuple(KINDS.groupindex)

HEADS_OTHERS = re.compile(
    r"^(?:you (?:may|might) also|related|read (?:more|also|next)|see also|more (?:on|from|stories|"
    r"news|in)|recommended|"
    r"trending|popular|most (?:read|popular|viewed)|latest|comments?|leave a|about the author|"
    r"disclaimer|share|sign up|"
    r"subscribe|don.t miss|editor.s picks?|what to read|up next|top stories|sponsored|"
    r"相关|相關|热门|推荐|延伸|为您|猜你|评论|网友|精彩|更多|最新|阅读排行|点击排行|下一篇|上一篇|版权|免责|"
    r"mehr (?:zum|aus|von)|lesen sie|auch interessant|das könnte|empfohlen|meistgelesen|"
    r"kommentare|lire aussi|à lire|"
    r"sur le même|les plus lus|leggi anche|lea también|le puede|más (?:leídas|noticias|sobre)|"
    r"te puede|lee también|"
    r"leia (?:também|mais)|lees ook|meer over|les også|läs också|baca juga|читайте|czytaj|関連|"
    r"おすすめ|ランキング|관련)",
    re.IGNORECASE,
)
"""A short line that heads what is not the article's."""
