"""Whether the page that an address led to is the article that was asked for."""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsarchive.discovery.address_shape import address_shape
from newsarchive.discovery.addresses import same_article
from newsarchive.extraction.listed import alike, share_said
from newsarchive.extraction.metadata import metadata_candidates
from newsarchive.extraction.metadata.document import document_of
from newsarchive.extraction.refusals import Refusal
from newsarchive.items import Lead
from newsarchive.pages.tree import Page
from newsarchive.pages.words import any_of
from newsarchive.profiles import SiteProfile, identity_at
from newsarchive.text import letters_of, printable

_LIKE, _SAME_WORDS = 0.5, 0.6  # of a title's letters; of an address's words
_NUMBER = re.compile(r"\d+")
_APART = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
_DATE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d(?:[/_-]?[01]?\d(?:[/_-]?[0-3]?\d)?)?)(?!\d)")
_DAY = re.compile(r"/(?:19|20)\d\d/\d\d/\d\d/")
_AN_ID = 4  # figures; of fewer a page's, a day's or a section's number may consist
_NOT_WORDS = re.compile(r"[\W\d_]+")
_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home|start|main)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)
_INDEX = any_of("index default home", after=r"(?:\.\w+)?\Z", before=r"\A")
_REFRESH = re.compile(r"\s*\d{1,2}(?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_NO_STORY = 300  # letters
_NAMES_ITSELF = {"canonical", "shortlink"}
_A_NAME = 10  # letters; a shorter last name, such as "article", may be that of many pages
_OPTION = any_of(
    "id p aid nid artid articleid article_id newsid news_id story storyid docid cid a n",
    before=r"\A",
    after=r"\Z",
)
# fmt: off
_CONSENT = any_of(r"""
    consent(?:-?\w+)? gdpr dsgvo rgpd privacy(?:-?(?:gate|wall|center|centre|choices|settings|manager))? cmp
    cookie(?:-?\w+)? datenschutz[\w-]* einwilligung zustimmung guce tcf purpose zgoda
""", before=r"(?:\A|[/.])", after=r"(?:\Z|[/.])")
_LOGIN = any_of(r"""
    (?:user-?)?log-?in log-?on sign-?in sign-?up sso oauth2? auth(?:enticate|orize)? accounts?
    register registration registrieren anmelden anmeldung connexion inscription acceso iniciar-sesion entrar
    accedi inloggen aanmelden logowanie zaloguj subscribe subscription abo paywall members?
""", before=r"(?:\A|[/.])", after=r"(?:\Z|[/.])")
_SEARCH = any_of(r"""
    search suche recherche buscar busca buscador cerca ricerca zoeken szukaj sok find results
""", before=r"(?:\A|[/.])", after=r"(?:\Z|[/.])")
# fmt: on


def sent_elsewhere(asked: str, page: Page, article: Lead, profile: SiteProfile) -> Refusal | None:
    """Why a page is not the article at the address that was asked for; None where it is.

    It is that if its address is but another form of the one asked for, or has the same id or name; if it
    calls that address its own; or if its title is what the list calls the article. Of what was never archived
    and has an address that says nothing, any article's is taken where no list names it, or of the same day.

    :param asked: the address that was asked for; the page knows the one that answered
    """
    arrived = page.url or asked
    if same_article(asked, arrived) or _is_asked_for(asked, arrived, page, article, profile):
        return None
    reason, what = _place(arrived, asked)
    return Refusal(reason, f"{printable(asked)} leads to {what}, {printable(arrived)}", again=False)


def sent_on(page: Page, body: str) -> Refusal | None:
    """That a page with hardly any text does nothing but send the reader on to another address.

    :param body: the HTML that was read of it
    """
    document = document_of(page)
    sends = _REFRESH.match(document.first_meta("refresh"))
    to = document.absolute(sends[1]) if sends else ""
    if not to or same_article(to, page.url or "") or len(letters_of(_TAG.sub("", body))) > _NO_STORY:
        return None
    reason, what = _place(to, page.url or "")
    return Refusal(
        reason, f"{printable(page.url)} sends the reader on to {what}, {printable(to)}", again=False
    )


def _place(arrived: str, asked: str) -> tuple[str, str]:
    """The reason, and what stands at an address that is not the article's."""
    parts = urlsplit(arrived)
    there = set(asked.split("/"))
    folders = "/".join(name for name in parts.path.split("/") if name and name not in there)
    names = f"{parts.hostname or ''}/{folders}".lower()
    if _CONSENT.search(names):
        return "redirect-consent", "a page that asks for consent"
    if _LOGIN.search(names):
        return "redirect-login", "a login"
    if _HOME.fullmatch(parts.path) and not _ids(parts):
        return "redirect-home", "the front page"
    is_section = parts.path.strip("/").count("/") == 0 and address_shape(arrived).kind != "article"
    if is_section or _SEARCH.search(names) or address_shape(arrived).kind == "listing":
        return "redirect-listing", "a list"
    return "redirect-elsewhere", "another page"


def _is_asked_for(asked: str, arrived: str, page: Page, article: Lead, profile: SiteProfile) -> bool:
    before, after, listed = urlsplit(asked), urlsplit(arrived), article.title
    if profile.article.id:
        found = _identity(arrived, profile)
        if found is not None:
            return found == article.source_id
    elif _ids(before) & _ids(after):
        return True
    document = document_of(page)
    named = [document.absolute(href) for rel, href, _ in document.links if rel in _NAMES_ITSELF]
    if any(same_article(one, asked) for one in named if one):
        return True
    titles = [one.value for one in metadata_candidates(page).get("title", ())]
    if _contradict(before, after):
        return bool(listed) and letters_of(listed) in map(letters_of, titles)
    name = _name(before)
    if len(letters_of(name)) >= _A_NAME and name == _name(after):
        return True
    if any(alike(title, listed) > _LIKE for title in titles if listed):
        return True
    said = share_said(name, " ".join([*titles, _name(after)]))
    if said is None and not article.archived and (not listed or _day(before) == _day(after) != ""):
        return address_shape(arrived).kind == "article"
    return said is not None and said >= _SAME_WORDS


def _identity(address: str, profile: SiteProfile) -> str | None:
    try:
        found = identity_at(address, profile)
    except ValueError:
        return None
    return found.source_id if found else None


def _ids(parts: SplitResult) -> set[str]:
    """What is so long a number, or stands in such a parameter, that it must be an article's id."""
    numbers = _NUMBER.findall(_DATE.sub("", unquote(parts.path)))
    stated = {value for name, value in parse_qsl(parts.query) if _OPTION.search(name) and value.isalnum()}
    return stated | {number for number in numbers if len(number) >= _AN_ID}


def _contradict(before: SplitResult, after: SplitResult) -> bool:
    """Whether each address has a number that the other has not: then they are two articles', as a rule."""
    one, other = (set(_APART.findall(f"{unquote(parts.path)} {parts.query}")) for parts in (before, after))
    return bool(one - other and other - one)


def _day(parts: SplitResult) -> str:
    """The folders that name a whole day."""
    found = _DAY.search(parts.path)
    return found[0] if found else ""


def _name(parts: SplitResult) -> str:
    """The words of a path's last name; of the one before where that is a number or a folder's own file."""
    names = [name for name in unquote(parts.path).split("/") if name and not _INDEX.search(name)]
    for name in names[:-3:-1]:
        if words := _NOT_WORDS.sub(" ", name.partition(".")[0]).strip():
            return words.lower()
    return ""
