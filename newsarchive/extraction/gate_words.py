"""Words by which sites say that the rest of an article is for those who pay, and names of such boxes."""

from newsarchive.pages.words import any_of, starts_of_names, words

# fmt: off
IN_WORDS = any_of(r"""
    (?:subscribe|register|sign\s(?:up|in)|log\s?in|join)(?:\s\w+){0,3}?\sto\s(?:continue|keep|finish)(?:\sreading)?
    (?:subscribe|register|sign\s(?:up|in)|log\s?in|join)(?:\s\w+){0,3}?\sto\s(?:read|unlock|view|access)\s(?:this|the|more|full)(?!\scomment)
    to\s(?:continue|keep)\sreading,?
    (?:continue|keep)\sreading\s(?:with|by|for)\s(?:a\s)?(?:your\s)?(?:subscri|free|digital|just|only|\W?\d)
    to\sread\sthe\s(?:full|rest|whole|entire)\b.{0,40}(?:subscri|log\s?in|sign|member)
    (?:is|are)\s(?:only\s|exclusively\s|reserved\s|available\s|exclusive\s)*(?:for|to)\s(?:our\s)?(?:paying\s|paid\s|premium\s|digital\s)?(?:subscribers|members)
    (?:subscriber|member|premium)s?[\s-](?:only|exclusive)\s(?:content|article|story|post)
    for\s(?:subscribers|members)\sonly subscribers?\sonly
    you.{0,8}\sreached\s(?:your|the)\s.{0,30}(?:limit|articles)
    (?:no|\d)\sfree\sarticles?\s(?:left|remaining)
    (?:unlock|get)\s(?:this|the\s(?:full|rest|whole))\s(?:article|story|access)
    already\sa\s(?:subscriber|member)\s?\? the\srest\sof\sthis\s(?:article|story)\sis
    (?:dieser|der)\s(?:ganze\s|vollständige\s)?(?:artikel|text|beitrag|inhalt)\s(?:ist|steht)\s.{0,40}(?:abonn|abo\b|mitglied|kostenpflichtig|registriert)
    weiter\s?lesen\smit\b lesen\ssie\s.{0,30}weiter\smit
    um\s(?:diesen\s|den\s)?(?:artikel|beitrag|text|inhalt|weiter).{0,30}(?:lesen|sehen)
    (?:exklusiv|nur)\sfür\s(?:unsere\s)?(?:plus-?)?(?:abonnent|mitglied|abo-?|premium)
    (?:artikel|beitrag)\s(?:jetzt\s)?freischalten
    (?:sie\s(?:sind|haben)|bereits|schon)\s.{0,12}(?:abonnent|abonnement|abo\b|registriert).{0,8}\?
    die\sganze\sgeschichte\s.{0,20}mit réservée?s?\s(?:aux|à\snos)\s(?:abonn|membre|lecteurs)
    il\svous\sreste\s.{0,12}% (?:la\ssuite|contenu|article)\s.{0,20}réservée?
    abonnez-vous\s(?:dès\s\w+\s)?(?:pour|afin\sde?).{0,4}\s?(?:lire|continuer|accéder|poursuivre|débloquer)
    (?:pour|afin\sd[e']|afin\sd’)\s?(?:lire|continuer|accéder|poursuivre).{0,60}(?:abonn|inscri|connect|identifi)
    déjà\sabonnée?s?\s?\? (?:article|contenu)\s(?:payant|abonnés?|premium)\b débloquez\s
    (?:contenido|artículo|noticia|nota)\s(?:es\s)?(?:exclusiv[oa]|reservad[oa]|sol[oa]).{0,12}(?:suscriptor|soci[oa]s|abonad|premium)
    (?:solo|sólo|exclusiv[oa]s?)\spara\s(?:suscriptores|socios|abonados)
    para\s(?:seguir|continuar)\sleyendo
    (?:suscríbete|suscríbase|regístrate|inicia\ssesión|hazte\s\w+)\s(?:ahora\s)?(?:para|y)\s(?:seguir|sigue|continuar|leer|lee)
    ¿?ya\s(?:eres|estás|es)\s(?:suscri|soci|abonad).{0,10}\?
    (?:contenuto|articolo)\s(?:è\s)?(?:riservato|esclusivo|a\spagamento) riservat[oi]\sagli\sabbonati
    (?:abbonati|registrati|accedi)\s(?:ora\s|subito\s)?per\s(?:continuare|leggere|proseguire)
    per\s(?:continuare|proseguire)\s(?:a|la)\slett?[ug] sei\sgià\sabbonato
    (?:conteúdo|artigo|matéria|notícia)\s(?:é\s)?(?:exclusiv[oa]|reservad[oa]|só|apenas)\s(?:para|a|aos)\s(?:assinantes|membros|subscritores)
    (?:assine|registe-se|cadastre-se|faça\slogin)\s(?:já\s|agora\s)?(?:para|e)\s(?:continuar?|ler|leia)
    para\scontinuar\s(?:lendo|a\sler) (?:já\sé|é)\s(?:assinante|subscritor)\s?\?
    exclusiv[oa]s?\s(?:para|a|dos?)\sassinantes
    (?:alleen|exclusief|enkel)\s(?:toegankelijk\s|beschikbaar\s|te\slezen\s)?(?:voor|door)\s(?:onze\s)?(?:abonnees|leden)
    lees\s(?:dit\sartikel\s)?verder\smet
    (?:abonneer|word\s(?:abonnee|lid)|log\sin|neem\seen\sabonnement).{0,24}(?:om|en\slees)\s.{0,20}(?:lezen|verder)
    (?:al|ben\s(?:je|u)\s(?:al\s)?)\s?(?:een\s)?abonnee\s?\?
    om\s(?:dit\sartikel\s|verder\s)(?:te\s)?(?:verder\s)?(?:te\s)?lezen
    (?:för|endast|bara)\s(?:våra\s)?(?:prenumeranter|medlemmar)\b läs\svidare\smed
    (?:artikeln|innehållet)\sär\slåst redan\sprenumerant
    (?:prenumerera|logga\sin|köp).{0,24}för\satt\s(?:läsa|fortsätta)
    (?:kun|forbeholdt)\s(?:for\s)?(?:vore\s|våre\s)?(?:abonnenter|medlemmer|abonnerende)
    l(?:æ|e)s\svidere\smed (?:allerede|er\sdu)\sabonnent for\sat\slæse\s(?:hele|resten|videre)
    for\så\slese\s(?:hele|resten|videre) (?:bli|bliv|køb|kjøp)\s.{0,20}abonne.{0,16}for\s(?:å|at)
    denne\s(?:saken|artikkelen|artikel)\s(?:er\s)?(?:kun\s)?for\sabonnent vain\stilaaj tilaajille
    jatka\slukemista\s.{0,20}tila (?:oletko|olet)\sjo\stilaaja lukeaksesi\s
    (?:artykuł|tekst|treść|materiał|dostęp).{0,30}(?:tylko|wyłącznie)\sdla\s(?:prenumerator|subskrybent|zalogowan)
    (?:kup|wykup|wybierz)\s.{0,20}(?:dostęp|subskrypcj|prenumerat).{0,24}(?:czyta|aby|by\s)
    czytaj\sdalej\sz\s masz\sjuż\s(?:prenumeratę|subskrypcję|konto) pozostało\s.{0,8}%
    (?:aby|żeby)\s(?:czytać|przeczytać)\s(?:dalej|cał) (?:jen|pouze)\spro\spředplatitele
    pro\spředplatitele pokračování\s.{0,30}předpla (?:csak|kizárólag)\selőfizető
    (?:doar|exclusiv)\spentru\sabona
    (?:материал|статья|текст|доступ).{0,40}(?:только\s)?(?:для\s|по\s)(?:подписчик|подписк|зарегистр)
    (?:оформите|купите)\s(?:платную\s)?подписку.{0,40}(?:чтобы|чита|продолж|дочита)
    чтобы\s(?:про|до)?чита.{0,50}(?:подпи|войди|зарегистр) чтобы\sпродолжить\sчтение
    уже\s(?:подписаны|есть\sподписка) полный\sтекст\sдоступен (?:лише|тільки)\sдля\s(?:перед|під)пла?
    (?:yalnızca|sadece)\s(?:abone|üye)ler abonelere\sözel (?:okumaya\sdevam|devamını\soku).{0,20}için
    zaten\s(?:abone|üye)\smisiniz tamamını\sokumak\siçin للمشتركين\s(?:فقط|حصر)
    (?:للأعضاء|للمشتركين)\sفقط اشترك\s(?:الآن\s)?(?:لقراءة|لمتابعة|لمواصلة|لإكمال)
    למנויים\s(?:בלבד|בלבד) (?:להמשך|לקריאת)\s.{0,24}(?:הירשמו|מינוי|הצטרפו|התחברו)
    (?:μόνο\s)?για\sσυνδρομητές khusus\s(?:pelanggan|member)
    berlangganan\suntuk\s(?:membaca|melanjutkan) dành\s(?:riêng\s)?cho\s(?:hội\sviên|thuê\sbao)
    đăng\s(?:ký|nhập)\sđể\s(?:đọc|xem)\stiếp เฉพาะสมาชิก केवल\s(?:सदस्य|सब्सक्राइबर)
    पढ़ना\sजारी\sरखने\sके\sलिए
""", before=r"(?<!\w)")
"""What a box says that stands where an article is cut off."""
IN_SIGNS = any_of(r"""
    (?:订阅|訂閱|付费|付費|购买|購買|开通会员|成为会员|成為會員|加入會員|升級)(?:(?:后|後|即可|以|才能|并)可?(?:继续|繼續)?(?:阅读|閱讀|查看|解锁|解鎖)|(?:继续|繼續|解锁|解鎖)?(?:阅读|閱讀|查看)?(?:全文|本文|余下|剩余))
    (?:会员|會員|订户|訂戶|訂閱者|VIP|付费|付費|订阅用户)(?:专享|專享|可[读讀]|(?:专属|專屬|限定|独家|獨家)?(?:内容|內容|文章))
    (?:仅|僅|只)(?:限|供|对|對)(?:付费|付費)?(?:会员|會員|订户|訂戶|订阅|訂閱)
    (?:登录|登錄|登入|注册|註冊)(?:后|後|即可|以|并)?(?:继续|繼續)?(?:阅读|閱讀|查看)(?:全文|完整|剩)
    (?:剩余|剩餘|还有|還有|余下|尚有)\d+[%％字].{0,20}(?:订阅|訂閱|付费|付費|购买|購買|会员|會員|登录|登入|未[读讀])
    本文(?:为|為|是)(?:付费|付費|会员|會員|订阅|訂閱) 试读(?:结束|已|完) 試閱(?:結束|已|完)
    この(?:記事|続き|先)は.{0,12}(?:有料|会員|購読|登録|ログイン)
    会員(?:限定|専用)(?:の?記事|の?コンテンツ|です|となり|$)
    有料(?:会員|記事|版)(?:限定|専用|の方|のみ|です|となり|に登録)
    (?:残り|のこり)\s?[\d,０-９]+\s?(?:文字|字|%|％)
    (?:続き|全文|この先)(?:を|は)(?:お?読み?|ご覧).{0,16}(?:には|会員|登録|購読|ログイン)
    (?:登録|ログイン|購読)(?:する|し)?て.{0,8}(?:続き|全文)
    (?:유료|구독자|구독\s?회원|유료\s?회원|멤버십|프리미엄)\s?(?:회원\s?)?(?:전용|만|에게만|회원만|독자만)
    (?:이|본)\s(?:기사|콘텐츠|글)는\s.{0,8}(?:유료|구독|프리미엄|회원|멤버)
    (?:구독|로그인|가입|결제)(?:하시면|하면|하고|\s?후에?).{0,20}(?:읽|볼|보실|이용|전문)
    (?:계속|전문을?|나머지를?)\s?(?:읽으|보)시?려면
""")
"""The same in Chinese, Japanese and Korean."""
OFFER = words("""
    subscri register login member unlock premium abonn digitalabo anmelden registrier freischalten
    suscri regístr registr assin abbon iscriv prenumer logga tilaa subskryp předplat előfizet подпис
    войти 订阅 訂閱 付费 付費 会员 會員 登录 登入 購読 会員 有料 登録 ログイン 구독 로그인 유료 회원
    abone üye اشترك מינוי συνδρομ berlangganan đăng สมาชิก
""")
"""Beginnings of what any box says, in small letters, that offers a subscription or an account."""
GATE_NAMES = starts_of_names(r"""
    paywall pay-wall regwall reg-wall paygate content-?gate article-?gate gate(?:way|d)?(?![a-z])
    barrier
    (?:premium|subscri\w*|member\w*|article|content)[-_]{1,2}(?:wall|gate|lock|locked|barrier|teaser|block|only|required)
    subscriber-?only members?-?only locked lockscreen leaky[-_]paywall piano[-_]
    tp-(?:container|modal|backdrop|iframe) tinypass poool zephr evolok pelcro memberful fusion-paywall
    restricted plus-?wall abo-?(?:wall|box|teaser|offer) bezahlschranke offer-?wall metered meter-?wall
    sw-paywall swg- plenigo laterpay
""")
"""Ids and classes of such boxes, the usual makers' among them."""
BESIDE_NAMES = starts_of_names(r"""
    modal popup pop-up dialog drawer lightbox cookie consent newsletter nav menu foot comment pinglun
    conversation
""")
"""Ids and classes of what may wait unseen on any page, or stands on each of them."""
# fmt: on
