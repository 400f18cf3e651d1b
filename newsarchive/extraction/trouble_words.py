"""Words of pages that say why a site cannot show an article now, in all languages."""

from newsarchive.pages.words import any_of

# fmt: off
CHALLENGE = any_of(r"""
    checking\s(?:if\sthe\ssite\sconnection\sis\ssecure|your\s(?:browser|connection))
    (?:verify|verifying|confirm|prove)(?:\sthat)?\syou(?:\sare|'re|’re)\s(?:a\s)?(?:not\sa\s(?:ro)?bot|human)
    security\s(?:check|verification) unusual\s(?:traffic|activity) are\syou\sa\s(?:ro)?bot
    automated\s(?:access|requests|queries) complete\sthe\s(?:captcha|security)
    (?:sicherheits|browser)(?:über)?prüfung
    (?:bestätigen|beweisen)\ssie,?\sdass\ssie\s(?:ein\smensch|kein\s(?:ro)?bot)
    ungewöhnliche[rn]?\s(?:datenverkehr|zugriffe|aktivität)
    vérification\sde\s(?:sécurité|(?:la\s)?connexion|votre\snavigateur)
    (?:vérifi|confirm|prouv)\w+\sque\svous\s(?:êtes\s(?:un\s)?humain|n['’]êtes\spas\sun\srobot)
    (?:comprobación|verificación|control)\sde\sseguridad
    (?:verific|demuestr|confirm)\w+\sque\s(?:no\s)?(?:eres|es)\s(?:un\s)?(?:robot|humano) tráfico\sinusual
    (?:verifica|controllo)\sdi\ssicurezza
    (?:verific|conferm|dimostr)\w+\s(?:di\s|che\s)(?:non\s)?(?:essere|sei)\s(?:un\s)?(?:robot|umano|essere)
    traffico\sinsolito (?:beveiligings|veiligheids)(?:controle|verificatie)
    (?:bevestig|bewijs|controleer)\w*\sdat\s(?:je|u)\s(?:een\smens|geen\s(?:ro)?bot)
    (?:weryfikacja|kontrola)\s(?:bezpieczeństwa|przeglądarki)
    (?:potwierdź|udowodnij|sprawdzamy),?\s(?:że|czy)\s(?:nie\s)?jeste(?:ś|m|\w*)\s(?:człowiekiem|robotem)
    säkerhetskontroll (?:bekräfta|verifiera|visa)\satt\sdu\s(?:är\s(?:en\s)?människa|inte\sär\sen\srobot)
    verificação\sde\ssegurança (?:confirme|verifique|prove)\sque\s(?:não\s)?é\s(?:um\s)?(?:robô|robot|humano)
    セキュリティ(?:チェック|確認|検証) (?:ロボット|人間)(?:では(?:ない|ありません)|である)(?:こと)?
    (?:安全|人机|人機|真人)(?:验证|驗證|检查|檢查|校验)
    (?:确认|確認|验证|驗證|证明)(?:您|你)(?:是|不是)(?:真人|人类|人類|机器人|機器人)
""")
"""It asks whether a machine reads."""
RATE_LIMIT = any_of(r"""
    too\smany\srequests rate\s?limit(?:ed|ing|\sexceeded)?
    (?:request|access)\s(?:limit|quota)\s(?:reached|exceeded)
    (?:slow\sdown|sending\s(?:too\s(?:many|fast)|requests\stoo))
    (?:exceeded|reached)\s(?:the|your)\s.{0,30}(?:requests|rate|request)\s?(?:limit|quota|per)?\b
    temporarily\s(?:blocked|banned|limited) zu\s(?:viele|häufige)\s(?:anfragen|zugriffe|aufrufe)
    (?:anfragelimit|zugriffslimit)\s\w+ trop\sde\s(?:requêtes|demandes|connexions)
    (?:limite|nombre)\sde\srequêtes demasiadas\s(?:solicitudes|peticiones|consultas)
    (?:límite|limite)\sde\s(?:solicitudes|peticiones) troppe\s(?:richieste|connessioni) limite\sdi\srichieste
    te\sveel\s(?:verzoeken|aanvragen|requests)
    zbyt\s(?:wiele|dużo|częst\w+)\s(?:żądań|zapytań|żądania|zapytania|prób)
    för\smånga\s(?:förfrågningar|anrop|begäran)
    (?:demasiados|muitos|excesso\sde)\s(?:pedidos|solicitações|acessos|requisições)
    (?:demasiadas|muitas)\s(?:solicitações|requisições)
    (?:リクエスト|アクセス)(?:が|の)(?:多すぎ|集中|回数|上限|制限)
    (?:请求|請求|访问|訪問|操作)(?:次数|次數)?(?:过于|過於|太|过|過)(?:频繁|頻繁|快|多)
    (?:访问|訪問|请求|請求)(?:频率|頻率)?(?:受限|超限|超过限制) слишком\sмного\sзапросов 요청이\s너무\s많
""")
"""Too much was asked; later it is there."""
MAINTENANCE = any_of(r"""
    (?:under|undergoing|down\sfor|scheduled|planned|site|routine|for)\s(?:scheduled\s|planned\s|routine\s|essential\s)?maintenance
    maintenance\s(?:mode|work|break|window)
    (?:we(?:'|’|\swi)ll\s|will\s)be\s(?:right\s)?back\s(?:soon|shortly|in)?
    (?:site|service|website|page)\s(?:is\s)?(?:temporarily|currently)\s(?:down|offline|unavailable|closed)
    temporarily\s(?:unavailable|offline|down|out\sof\sservice) back\s(?:online\s)?(?:soon|shortly)
    wartungs(?:arbeiten|modus|pause|fenster) (?:wegen|für|aufgrund\svon)\s(?:\w+\s)?wartung\w*
    (?:wird|werden)\s(?:gerade\s|derzeit\s|zurzeit\s|momentan\s)?gewartet
    vorübergehend\snicht\s(?:erreichbar|verfügbar)
    (?:sind|ist)\s(?:in\skürze|gleich|bald)\swieder\s(?:da|für\ssie|erreichbar|verfügbar|online)
    (?:en\s(?:cours\sde\s)?|site\sen\s|opération\sde\s|pour\s)maintenance
    (?:de\sretour|serons\sde\sretour)\s\w+ momentanément\s(?:indisponible|inaccessible)
    temporairement\s(?:indisponible|inaccessible|hors)
    (?:en|por|tareas\sde|trabajos\sde|labores\sde)\smantenimiento volver?emos\s(?:pronto|en\sbreve|enseguida)
    temporalmente\s(?:fuera|no\sdisponible|inaccesible) (?:in|per|di)\smanutenzione
    torn(?:eremo|iamo)\s(?:presto|a\sbreve|online|tra\spoco)
    temporaneamente\s(?:non\s(?:disponibile|raggiungibile)|offline|indisponibile)
    onderhoud(?:swerkzaamheden)?\b
    (?:zijn|is)\s(?:zo|snel|binnenkort|weldra)\s(?:weer\s)?(?:terug|online|bereikbaar)
    tijdelijk\s(?:niet\s(?:beschikbaar|bereikbaar)|onbereikbaar|offline)
    (?:prace|przerwa|prac)\s(?:konserwacyjn\w+|techniczn\w+|serwisow\w+)
    (?:wrócimy|wracamy|zapraszamy)\s(?:wkrótce|niebawem|już)
    (?:tymczasowo|chwilowo)\snie(?:dostępn\w+|czynn\w+)
    (?:planerat|pågående|för)\s(?:underhåll|driftstopp)\b (?:driftstopp|underhållsarbete[nt]?)\b
    snart\stillbaka
    tillfälligt\s(?:otillgänglig|stängd|nere) (?:em|de|para)\s(?:trabalhos\sde\s)?manutenção
    volt(?:aremos|amos)\s(?:em\sbreve|já|logo) temporariamente\s(?:indisponível|fora)
    (?:ただいま|現在|緊急|定期|システム|サーバー?)?メンテナンス(?:中|作業|のため|を実施|を行)
    しばらく(?:お待ち|経って|してから)
    (?:系统|系統|网站|網站|服务器|伺服器|正在)?(?:维护|維護)(?:中|升级|升級|期间|期間|时间)
    (?:正在|进行|進行)(?:系统|系統)?(?:维护|維護|升级|升級)
    (?:请|請)?稍(?:后|後|候)(?:再|重新)(?:试|試|访问|訪問|来|來)
    (?:технические|профилактические|ведутся)\s\w*\s?работы 점검\s?중
""")
"""The site is being worked on; later it is there."""
WAITING = any_of(r"""
    (?:request|page|article|content)\s(?:has\sbeen\s(?:accepted|received|queued)|is\s(?:being\s)?(?:prepared|processed|generated|loading|queued))
    (?:being\s)?prepared\sfor\syou reload\s(?:automatically|shortly|in\sa)
    (?:please\s)?(?:wait|hold)\s(?:a\s(?:moment|few|second)|while|on|until) (?:please\s)?do\snot\sclose
    you\sare\sin\s(?:a\s|the\s)?(?:queue|line|waiting) waiting\sroom please\swait
    (?:bitte\s)?(?:warten\ssie|einen\smoment|haben\ssie\sgeduld|bitte\swarten)
    (?:wird|werden)\s(?:gerade\s|für\ssie\s|derzeit\s)?(?:vorbereitet|geladen|erstellt|neu\sgeladen)
    warteschlange warteraum (?:veuillez|merci\sde)\s(?:patienter|attendre)
    (?:en\scours\sde\s(?:préparation|chargement|traitement)) file\sd['’]attente salle\sd['’]attente
    (?:por\sfavor[,\s]+)?(?:espere|espera|aguarde)\b
    (?:se\sestá\s|está\ssiendo\s)(?:preparando|preparad\w|procesando|cargando)
    (?:en\sla\s|sala\sde\s|na\s)?(?:cola|fila)\s(?:de\sespera|virtual) sala\sde\sespera attend(?:ere|i|a)\b
    (?:in\spreparazione|in\scaricamento|in\sfase\sdi) (?:in\s)?(?:coda|sala)\s(?:d['’]attesa|virtuale)
    (?:even\sgeduld|een\sogenblik|moment\sgeduld) wordt\s(?:voorbereid|geladen|klaargemaakt) wachtrij
    (?:proszę\s)?(?:czekać|zaczekaj|poczekaj)\b (?:jest\s)?(?:przygotowywan\w+|ładowan\w+|przetwarzan\w+)
    kolejce\b (?:vänta|vänligen\svänta)\b (?:förbereds|laddas|bearbetas)
    (?:a\s(?:ser\s)?)?(?:preparad\w|processad\w|carregad\w|preparar)\b (?:少々|しばらく)?お待ちください
    (?:準備|処理|読み込み)(?:中|して) (?:请|請)(?:稍候|稍等|耐心等待|等待)
    (?:正在|页面|頁面)(?:准备|準備|加载|載入|生成|排队|排隊|处理)
""")
"""It is still being made."""
PARKED = any_of(r"""
    (?:this\s|the\s)?domain\s(?:name\s)?(?:\S+\s)?(?:is|may\sbe)\s(?:parked|for\ssale|available|expired)
    (?:buy|get|purchase)\sthis\sdomain domain\s(?:has\s|registration\s)?(?:has\s)?expired
    parked\s(?:domain|free|page) (?:inquire|enquire|inquiries)\s.{0,20}domain sponsored\slistings
    related\s(?:searches|links)
    (?:diese\s)?domain\s(?:\S+\s)?(?:steht\szum\sverkauf|ist\sgeparkt|kaufen|zu\sverkaufen|wurde\s\w+)
    domain\s(?:erwerben|kaufen)
    (?:ce\s|le\s)?(?:nom\sde\s)?domaine\s(?:\S+\s)?(?:est\s(?:à\svendre|en\svente|expiré|parqué|réservé))
    (?:este\s|el\s)?dominio\s(?:\S+\s)?(?:está\s(?:en\sventa|a\sla\sventa|aparcado|disponible)|ha\s(?:caducado|expirado))
    (?:questo\s|il\s)?dominio\s(?:\S+\s)?(?:è\s(?:in\svendita|parcheggiato|scaduto|registrato))
    (?:dit\s|deze\s)?domein(?:naam)?\s(?:\S+\s)?(?:is\s(?:te\skoop|geparkeerd|verlopen|gereserveerd))
    (?:ta\s)?domena\s(?:\S+\s)?(?:jest\s(?:na\ssprzedaż|zaparkowana|do\skupienia)|wygasła)
    (?:denna\s)?domän\s?(?:\S+\s)?(?:är\s)?(?:till\ssalu|parkerad)
    (?:este\s)?domínio\s(?:\S+\s)?(?:está\s(?:à\svenda|estacionado)|expirou)
    (?:この|本)?ドメインは?(?:\S+\s)?(?:販売中|売りに|期限|お名前|取得)
    (?:该|此|本|這個|这个)?(?:域名|網域)(?:\S+\s)?(?:正在|现|現)?(?:已过期|已過期|出售|转让|轉讓|可|正在出售|已停放|待售)
""")
"""The domain belongs to a dealer now."""
# fmt: on
