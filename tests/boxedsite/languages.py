"""The vocabulary of the generated site by language: what its articles say, and what its boxes say."""
# ruff: noqa: E501  a line of phrases stays whole

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language.

    :param code: a BCP 47 tag
    :param country: of the site, in whose zone its clocks go
    :param zone: an IANA zone
    :param sections: (path, name) of each
    :param who, did, what, where, why: phrases that sentences are made of
    :param shapes: sentences with those names in braces, and ``{n}`` for a number
    :param moment: how a page writes a moment, for ``strftime``
    :param byline: with ``{}`` for a name
    :param boxes: what each kind of box may say, with ``{n}`` for a number and ``{name}`` for a firm
    """

    code: str
    zone: str
    site: str
    sections: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    who: tuple[str, ...]
    did: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    why: tuple[str, ...]
    shapes: tuple[str, ...]
    headline: str
    moment: str
    byline: str
    space: str = " "
    boxes: dict[str, tuple[str, ...]]


def _listed(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|"))


CHINESE = Language(
    code="zh-CN", zone="Asia/Shanghai", site="潮汐快报", space="",
    sections=(("shizheng", "时政"), ("caijing", "财经"), ("keji", "科技"), ("shehui", "社会")),
    people=_listed("林若川|周砚秋|许知远山|陆听澜|沈禾|高原野|方以宁|白鹭飞"),
    who=_listed("河口市水务局|一家本地造船企业|渡口社区的居民|省气象研究所|多位受访商户|海岛医院的医生|轨道交通集团|农业合作社|大学城的学生团队|市场监管部门"),
    did=_listed("公布了新的时间表|完成了首轮测试|把方案改了三次|决定推迟开工|邀请居民参与讨论|启用了备用线路|把收费标准下调了一成|请来外地专家会诊"),
    what=_listed("老码头改造|潮汐发电站|夜间公交|海水稻试种|社区食堂|旧书市集|防波堤加固|渔港灯塔|雨水花园|二手船交易"),
    where=_listed("河口市|东礁岛|望潮镇|盐田区|白沙湾|北渡口|柳浪新城|石斛山"),
    why=_listed("去年的台风留下了教训|材料价格一直没有回落|居民的意见比预想的多|现有设施已经用了三十年|游客数量超出预期|两套系统还不能互通"),
    shapes=_listed("{where}的{what}近日有了新进展，{who}{did}。|“{why}，所以我们不能再等。”{who}的负责人{person}告诉记者。|据介绍，{what}总投资约{n}万元，涉及{n}户居民。|{person}认为，{why}，{what}仍需要时间检验。|今年前{m}个月，{where}的{what}比去年同期增加了{m}个百分点。|{who}{did}，这在{where}还是第一次。|对于{what}的费用由谁承担，{who}表示将另行公布。|夜色里，{where}的灯一盏盏亮起，等船的人并不着急。|有人支持，也有人担心：{why}。|按照计划，{what}将在{m}月底前完成验收，届时{where}的居民可以免费体验。"),
    headline="{where}{what}{did}", moment="%Y-%m-%d %H:%M", byline="记者 {}",
    boxes={
        "ad_label": _listed("广告|推广|AD"),
        "ad": _listed("{name}年中大促，全场低至{n}元，点击查看详情|{name}新车上市，首付仅需{n}元，立即预约试驾|想学理财？{name}名师免费公开课，限时{n}个名额，点此报名|{name}净水器，{n}个家庭的共同选择，了解更多|下载{name}，新人立领{n}元红包"),
        "name": _listed("好潮优选|海岬汽车|橙帆课堂|清渠电器|贝壳旅行"),
        "abstract": _listed("摘要：|导读：|"),
        "newsletter": _listed("订阅潮汐早报电子报，每天早上七点送到您的邮箱。|输入邮箱，订阅我们的电子报"),
        "share": _listed("分享到：微信 微博 QQ空间 复制链接|分享 微信 微博 收藏"),
        "also": _listed("延伸阅读：|相关阅读：|推荐阅读："),
        "comments": _listed("{n}条评论|评论({n})|{n}人参与讨论"),
        "updated": _listed("更新于{m}分钟前|{m}分钟前更新"),
        "minutes": _listed("阅读时间约{m}分钟|预计阅读{m}分钟"),
        "app": _listed("打开潮汐快报APP，阅读体验更佳|下载潮汐快报客户端，随时掌握新鲜事"),
        "teasers": _listed("猜你喜欢|为您推荐|热门文章"), "latest": _listed("最新|滚动"), "most": _listed("点击排行|热门榜"),
        "legal": _listed("未经潮汐快报书面授权，不得转载本网站内容。|版权所有 潮汐快报 违者必究"),
        "more": _listed("查看全部|更多"), "home": _listed("首页"), "next": _listed("下一页"),
    },
)  # fmt: skip

ENGLISH = Language(
    code="en-GB", zone="Europe/London", site="The Tideway Post",
    sections=(("local", "Local"), ("money", "Money"), ("science", "Science"), ("people", "People")),
    people=_listed("Ada Wrenfield|Tom Oakhurst|Priya Lantern|Owen Marsh|Beth Calloway|Idris Penn|Nell Harrow|Gus Tarrant"),
    who=_listed("the harbour board|a local boatbuilder|residents of the ferry quarter|the weather institute|several shopkeepers|doctors at the island clinic|the tram company|a farmers' co-operative|students of the college|the market inspectors"),
    did=_listed("published a new timetable|finished the first round of tests|rewrote the plan three times|put off the start of the works|asked residents for their views|opened the reserve line|cut the fee by a tenth|called in experts from abroad"),
    what=_listed("the old quay|the tidal power station|the night bus|the salt-meadow trial|the community kitchen|the book market|the breakwater|the harbour light|the rain garden|the trade in used boats"),
    where=_listed("Tideway|Eastreef|Ebbham|Saltfield|White Sands|Northferry|Willow Reach|Stonecress Hill"),
    why=_listed("last year's storm taught them a lesson|the price of timber has not come down|there were more objections than expected|the present building is thirty years old|more visitors came than anybody had planned for|the two systems cannot talk to each other yet"),
    shapes=_listed('Work on {what} in {where} has moved on, since {who} {did}.|"We cannot wait any longer, because {why}," said {person}, who speaks for {who}.|The cost of {what} is put at {n} pounds, and {n} households are affected.|{person} thinks that {what} will need time, as {why}.|In the first {m} months, {what} in {where} grew by {m} per cent.|It was the first time in {where} that {who} {did}.|Asked who pays for {what}, {who} promised an answer within weeks.|At dusk the lamps of {where} came on one by one, and nobody at the landing stage was in a hurry.|Some welcome it, others are worried that {why}.|According to the plan, {what} will be inspected within {m} weeks, after which people in {where} may try it for nothing.'),
    headline="{where}: {who} {did}", moment="%d %B %Y, %H:%M", byline="By {}",
    boxes={
        "ad_label": _listed("Advertisement|Sponsored|Ad"),
        "ad": _listed("{name} summer sale: everything from £{n}. Shop now|Drive the new {name} from £{n} a month. Book a test drive|Free masterclass by {name}: only {n} places left. Register here|{name}: trusted by {n} households. Find out more|Download {name} and get £{n} off"),
        "name": _listed("Goodtide|Headland Motors|Orange Sail Academy|Clearbrook|Shell & Go"),
        "abstract": _listed("Summary:||In short:"),
        "newsletter": _listed("Sign up for our morning newsletter, in your inbox at seven.|Enter your email to subscribe to our newsletter"),
        "share": _listed("Share Facebook X WhatsApp Copy link|Share this article Facebook LinkedIn Email"),
        "also": _listed("Read also:|Read more:|See also:"),
        "comments": _listed("{n} comments|Comments ({n})|{n} replies"),
        "updated": _listed("Updated {m} minutes ago|Last updated {m} minutes ago"),
        "minutes": _listed("{m} min read|Reading time: {m} minutes"),
        "app": _listed("Get the Tideway app for breaking news|Open in the Tideway app"),
        "teasers": _listed("You may also like|Recommended for you|More stories"), "latest": _listed("Latest"), "most": _listed("Most read"),
        "legal": _listed("© The Tideway Post. All rights reserved."),
        "more": _listed("View all|More"), "home": _listed("Home"), "next": _listed("Next page"),
    },
)  # fmt: skip

GERMAN = Language(
    code="de-DE", zone="Europe/Berlin", site="Gezeitenblatt",
    sections=(("lokales", "Lokales"), ("wirtschaft", "Wirtschaft"), ("wissen", "Wissen"), ("leute", "Leute")),
    people=_listed("Enno Harmsen|Lene Brodersen|Ulf Petersdorf|Mara Wieland|Jost Ahrens|Silke Tamm|Henrike Voss|Arne Kolb"),
    who=_listed("die Hafenbehörde|eine Werft am Ort|der Bürgerverein|das Wetterinstitut|mehrere Händler|das Inselkrankenhaus|die Straßenbahngesellschaft|eine Genossenschaft|eine Gruppe von Studenten|die Marktaufsicht"),
    did=_listed("einen neuen Zeitplan vorgelegt|die ersten Versuche beendet|den Entwurf dreimal geändert|den Baubeginn verschoben|die Nachbarn um ihre Meinung gebeten|die Ersatzlinie geöffnet|die Gebühr um ein Zehntel gesenkt|Fachleute von auswärts geholt"),
    what=_listed("der alte Kai|das Gezeitenkraftwerk|der Nachtbus|der Anbau auf Salzwiesen|die Gemeinschaftsküche|der Büchermarkt|der Wellenbrecher|das Hafenfeuer|der Regengarten|der Handel mit gebrauchten Booten"),
    where=_listed("Ebbstedt|Ostriff|Flutheim|Salzfeld|Weißensand|Nordfähr|Weidenau|Steinkressberg"),
    why=_listed("der Sturm des letzten Jahres war eine Lehre|der Preis für Holz ist nicht gesunken|es gab mehr Einwände als erwartet|das Gebäude ist dreißig Jahre alt|es kamen mehr Gäste als geplant|die beiden Anlagen verstehen einander noch nicht"),
    shapes=_listed("In {where} hat {who} {did}, und damit ist {what} wieder im Gespräch.|„Wir können nicht länger warten, denn {why}“, sagte {person}.|Die Kosten werden auf {n} Euro geschätzt, betroffen sind {n} Haushalte.|{person} meint, {what} brauche noch Zeit: {why}.|In den ersten {m} Monaten ist der Umsatz in {where} um {m} Prozent gestiegen.|Zum ersten Mal in {where} hat {who} {did}.|Wer das bezahlt, ist offen; {who} will sich in den nächsten Wochen äußern.|In der Dämmerung gingen in {where} die Lampen an, und am Anleger hatte es niemand eilig.|Manche freuen sich, andere sagen: {why}.|Nach dem Plan wird in {m} Wochen abgenommen, danach dürfen die Leute aus {where} kostenlos probieren."),
    headline="{where}: Hier hat {who} {did}", moment="%d.%m.%Y, %H:%M Uhr", byline="Von {}",
    boxes={
        "ad_label": _listed("Anzeige|Werbung|Gesponsert"),
        "ad": _listed("{name}: Sommerangebote ab {n} Euro. Jetzt ansehen|Der neue {name} ab {n} Euro im Monat. Probefahrt vereinbaren|Kostenloses Seminar von {name}: nur noch {n} Plätze. Hier anmelden|{name}: {n} Haushalte vertrauen uns. Mehr erfahren|{name} laden und {n} Euro sparen"),
        "name": _listed("Gutflut|Kap Motoren|Orangensegel|Klarbach|Muschelreisen"),
        "abstract": _listed("Zusammenfassung:||Kurz gesagt:"),
        "newsletter": _listed("Abonnieren Sie unseren Newsletter, jeden Morgen um sieben.|Melden Sie sich für unseren Newsletter an"),
        "share": _listed("Teilen Facebook X WhatsApp Link kopieren|Teilen Facebook LinkedIn E-Mail"),
        "also": _listed("Lesen Sie auch:|Auch interessant:"),
        "comments": _listed("{n} Kommentare|Kommentare ({n})"),
        "updated": _listed("Aktualisiert vor {m} Minuten"), "minutes": _listed("Lesezeit: {m} Minuten|{m} Min. Lesezeit"),
        "app": _listed("Das Gezeitenblatt als App laden|In der App öffnen"),
        "teasers": _listed("Das könnte Sie auch interessieren|Mehr zum Thema"), "latest": _listed("Neueste"), "most": _listed("Meistgelesen"),
        "legal": _listed("© Gezeitenblatt. Alle Rechte vorbehalten."),
        "more": _listed("Alle anzeigen|Mehr"), "home": _listed("Startseite"), "next": _listed("Nächste Seite"),
    },
)  # fmt: skip

SPANISH = Language(
    code="es-ES", zone="Europe/Madrid", site="El Correo de la Marea",
    sections=(("local", "Local"), ("economia", "Economía"), ("ciencia", "Ciencia"), ("gente", "Gente")),
    people=_listed("Inés Olmedilla|Bruno Careaga|Lola Santurde|Martín Escribá|Noa Villalobar|Hugo Renedo|Celia Arnáiz|Teo Barrenas"),
    who=_listed("la autoridad del puerto|un astillero del lugar|la asociación de vecinos|el instituto del tiempo|varios comerciantes|el hospital de la isla|la compañía del tranvía|una cooperativa|un grupo de estudiantes|la inspección de mercados"),
    did=_listed("publicó un nuevo calendario|terminó las primeras pruebas|cambió tres veces el proyecto|aplazó el inicio de las obras|pidió su opinión a los vecinos|abrió la línea de reserva|bajó la tarifa una décima parte|llamó a expertos de fuera"),
    what=_listed("el muelle viejo|la central mareomotriz|el autobús nocturno|el cultivo en las salinas|el comedor del barrio|la feria del libro usado|el rompeolas|la luz del puerto|el jardín de lluvia|la venta de barcos usados"),
    where=_listed("Marealta|Arrecife del Este|Bajamar|Salinar|Arenas Blancas|Pasonorte|Sauceda|Monte Berro"),
    why=_listed("la tormenta del año pasado fue una lección|el precio de la madera no ha bajado|hubo más quejas de lo previsto|el edificio tiene treinta años|llegaron más visitantes de lo esperado|los dos sistemas todavía no se entienden"),
    shapes=_listed("En {where} avanza {what}, después de que {who} {did}.|«No podemos esperar más, porque {why}», dijo {person}, en nombre de los afectados.|El coste se calcula en {n} euros y afecta a {n} hogares.|{person} cree que {what} necesita tiempo, pues {why}.|En los primeros {m} meses, el volumen en {where} creció un {m} por ciento.|Fue la primera vez en {where} que {who} {did}.|Nadie sabe quién lo pagará; {who} responderá en unas semanas.|Al anochecer se encendieron las luces de {where} y en el embarcadero nadie tenía prisa.|Unos se alegran, otros recuerdan que {why}.|Según el plan, la obra se revisará dentro de {m} semanas y los vecinos de {where} podrán probarla gratis."),
    headline="{where}: {who} {did}", moment="%d/%m/%Y %H:%M", byline="Por {}",
    boxes={
        "ad_label": _listed("Publicidad|Patrocinado"),
        "ad": _listed("{name}: rebajas de verano desde {n} euros. Compra ahora|El nuevo {name} desde {n} euros al mes. Reserva tu prueba|Clase gratuita de {name}: quedan {n} plazas. Apúntate aquí|{name}: {n} hogares ya confían en nosotros. Más información|Descarga {name} y ahorra {n} euros"),
        "name": _listed("Buenamarea|Cabo Motor|Vela Naranja|Aguaclara|Concha Viajes"),
        "abstract": _listed("Resumen:||En breve:"),
        "newsletter": _listed("Suscríbete a nuestro boletín y recíbelo cada mañana a las siete.|Suscríbete a nuestra newsletter"),
        "share": _listed("Compartir Facebook X WhatsApp Copiar enlace|Compartir Facebook LinkedIn"),
        "also": _listed("Lea también:|Te puede interesar:"),
        "comments": _listed("{n} comentarios|Comentarios ({n})"),
        "updated": _listed("Actualizado hace {m} minutos"), "minutes": _listed("{m} min de lectura|Tiempo de lectura: {m} minutos"),
        "app": _listed("Descarga la app de El Correo de la Marea|Abrir en la app"),
        "teasers": _listed("Te puede interesar|Más noticias"), "latest": _listed("Últimas noticias"), "most": _listed("Lo más leído"),
        "legal": _listed("© El Correo de la Marea. Todos los derechos reservados."),
        "more": _listed("Ver todo|Más"), "home": _listed("Portada"), "next": _listed("Página siguiente"),
    },
)  # fmt: skip

LANGUAGES = {"zh": CHINESE, "en": ENGLISH, "de": GERMAN, "es": SPANISH}
