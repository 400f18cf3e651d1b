"""Words by which pages label when, by whom and where an article appeared, and what is none of its own."""

import re

from newsarchive.pages.words import HAN, any_of, in_names, whole_names

# fmt: off
DATED = any_of("時間 时间 日期", after=r"[^\d]{0,24}$")
"""What stands before a date, whichever it is."""
LABELLED_DATE = any_of(
    r"""
    时间 日期 日付\s?[:：] 날짜\s?[:：]
    (?<!\w)(?:datum|date|fecha|data|dato|дата|tarih|päivämäärä|dátum|dată|ημερομηνία|التاريخ|תאריך|วันที่|दिनांक)\s?[:：]
    """, after=r"[^\d]{0,12}$")
"""The same anywhere on a page, where fewer words are sure."""
NAMED_FOR_A_DATE = in_names("pub date time riqi shijian posted meta info source article-?info")
"""Ids and classes of what may hold a date."""
LABELLED = any_of(
    any_of("来源 來源 作者 时间 時間 日期 发布 记者 编辑", after=r"\s?[:：/／|]").pattern,
    any_of("published posted updated by von stand aktualisiert par publié por publicado",
           before="^", after=r"\b").pattern,
)
"""A line that states when, by whom or where from."""
_OF_ANY_PAGE = "今天是 现在是 Copyright ©"
NOT_THE_ARTICLES = any_of(
    _OF_ANY_PAGE, r"今日是 当前时间 版权所有 All\srights\sreserved ℃ °[CF]\b ICP备 农历")
"""A line near a headline that is the site's: its clock, its weather, its small print."""
NOT_THE_ARTICLES_DATE = any_of(_OF_ANY_PAGE, "版权 ICP 更新")
"""A line anywhere whose date is another's."""

BESIDE = whole_names("""
    aside sidebar side related recommend recommended comments? footer nav navbar menu hot rank ranking popular
    trending promo teaser card widget logo breadcrumbs? modal cookie newsletter relevant mostread most-read
""")
"""Ids and classes of what stands beside an article, and whose headlines are other articles'."""
TITLED = in_names("headline title", whole_names("bt biaoti tit heading").pattern)
"""Ids and classes of a headline."""
NAME_OF_A_LIST = re.compile(
    r"(?=.{1,20}\Z)(?:\d{1,2}\s?小时|今日|本周|一周|每日)?+"
    r"(?:相关|热门|热点|推荐|延伸|更多|最新|精彩|精选|编辑|往期|其他|其它|猜你喜欢|大家都在看|点击|阅读|评论|排行)"
    r"(?:的|阅读|新闻|资讯|快讯|文章|推荐|报道|内容|评论|链接|排行|榜单?|专题|话题|视频|图片|消息|头条|精选)*+"
    r"\s?[:：>»…]*+\Z"
)
"""A heading that names a list of other articles, and says nothing else: 相关阅读, 24小时热门新闻."""
SITE_NAME_END = any_of(r"""
    网 网站 官网 频道 在线 新闻 日报 晚报 早报 时报 快报 周刊 杂志 订阅 资讯 门户 客户端 平台 电视台 财经 头条
    首页 中心 版 体育 娱乐 科技 公报 news \.com \.cn \.net \.de \.org
""", after="$")

AUTHOR_NAMES = in_names("author byline authors writer reporter zuozhe autor(?:[ei]s?)? auteurs? yazar",
                      before=r"(?:^|[\s_-])", after=r"(?:$|[\s_-]|name)")
"""Ids and classes of what holds an author's name."""
SOURCE_NAMES = whole_names("source laiyuan origin media[-_]?name ly from")
"""Ids and classes of what holds an outlet's name."""
AN_OUTLET = any_of("报 网 社 新闻 频道 客户端 电视台 广播 杂志 周刊 财经 时报 在线 日报 快讯",
                   before=f"[{HAN}A-Za-z]{{1,12}}")
"""An outlet by how its name ends."""
LABEL_OF_ANOTHER = any_of("责任编辑 责编 编辑 来源 记者 摄影 通讯员")
"""What begins the next name behind an author's."""
NO_AUTHOR = any_of(r"责任编辑 责编 编辑 来源 评论 阅读 \d{4} 关注 粉丝 更多 : ：")

_HOME = r"""
    首页 主页 网站首页 home startseite accueil inicio início portada hem etusivu forside hjem strona\sgłówna
    главная домой ana\ssayfa domů úvod ホーム トップ(?:ページ)? 홈 الرئيسية בית ראשי होम หน้าแรก αρχική головна
    voorpagina
"""
HOME = any_of(_HOME)
"""What a trail of breadcrumbs begins with."""
NO_SECTION = any_of(_HOME, r"""
    (?:新闻|资讯|文章|查看|浏览|阅读)?(?:正文|内容|全文|详情|详细)(?:阅读|内容|页)? 文章 阅读 homepage start
    index news\s?home front\s?page articles? log[\s-]?in sign\s?in anmelden subscribe menu
    (?:alle|all|tous\sles|todos\slos|todos\sos|tutti\sgli|wszystkie)\s(?:articles|artikel|beiträge|posts|artículos|artigos|articoli)
    uncategori[sz]ed unkategorisiert non\sclassé sin\scategoría sem\scategoria senza\scategoria
    当前位置 位置 返回首页 新闻中心首页
""", before="^", after="$")
"""A crumb that names no section."""
NO_PATH = any_of(any_of(r"""
    \d+ index articles? artikel a news story stories content html? detail p posts? archives? view info en de
    fr zh cn zh-cn www m amp node item read show doc c n\d t\d+ rain id dy s web mobile blog nachrichten
    noticias actualite \d{4}[-_]?\d{0,2}[-_]?\d{0,2} 20\d{6}
""", before="^", after="$").pattern, r"\d{3,} \.")
"""A part of an address that names no section."""
OF_A_SECTION = whole_names("""
    kicker eyebrow rubri(?:c|k|que|ek) ressort section cate category categories cat-?links?
    cat(?:egory)?-?name post[-_]?cat(?:egory)? catlinks overline channel
""")
"""Classes of a line that names the article's section."""
CRUMBS = in_names(r"bread-?crumbs? crumbs?\b crumb-", whole_names(r"""
    path position location location-bar weizhi mianbao where cur-?pos\w* current-?pos\w* site-?nav-?path
    channel-?path mbx dqwz
""").pattern)
"""Ids and classes of a trail of breadcrumbs."""
