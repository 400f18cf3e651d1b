"""Parameters of an address that say where a reader came from, never what is read."""

import re
from urllib.parse import unquote

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


def without_tracking(query: str) -> str:
    """A query without the parameters that only track; the others stay as they are, in their order."""
    if not query:
        return ""
    parameters = [part for part in query.split("&") if part]
    of_wechat = any(part.startswith("__biz=") for part in parameters)
    return "&".join(part for part in parameters if not _tracks(part, of_wechat=of_wechat))


def without_session(path: str) -> str:
    """A path without a session's id in its parameters."""
    return _PATH_SESSION.sub("", path) if ";" in path else path


def _tracks(parameter: str, *, of_wechat: bool) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote(name)
    by_value = _BY_VALUE.get(name.lower())
    if by_value:
        return by_value.fullmatch(unquote(value)) is not None
    return (of_wechat and name in _OF_WECHAT) or _ALWAYS.fullmatch(name) is not None
