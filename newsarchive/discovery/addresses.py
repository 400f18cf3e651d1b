"""Addresses made comparable: what tells two articles apart stays, everything else goes."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from newsarchive.profiles.hosts import PORTS, registered_domain

_ALWAYS = re.compile(
    r"utm_\w+|(?:[gy]cl|fbcl|dcl|msclk|twcl|ttcl)id|gclsrc|[gw]braid|mc_[ce]id|ml_subscriber(?:_hash)?|igshid"
    r"|_g[al]|_hs(?:enc|mi|fp)|hsctatracking|mkt_tok|oly_\w+_id|vero_\w+|(?:pk|piwik|mtm|matomo)_\w+|_openstat"
    r"|s_kwcid|ef_id|li_fat_id|guccounter|guce_referrer\w*|ref_(?:src|url)|amp_js_v|usqp|__twitter_impression"
    r"|at_(?:medium|campaign|custom\d+|format|link_\w+|ptr_name|bbc_team)|xtor|wt\.?_?mc(?:[._]\w+)?|sr_share"
    r"|spm(?:_id_from)?|share_(?:token|from|source|medium|plat|session_id|tag|times)|sharer_\w+|share_?from"
    r"|isappinstalled|tt_from|vd_source|tdsourcetag|qq_aio_chat_type|nsukey|wfr|bd_vid"
    r"|jsessionid|phpsessid|aspsessionid\w*",
    re.IGNORECASE,
)
# These names are used for what is read, too: they go with such a value only.
_BY_VALUE = {
    "from": re.compile(
        r"(?:timeline|singlemessage|groupmessage|weixin|wechat|wx|qq|qzone|weibo|sina|share|rss|feed|app|home|index"
        r"|top|hot|side|sidebar|list|related|recommend|tuijian)\w*",
        re.IGNORECASE,
    ),
    "for": re.compile(r"pc"),
    "scm": re.compile(r"\d+\.\S*"),
    "smid": re.compile(r"[a-z]{2,}-?\S*"),
    "ncid": re.compile(r"[a-z]\S*"),
    "ocid": re.compile(r"[A-Za-z]\S*"),
    "cmpid": re.compile(r"[A-Za-z]\S*"),
    "amp": re.compile(r"1?|true"),
    "_": re.compile(r"\d{13}"),
    "sessionid": re.compile(r"\w{16,}"),
    "session_id": re.compile(r"\w{16,}"),
}
_OF_WECHAT = frozenset(
    {"chksm", "scene", "srcid", "clicktime", "enterid", "ascene", "pass_ticket", "uin", "key"}
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)


def _without_tracking(query: str) -> str:
    """A query without the parameters that only track; the others stay as they are, in their order."""
    if not query:
        return ""
    parameters = [part for part in query.split("&") if part]
    of_wechat = any(part.startswith("__biz=") for part in parameters)
    return "&".join(part for part in parameters if not _tracks(part, of_wechat=of_wechat))


def _without_session(path: str) -> str:
    """A path without a session's id in its parameters."""
    return _PATH_SESSION.sub("", path) if ";" in path else path


def _tracks(parameter: str, *, of_wechat: bool) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote(name)
    by_value = _BY_VALUE.get(name.lower())
    if by_value:
        return by_value.fullmatch(unquote(value)) is not None
    return (of_wechat and name in _OF_WECHAT) or _ALWAYS.fullmatch(name) is not None


LONGEST = 2000  # characters; what is longer is no article's address (RFC 9110, 4.1, asks for 8,000)
_ABSOLUTE = re.compile(r"https?://[^/\\]", re.IGNORECASE)
_CANONICAL = re.compile(r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/[\w/~!$'()*+,:@.-]*", re.ASCII)
_PLAIN = re.compile(r"https?://[a-z0-9.:-]+/[\w./~!$'()*+,;:@-]*(?:\?[\w./~!$'()*+,;:@&=-]*)?", re.ASCII)
_PATH_ALONE = re.compile(r"[^?#]*")
_HOST = re.compile(
    r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|[0-9a-f]*:[0-9a-f:.]{1,45}", re.ASCII
)
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986, 2.3
_VARIANT = re.compile(r"(?:www|m|wap|mobile|amp|3g)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=\.s?html?$)|\.amp$")
_AMP_QUERY = frozenset({"amp", "amp=", "amp=1", "amp=true", "outputType=amp"})


def canonical_address(url: str) -> str:
    """The address by which an article is known.

    Scheme and host in lower case; without user name, default port, fragment (but for routes, ``#!`` and
    ``#/``), dot segments, session and tracking parameters; percent-encoded as browsers do it, and only
    where it must be. All else may tell two articles apart and stays: the case of the path, its last slash,
    the order of parameters.

    :raises ValueError: it is no address of a web page, or longer than 2,000 characters
    """
    if len(url) <= LONGEST and _CANONICAL.fullmatch(url) and "/." not in url:
        return url
    if len(url) > 3 * LONGEST:
        raise ValueError("an address of so many characters is none")
    parts = urlsplit(url if _PLAIN.fullmatch(url) else safe_url_string(_with_slashes(url.strip())))
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("no address of a web page")
    path = _without_dots(_unreserved(_without_session(parts.path))) or "/"
    query = _without_tracking(_unreserved(parts.query))
    routed = parts.fragment[:1] in {"!", "/"} and parts.fragment not in {"!", "/", "!/"}
    address = urlunsplit((parts.scheme, site_host(parts), path, query, parts.fragment if routed else ""))
    if len(address) > LONGEST:
        raise ValueError("an address of so many characters is none")
    return address


def joined(base: str, href: str) -> str | None:
    """The canonical address that a link on the page ``base`` leads to; None where it is no web page."""
    href = _with_slashes(href.strip())
    if not href or len(href) > LONGEST:
        return None
    try:
        return canonical_address(href if _ABSOLUTE.match(href) else urljoin(base, href))
    except ValueError:
        return None


def _with_slashes(url: str) -> str:
    """An address whose backslashes are slashes, as browsers take them; behind ``?`` or ``#`` they stay."""
    if "\\" not in url:
        return url
    path = _PATH_ALONE.match(url)
    end = path.end() if path else 0
    return url[:end].replace("\\", "/") + url[end:]


def same_article(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but scheme, ``www.`` or ``m.``, AMP, tracking, a last slash."""
    return _bare(one) == _bare(other)


def other_forms(url: str) -> Iterator[str]:
    """What :func:`same_article` takes for a canonical address: other hosts, no AMP, another last slash."""
    parts = urlsplit(url)
    bare, path, _ = _bare(url)
    query = "&".join(part for part in parts.query.split("&") if part not in _AMP_QUERY)
    for host in dict.fromkeys((parts.netloc, bare, f"www.{bare}")):
        for form in dict.fromkeys((path, f"{path.rstrip('/')}/")):
            yield urlunsplit((parts.scheme, host, form, query, parts.fragment))


def site_of(url: str) -> str:
    """The site that an address belongs to: its host without ``www.``, and its port if it is not the usual.

    :raises ValueError: it is no address of a web page
    """
    parts = urlsplit(canonical_address(url))
    return parts.netloc.removeprefix("www.")


def in_site(url: str, home: str) -> bool:
    """Whether an address belongs to the site of ``home``: to the domain that somebody registered.

    So ``finance.example.com`` belongs to ``news.example.com``, but not one blog to another of the same
    host (publicsuffix.org says where names are handed out). An IP address and a name without public
    suffix stand for themselves; the port must be the same, http and https being one.
    """
    try:
        there, here = urlsplit(url), urlsplit(home)
        if there.scheme not in PORTS or _port(there) != _port(here):
            return False
    except ValueError:
        return False
    host, own = there.hostname or "", here.hostname or ""
    if not host or not own:
        return False
    if host == own:
        return True
    domain = registered_domain(own)
    return domain is not None and (host == domain or host.endswith(f".{domain}"))


def below_home(url: str, home: str) -> bool:
    """Whether an address is at the host of ``home``, ``www.`` aside, or at one below it; ports as above."""
    if not in_site(url, home):
        return False
    own = (urlsplit(home).hostname or "").removeprefix("www.")
    host = urlsplit(url).hostname or ""
    return host.removeprefix("www.") == own or host.endswith(f".{own}")


def site_host(parts: SplitResult) -> str:
    """Host and port as they stand in a canonical address.

    :raises ValueError: one of them is none
    """
    host = (parts.hostname or "").rstrip(".")
    if not _HOST.fullmatch(host):
        raise ValueError("no name of a host")
    shown = f"[{host}]" if ":" in host else host
    return shown if _port(parts) is None else f"{shown}:{parts.port}"


def _port(parts: SplitResult) -> int | None:
    """The port, unless it is the scheme's own."""
    return None if parts.port == PORTS.get(parts.scheme) else parts.port


def _unreserved(text: str) -> str:
    """Percent-encoding in one form: capitals, and none where none is needed (RFC 3986, 6.2.2)."""
    if "%" not in text:
        return text

    def normal(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ENCODED.sub(normal, text)


def _without_dots(path: str) -> str:
    """The path without ``.`` and ``..`` (RFC 3986, 5.2.4); empty segments stay."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)


def _bare(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(canonical_address(url))
    except ValueError:
        return ("", url, "")
    query = "&".join(part for part in parts.query.split("&") if part not in _AMP_QUERY)
    path = _AMP_PATH.sub("", parts.path).rstrip("/") or "/"
    return _VARIANT.sub("", parts.netloc, count=1), path, f"{query}#{parts.fragment}"
