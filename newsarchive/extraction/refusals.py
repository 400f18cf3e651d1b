"""Pages that stand where an article should be: challenges, logins, walls of all kinds, soft 404s."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from lxml.html import HtmlElement

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.gates import gate_behind, gate_in, is_cut_off, is_not_free
from newsarchive.extraction.metadata import looks_like_article
from newsarchive.extraction.reading import Reading
from newsarchive.extraction.soft_404 import soft_404
from newsarchive.extraction.stand_ins import OTHER_PAGE, stand_in
from newsarchive.extraction.whole_body import is_from_script, is_said_to_be_whole
from newsarchive.pages.tree import Page
from newsarchive.pages.words import any_of, weight_of
from newsarchive.text import cut, printable

# Weights of a text, an ideograph counting as three letters, up to which a wall's words are believed.
_NOTHING = 300
_LITTLE = 1200
_TEASER = 2400
_LONG_TEASER = 10_000
_LAST = {"soft-404", "paywall", "no-text"}  # the words of other kinds of walls are more exact
_OF_PARTS = {"challenge", "soft-404", "paywall"}
_LOOKED_AT = 200_000  # characters of a page's source
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"<a\b.*?</a>", re.DOTALL)

# The words by which pages say that they are not the article that was asked for.
# fmt: off
_CHALLENGE = any_of(r"""
    just\sa\smoment checking\s(?:if\sthe\ssite\sconnection\sis\ssecure|your\sbrowser) attention\srequired
    verify(?:ing)?\s(?:that\s)?you\sare\s(?:a\s)?human unusual\straffic are\syou\sa\srobot access\sdenied
    请完成安全验证 安全验证 人机验证 访问异常 请输入验证码 正在验证
""")
_CHALLENGE_MARK = any_of(
    "cf-chl- /cdn-cgi/challenge-platform __cf_chl g-recaptcha h-captcha geetest _incapsula_"
)
_SCRIPT_WALL = any_of(r"""
    (?:please\s)?(?:enable|turn\son|activate)\sjava\s?script java\s?script\sis\s(?:disabled|required)
    (?:bitte\s)?(?:aktivieren\ssie\s)?javascript\s(?:aktivieren|ist\sdeaktiviert) activez\sjavascript
    (?:请)?(?:启用|开启|打开)\s*javascript
""")
_COOKIE_WALL = any_of(r"""
    (?:accept|enable|allow)\s(?:all\s)?cookies\sto\s(?:continue|read|view)
    cookies\s(?:are|must\sbe)\s(?:required|enabled) mit\swerbung\sweiterlesen 请(?:启用|允许)\s*cookie
""")
_LOGIN = any_of(r"""
    \s*(?:用户 会员 帐号 账号)?\s*(?:登录 登陆 请登录 log\s?in sign\s?in anmelden einloggen connexion
    se\sconnecter iniciar\ssesión accedi ログイン вход 로그인)(?!\w)
""")
_LOGIN_FORM = any_of(r"""
    log[\s_-]?(?:in|on) sign[\s_-]?(?:in|on) magic\slink one-time\s(?:code|password) anmelden einloggen
    anmeldung connexion (?:se\s)?connecter s['’]identifier (?:iniciar|inicie|inicia)\ssesi[oó]n acceder entrar
    accedi accesso inloggen aanmelden zaloguj logowanie logga\sin log\sind logg\sinn kirjaudu přihlásit
    bejelentkezés giri[sş]\syap войти вход увійти ログイン サインイン 로그인 登录 登陆 登錄 登入 เข้าสู่ระบบ
    đăng\snhập masuk
    تسجيل\sالدخول ورود כניסה התחברות σύνδεση
""", before=r"(?<![^\W_])", after=r"(?![^\W_])")
# fmt: on
_FORMS = 20


def _said_by(form: HtmlElement) -> str:
    """What a form says of itself: its names, its address, and the words on it."""
    own = " ".join(str(form.get(name) or "") for name in ("id", "class", "name", "action"))
    buttons = " ".join(str(value) for value in form.xpath(".//input[@type='submit']/@value"))
    words = " ".join(f"{own} {buttons} {form.text_content()}"[:_LOOKED_AT].split())
    return words.lower()


class Refusal(NamedTuple):
    """Why a page is no article.

    :param reason: a stable slug such as ``challenge``
    :param again: the next run may have more luck
    """

    reason: str
    detail: str
    again: bool


@dataclass(frozen=True)
class _Seen:
    page: Page
    title: str
    html: str
    body: str
    weight: int
    is_whole: bool

    def is_closed(self) -> bool:
        """Whether hardly anything is shown of what the page says is not free."""
        return not self.is_whole and is_not_free(self.page) and not self.says_all()

    def lacks_a_part(self) -> bool:
        """Whether a text that is not free breaks off, or the page names a part of it and does not show it."""
        lacks_part = is_not_free(self.page, lacks_part=not is_cut_off(self.html))
        return not self.is_whole and lacks_part and not self.says_all()

    def says_all(self) -> bool:
        """Whether the page tells that nothing of the article is missing."""
        return is_said_to_be_whole(self.page, self.html)

    def is_gated(self) -> bool:
        """Whether a gate stands behind the text, or ends it."""
        if self.is_whole:
            return False
        return bool(gate_in(self.body[-300:]) or gate_behind(self.page, self.html))

    def breaks_off_at_a_gate(self) -> bool:
        """Whether a text of any length ends in the middle, and a gate stands there."""
        return bool(gate_in(self.body[-120:])) or (is_cut_off(self.html) and self.is_gated())

    def has_password(self) -> bool:
        """Whether the page asks for one."""
        return bool(self.page.tree.xpath("boolean(//input[@type='password'])"))

    def has_login_form(self) -> bool:
        """Whether the page asks for a name, a number or a code, in a form that says that it is a login."""
        forms = self.page.tree.xpath("//form[.//input[not(@type='hidden' or @type='search')]]")[:_FORMS]
        return any(_LOGIN_FORM.search(said) for said in map(_said_by, forms) if len(said) < _LITTLE)

    def says(self, judge: Callable[[str], object]) -> bool:
        """Whether any short block of the page is judged so."""
        texts = ((one.text or "").strip() for one in self.page.tree.iter("p", "div", "td", "h1", "h2", "h3"))
        return any(judge(escape(text)) for text in texts if 4 < len(text) < _NOTHING)

    def is_links(self) -> bool:
        """Whether nothing of the body is left without its links."""
        return "<img" not in self.html and not _TAG.sub("", _LINK.sub("", self.html)).strip()

    def text(self) -> str:
        """All that the page says."""
        return str(self.page.tree.text_content())[:_LOOKED_AT]


class _Wall(NamedTuple):
    reason: str
    what: str
    up_to: int
    stands: Callable[[_Seen], object]
    again: bool = False


_WALLS = (
    _Wall(
        "challenge", "a challenge instead of the article", _LITTLE,
        lambda one: _CHALLENGE.search(one.title)
        or (_CHALLENGE_MARK.search(one.page.html[:_LOOKED_AT]) and _CHALLENGE.search(one.text())),
        again=True,
    ),
    _Wall("login", "a login instead of the article", _LITTLE,
          lambda one: _LOGIN.match(one.title) and one.has_password(), again=True),
    _Wall("login", "a login instead of the article", _NOTHING, _Seen.has_password, again=True),
    _Wall("login", "a login instead of the article", _NOTHING, _Seen.has_login_form, again=True),
    _Wall("soft-404", "the page says that the article is gone", _LITTLE,
          lambda one: soft_404(one.body, title=one.title)),
    _Wall("soft-404", "the page says that the article is gone", _NOTHING, lambda one: one.says(soft_404)),
    _Wall("script-wall", "scripts build the page; `render: true` in the site's profile runs them", _NOTHING,
          lambda one: _SCRIPT_WALL.search(one.page.html[:_LOOKED_AT])),
    _Wall("cookie-wall", "the page asks for cookies first", _NOTHING,
          lambda one: _COOKIE_WALL.search(one.text())),
    _Wall("paywall", "a gate instead of the article", _NOTHING, _Seen.is_gated),
    _Wall("no-text", "the page has links and no text", _NOTHING, lambda one: one.is_links()),
    _Wall("paywall", "a paywall's teaser", _LITTLE, _Seen.is_closed),
    _Wall("paywall", "a paywall's teaser", _TEASER, _Seen.lacks_a_part),
    _Wall("paywall", "a paywall's teaser", _TEASER, _Seen.is_gated),
    _Wall("paywall", "a paywall's teaser", _LONG_TEASER, _Seen.breaks_off_at_a_gate),
)  # fmt: skip


def refusal(page: Page, reading: Reading, *, dated: bool = False, listed: str = "") -> Refusal | None:
    """What stands in the article's place, if anything does; words count only where there is little text.

    :param dated: a list says when it appeared, so that it must be an article unless the page says otherwise
    :param listed: what a list calls it; empty where none shows it
    """
    wall = _wall(page, reading)
    if wall and wall.reason not in _LAST:
        return wall
    instead = stand_in(page, reading, listed)
    if instead and not (wall and instead is OTHER_PAGE):
        title = reading.value("title") or reading.value("body") or ""
        return Refusal(instead.reason, f"{instead.what}: {printable(cut(title, 100))!r}", instead.again)
    if wall or dated or reading.value("date"):
        return wall
    is_article, why = looks_like_article(page, reading.fields)
    return None if is_article else Refusal("not-an-article", why, again=False)


def refusal_of_part(page: Page, body: str) -> Refusal | None:
    """What stands in the place of a further page of an article; a short text alone is nothing strange there.

    :param body: HTML
    """
    wall = _wall(page, Reading({"body": [Candidate(body, "part", 1.0)]}))
    return wall if wall and wall.reason in _OF_PARTS else None


def _wall(page: Page, reading: Reading) -> Refusal | None:
    html = reading.value("body") or ""
    body = _TAG.sub(" ", html).strip()
    if (weight := weight_of(body, _LONG_TEASER)) > _LONG_TEASER:
        return None
    title = " ".join((page.tree.findtext(".//title") or "").split())
    seen = _Seen(page, title, html, body, weight, is_whole=is_from_script(reading.fields.get("body", ())))
    wall = next((one for one in _WALLS if weight <= one.up_to and one.stands(seen)), None)
    if wall is None:
        return None
    return Refusal(wall.reason, f"{wall.what}: {printable(cut(title or body, 100))!r}", wall.again)
