"""Words of pages that want something of the reader before they show an article, in all languages."""

from newsarchive.pages.words import any_of

# fmt: off
CONSENT = any_of(r"""
    your\sprivacy(?:\s(?:choices|settings|rights|options))? we\s(?:value|respect|care\sabout)\syour\sprivacy
    (?:we\sand\s)?our\s(?:[\d.,]+\s)?(?:trusted\s|advertising\s)?partners
    stor(?:e|ing)\s(?:and(?:/or)?\s)?access(?:ing)?\sinformation
    (?:cookie|privacy|consent)\s(?:consent|settings|preferences|choices|notice)
    manage\s(?:your\s)?(?:options|choices|preferences|consent|cookies) legitimate\sinterests?
    process(?:ing)?\s(?:of\s)?(?:your\s)?personal\sdata (?:you\s)?(?:may\s|can\s)?(?:click\sto\s)?consent\sto
    precise\sgeolocation accept\s(?:all(?:\scookies)?|and\s(?:continue|close))
    we\s(?:use|need)\s(?:your\sconsent|cookies) before\syou\scontinue
    ihre\s(?:entscheidung|einwilligung|zustimmung|auswahl|privatsphäre|daten\b|erlaubnis)
    datenschutz-?(?:einstellungen?|hinweise?|erklärung|auswahl) entscheidung\szum\sdatenschutz
    ihrer\s(?:einwilligung|erlaubnis|zustimmung) (?:zustimmen|einwilligen|akzeptieren)\sund\sweiter
    cookie-?(?:einstellungen|hinweise?|zustimmung|auswahl) berechtigte[ns]?\sinteresse
    personenbezogene[rn]?\sdaten unsere[nr]?\s(?:[\d.]+\s)?(?:werbe)?partnern?
    informationen\sauf\s(?:ihrem|einem)\s(?:end)?gerät stimmen\ssie\s.{0,60}(?:zu|verarbeitung)
    mit\swerbung\sweiter(?:lesen)? alle\s(?:cookies\s)?akzeptieren (?:alles\s)?akzeptieren
    (?:vos|votre)\s(?:choix|consentement|vie\sprivée|accord|données)
    respect(?:ons)?\s(?:de\s)?votre\svie\sprivée nos\s(?:[\d.\s]+)?partenaires
    données\s(?:à\scaractère\s)?personnel(?:les)?s?
    (?:gestion|paramétrer|accepter|utilis\w+)\s(?:de[s]?\s|les\s|nos\s)?cookies
    (?:tout\s)?accepter\set\s(?:continuer|fermer) continuer\ssans\saccepter intérêts?\slégitimes?
    stock(?:er|ons)\set(?:/ou)?\saccéd\w+ (?:su|tu)\s(?:privacidad|consentimiento|elección)
    (?:valoramos|respetamos|nos\simporta)\s(?:su|tu)\sprivacidad
    (?:nuestros|nosotros\sy)\s(?:[\w\s]{0,12})?(?:[\d.]+\s)?socios datos\spersonales
    (?:uso|configura(?:r|ción)|aceptar|política|gestionar)\s(?:de\s|las\s|todas\slas\s)?cookies
    aceptar\sy\s(?:continuar|cerrar) interés\slegítimo almacena(?:r|mos)\s(?:o|y)\sacceder
    continuar\ssin\saceptar la\stua\sprivacy (?:il\s)?(?:tuo|vostro|suo)\sconsenso
    (?:rispettiamo|teniamo\salla|rispetto\sdella)\s(?:la\s)?tua\sprivacy i?\s?nostri\s(?:[\d.]+\s)?partner
    dati\spersonali
    (?:preferenze|impostazioni|gestione|informativa|accetta)\s(?:dei\s|sui\s|i\s|tutti\si\s)?cookie
    accetta\s(?:tutto|e\s(?:continua|chiudi)) legittimo\sinteresse continua\ssenza\saccettare
    (?:jouw|uw|je)\s(?:privacy|toestemming|keuze|voorkeuren)
    (?:wij|we)\s(?:respecteren|waarderen)\s(?:je|jouw|uw)\sprivacy onze\s(?:[\d.]+\s)?partners
    persoonsgegevens cookie-?(?:instellingen|voorkeuren|toestemming|keuze) (?:alles|cookies)\saccepteren
    akkoord\sen\s(?:door|verder|ga) gerechtvaardigd\sbelang (?:accepteer|weiger)\salle\scookies
    (?:twoja|państwa|twoją)\s(?:prywatność|zgod\w+)
    (?:szanujemy|dbamy\so|cenimy)\s(?:twoją|państwa)\sprywatność
    nas(?:i|zych|zym)\s(?:[\d.]+\s)?(?:zaufan\w+\s)?partner\w+ dan(?:e|ych)\sosobow(?:e|ych)
    (?:ustawieni\w+|plik\w+|polityk\w+)\s(?:plików\s)?cookies?
    (?:akceptuję|zgadzam\ssię|przejdź\sdo\sserwisu|zaakceptuj) uzasadnion\w+\sinteres\w*
    zgod[aęy]\sna\sprzetwarzanie (?:din|dina)\s(?:integritet|val|samtycke|personuppgifter)
    (?:vi\s)?(?:värnar|respekterar)\s(?:om\s)?din\sintegritet våra\s(?:[\d.]+\s)?(?:samarbets)?partner\w*
    personuppgifter (?:hantera|acceptera|godkänn)\s(?:alla\s)?(?:cookies|kakor) cookieinställningar
    berättigat\sintresse (?:a\ssua|sua)\sprivacidade (?:seu|o\sseu)\sconsentimento
    (?:valorizamos|respeitamos)\sa\ssua\sprivacidade (?:nossos|nossas|os\snossos)\s(?:[\d.]+\s)?parceiros
    dados\spessoais (?:definições|configurações|preferências|aceitar)\s(?:de\s|os\s|todos\sos\s)?cookies
    aceitar\se\s(?:continuar|fechar) interesse\slegítimo プライバシー(?:設定|の選択|に関する|を尊重|保護)
    (?:クッキー|cookie)の(?:使用|利用|設定|同意) 個人(?:データ|情報)(?:の|を)(?:処理|取り扱い|利用|収集)
    (?:すべて|全て)(?:を)?(?:同意|許可|受け入れ) 同意(?:して|する|いただ|が必要)
    パートナー(?:企業)?(?:は|と|が) (?:隐私|隱私|私隱)(?:设置|設置|設定|选择|選擇|偏好|政策|权|聲明|声明)
    (?:我们|我們)(?:和|与|與|及)?(?:我们的|我們的)?\d*(?:家)?(?:合作)?(?:伙伴|夥伴)
    (?:处理|處理|收集)(?:您的)?(?:个人|個人)(?:数据|資料|信息)
    (?:接受|同意)(?:全部|所有)?\s?(?:cookie|并继续|並繼續) (?:使用|管理)\s?cookie 您的(?:隐私|隱私|同意)
""")
"""A question for consent to cookies and to the use of personal data."""
REGION = any_of(r"""
    (?:not|un)\s?available\s(?:in|from|to)\s(?:(?:visitors|readers|users)\s(?:in|from)\s)?(?:your|this|the|most)\s(?:region|country|location|area|european|eu|eea)
    (?:unavailable|not\savailable)\s(?:due\sto|for)\s(?:legal|gdpr|regulatory|european)\w*
    (?:european\sunion|european\seconomic\sarea|eea|gdpr|general\sdata\sprotection).{0,120}(?:cannot|can't|not|unable|unavailable|blocked|denied)
    (?:cannot|can't|not|unable|unavailable|blocked|denied).{0,120}(?:european\sunion|european\seconomic\sarea|\beea\b|gdpr|general\sdata\sprotection)
    unavailable\sfor\slegal\sreasons (?:geo-?block|your\s(?:region|country|location)\sis\snot)
    in\s(?:ihrem|ihrer|deinem|deiner|diesem|dieser)\s(?:land|region)\s(?:leider\s)?nicht\s(?:verfügbar|abrufbar|zugänglich|erreichbar)
    aus\srechtlichen\sgründen\snicht
    (?:pas|plus)\s(?:disponible|accessible)s?\s(?:dans|depuis|pour)\s(?:votre|ce|cette)\s(?:pays|région|zone)
    indisponible\s(?:dans\svotre|pour\sdes\sraisons)
    no\s(?:está\s)?disponible\s(?:en|para|desde)\s(?:su|tu|este|esta)\s(?:país|región|zona|ubicación)
    non\s(?:è\s|sono\s)?(?:disponibil\w|accessibil\w)\s(?:nel|nella|dal|dalla|in)\s(?:tuo|tua|suo|sua|vostro|questo|questa)\s(?:paese|regione|area|zona)
    niet\s(?:beschikbaar|toegankelijk)\s(?:in|vanuit|voor)\s(?:uw|jouw|je|dit|deze)\s(?:land|regio|locatie)
    nie(?:dostępn\w+|\s(?:jest\s)?dostępn\w+)\sw\s(?:twoim|twojej|państwa|tym|tej)\s(?:kraju|regionie|lokalizacji)
    inte\stillgänglig\w*\si\s(?:ditt|din|detta|denna)\s(?:land|region|område)
    não\s(?:está\s)?disponível\s(?:em|no|na|para|n?est[ea])\s?(?:o\s|a\s)?(?:seu|sua|este|esta)?\s?(?:país|região)
    お住まいの(?:国|地域)(?:では|から)|(?:この|お客様の)(?:国|地域)では(?:ご利用|ご覧|閲覧)
    (?:您|你)?所在的?(?:国家|國家|地区|地區|区域|區域)(?:或地区|或地區)?.{0,12}(?:无法|無法|不可|不能|不提供|不支持|暂不)
""")
"""It is not to be read where the reader is."""
AD_BLOCK = any_of(r"""
    ad[\s-]?block(?:er|ers|ing|\splus)?\b ad(?:blocker|block)s?\b
    (?:disable|turn\soff|pause|deactivate)\s(?:your\s|the\s)?(?:ad|content)[\s-]?block\w*
    whitelist\s(?:us|our|this) (?:werbe|anzeigen)-?blocker adblocker\s(?:erkannt|deaktivieren|aus)
    bloqueurs?\sde\s(?:publicités?|pubs?) bloqueador(?:es)?\sde\s(?:anuncios|publicidad|publicidade)
    (?:blocco|bloccare|blocca)\s(?:della|la|gli|le)?\s?(?:pubblicità|annunci) advertentieblokker\w*
    reclameblokker\w* (?:program|wtyczk\w+|oprogramowani\w+)\s(?:do\s)?blok\w+\sreklam\w* blok\w+\sreklam\w*
    annonsblockerar\w* reklamblockerar\w* 広告ブロッ\w+ 広告(?:を)?ブロック
    (?:广告|廣告)(?:拦截|攔截|屏蔽|封鎖|过滤)\w* (?:拦截|屏蔽|攔截)(?:了)?(?:广告|廣告)
    блокировщик\w*\sреклам\w* 광고\s?차단
""")
"""The page is not shown to who blocks its advertising."""
AGE = any_of(r"""
    (?:verify|confirm|check)\s(?:your|that\syou\sare|you\sare|you're)\s(?:age|over|at\sleast|of\slegal|1[68]|21)
    age\s(?:verification|check|gate|confirmation|restricted) are\syou\s(?:over|at\sleast|of\slegal|1[68]|21)
    you\smust\sbe\s(?:over|at\sleast|1[68]|21|of\slegal) (?:over|under)\s(?:18|21)\syears
    (?:enter|date\sof)\s(?:your\s)?birth\w* adult(?:s)?\s(?:content|only)
    alters(?:prüfung|verifikation|nachweis|freigabe|beschränkung|kontrolle|abfrage)
    (?:mindestens|über|unter|bereits)\s(?:16|18)\sjahre
    (?:sind|bist)\s(?:sie|du)\s(?:über|mindestens|schon|bereits)\s(?:16|18)
    vérification\s(?:de\s(?:l['’])?âge|d['’]âge) (?:vérifi|confirm)\w+\s(?:que\svous\s|votre\s)(?:avez|âge)
    (?:plus|moins)\sde\s18\sans êtes[\s-]vous\smajeur verificación\sde\s(?:la\s)?edad
    (?:confirm|verific)\w+\s(?:su|tu|que)\s(?:edad|eres|es|tiene\w*)
    (?:mayor(?:es)?\sde|menos\sde)\s(?:18|edad|16) verifica\s(?:dell['’]|della\stua\s|la\stua\s)?età
    (?:conferma|confermi)\s(?:di\savere|la\stua|che)\s
    (?:hai|aver|almeno|maggiore\sdi)\s(?:compiuto\s|più\sdi\s)?18\sanni maggiorenn[ei]
    leeftijd(?:s)?(?:controle|verificatie|grens|check)? (?:ben|bent)\s(?:je|u)\s(?:ouder\sdan\s|al\s)?18
    (?:ouder|jonger)\sdan\s18 weryfikacja\swieku (?:potwierdź|potwierdzam)\s.{0,20}(?:wiek|lat|pełnoletn)
    (?:ukończ\w+|masz)\s(?:ukończone\s)?18\slat pełnoletni\w* ålders(?:kontroll|gräns|verifiering)
    (?:fyllt|över|under)\s18\sår verifica(?:ção|r)\s(?:de\s|a\s|sua\s)*idade
    (?:maior|menor)\sde\s(?:18|idade) 年齢(?:確認|認証|制限) 1[68]歳(?:以上|未満)
    (?:年龄|年齡)(?:验证|驗證|确认|確認|限制) (?:未满|未滿|年满|年滿|已满|已滿)\s?1[68]\s?(?:周岁|岁|歲)
""")
"""It asks how old the reader is."""
APP = any_of(r"""
    (?:open|read|view|continue|see)\s(?:this\s|it\s)?(?:\w+\s)?(?:in|with|on)\s(?:the|our)\s(?:\w+\s)?app\b
    (?:download|install|get)\s(?:the|our)\s(?:\w+\s)?app\b
    (?:only|exclusively)\s(?:available\s)?(?:in|on)\s(?:the|our)\s(?:\w+\s)?app\b
    in\s(?:der|unserer)\s(?:\S+\s)?app\s(?:öffnen|lesen|weiterlesen|ansehen|verfügbar)
    (?:jetzt\s)?(?:unsere|die)\s(?:\S+\s)?app\s(?:herunterladen|laden|installieren|öffnen)
    (?:nur|exklusiv)\sin\s(?:der|unserer)\s(?:\S+\s)?app (?:dans|sur)\s(?:l['’]|notre\s)appli(?:cation)?\b
    (?:téléchargez|installez|ouvrez)\s(?:l['’]|notre\s)appli(?:cation)?
    (?:en|desde)\s(?:la|nuestra)\s(?:app|aplicación)\b
    (?:descarg|instal|abr)\w+\s(?:la|nuestra)\s(?:app|aplicación) (?:nell['’]|sull['’]|nella\snostra\s)app\b
    (?:scarica|installa|apri)\s(?:l['’]|la\snostra\s)app\b (?:in|via)\s(?:de|onze)\sapp\b
    (?:download|installeer|open)\s(?:de|onze)\sapp\b w\s(?:naszej\s)?aplikacji
    (?:pobierz|zainstaluj|otwórz)\s(?:naszą\s)?aplikację i\s(?:vår\s)?app(?:en)?\b
    (?:ladda\sner|installera|öppna)\s(?:vår\s)?app(?:en)?
    (?:no|na)\s(?:nosso\s|nossa\s)?(?:app|aplicativo|aplicação)\b
    (?:baixe|instale|abra|descarregue)\s(?:o|a|nosso|nossa)\s(?:app|aplicativo|aplicação)
    アプリ(?:で|を)(?:開|読|続き|ダウンロード|インストール|ご覧)
    (?:下载|下載|打开|打開|安装|安裝)\s?(?:\w{0,8})?(?:APP|客户端|客戶端|應用程式)
    (?:在|到|去)\s?(?:APP|客户端|客戶端)(?:内|內|中)?(?:查看|阅读|閱讀|打开|打開)
""")
"""It is to be read in the site's app alone."""
BROWSER = any_of(r"""
    (?:your\s)?browser\s(?:version\s)?(?:is\s)?(?:not\s(?:supported|up\sto\sdate|compatible)|out\s?dated|out\sof\sdate|unsupported|no\slonger\ssupported|too\sold)
    (?:unsupported|outdated|incompatible|old)\sbrowser (?:update|upgrade)\s(?:your|to\sa\s\w+)\s?browser
    (?:use|install|try)\s(?:a\s)?(?:\w+\s)?(?:supported|modern|newer|different|recent)\s(?:web\s?)?browser
    (?:ihr|dein)\s(?:web)?browser\s(?:\w+\s){0,3}(?:nicht|veraltet|unterstützt) veralteter?\s(?:web)?browser
    (?:browser\s)?(?:nicht\s(?:mehr\s)?unterstützt)
    (?:aktualisieren\ssie|verwenden\ssie|nutzen\ssie)\s(?:bitte\s)?(?:ihren|einen)\s(?:\w+\s)?(?:web)?browser
    (?:votre\s)?navigateur\s(?:web\s)?(?:n['’]est\s(?:pas|plus)|est\s(?:obsolète|trop)|non\ssupporté|incompatible)
    (?:mettez|mettre)\sà\sjour\s(?:votre\s)?navigateur
    (?:su|tu)\snavegador\s(?:\w+\s)?(?:no|está|es)\s(?:\w+\s)?(?:compatible|soportado|obsoleto|desactualizado|antiguo)
    navegador\s(?:no\s(?:compatible|soportado)|obsoleto|desactualizado|antiguo|desatualizado|não\ssuportado)
    (?:actualic?e|atualize)\s(?:su|tu|seu|o\sseu)\snavegador
    (?:seu|o\sseu)\snavegador\s(?:\w+\s)?(?:não|está)
    (?:il\stuo\s|questo\s)?browser\s(?:\w+\s)?(?:non\s(?:è\s)?(?:più\s)?(?:supportato|compatibile|aggiornato)|obsoleto)
    aggiorna\s(?:il\stuo\s)?browser
    (?:je|jouw|uw)\sbrowser\s(?:wordt\s|is\s)?(?:niet\s(?:meer\s)?ondersteund|verouderd|te\soud)
    (?:verouderde|niet\sondersteunde)\sbrowser (?:update|werk)\s(?:je|uw)\sbrowser
    (?:twoja\s|ta\s)?przeglądark\w+\s(?:\w+\s)?(?:nie\sjest|jest\snieaktualn\w+|przestarzał\w+)
    (?:nieobsługiwan\w+|nieaktualn\w+|przestarzał\w+)\sprzeglądark\w+ zaktualizuj\s(?:swoją\s)?przeglądarkę
    (?:din\s)?webbläsare\s(?:\w+\s)?(?:stöds\sinte|är\s(?:för\sgammal|föråldrad))
    uppdatera\s(?:din\s)?webbläsare (?:お使いの)?ブラウザー?(?:は|が|の)?(?:サポート|対応|古|バージョン|更新)
    (?:您的|当前|目前|您使用的)?(?:浏览器|瀏覽器)(?:版本)?(?:过低|過低|过旧|過舊|太旧|不支持|不支援|不兼容|已过期)
    (?:升级|升級|更新|更换|更換)(?:您的)?(?:浏览器|瀏覽器)
""")
"""It is to be read in another browser alone."""
# fmt: on
