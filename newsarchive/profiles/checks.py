"""What the values of a profile are checked for."""

import re
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from newsarchive.dates.forms import form_pattern
from newsarchive.profiles.hosts import with_ascii_host

_ANY_PAGE = LexborHTMLParser("<p></p>")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WITHOUT_CREDENTIALS = ("json", "jsons", "xml", "xmls", "form", "forms", "dbus", "gnome", "macosx", "windows")
STORAGES = frozenset({"s3", "gs", "az", "azure", "abfs", "abfss", "file"})
"""The schemes of object storages' addresses."""
_PATH = re.compile(r"(?:/[\w.~-]+)*/?", re.ASCII)
_ATTRIBUTE = re.compile(r"attr\([A-Za-z][\w:-]*\)")


class Strict(BaseModel):
    """Part of a profile: an unknown key is an error, and nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no IANA time zone such as Asia/Shanghai") from error
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _css(text: str) -> str:
    try:
        _ANY_PAGE.css(text)
    except SelectolaxError as error:
        raise ValueError(f"{text!r} is no CSS selector") from error
    return text


def _field_css(text: str) -> str:
    selector, mark, rest = text.partition("::")
    if mark and not _ATTRIBUTE.fullmatch(rest):
        raise ValueError(f"{text!r}: after :: only attr(NAME) is known")
    _css(selector)
    return text


def _address(url: str) -> str:
    try:
        url = with_ascii_host(url)
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and parts.hostname and (parts.port or True)
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"{url!r} is no http(s) address")
    return url


def _site_address(url: str) -> str:
    parts = urlsplit(_address(url))
    if parts.query or parts.fragment or "@" in parts.netloc or not _PATH.fullmatch(parts.path):
        raise ValueError(f"{url!r} is no address of a site such as https://example.org/news/")
    return parts.geturl()


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


def template(*names: str) -> AfterValidator:
    """A text whose ``{}`` placeholders are among ``names``."""

    def check(text: str) -> str:
        try:
            text.format(**dict.fromkeys(names, ""))
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            allowed = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(f"{text!r} is no template ({error}); allowed are {allowed}") from error
        return text

    return AfterValidator(check)


def _form(text: str) -> str:
    form_pattern(text)
    return text


ABSOLUTE = AfterValidator(_address)
"""A template that gives http(s) addresses."""
Form = Annotated[str, AfterValidator(_form)]


def _absolute(path: str) -> str:
    if not path.startswith("/") or "\0" in path or ".." in path.split("/"):
        raise ValueError(f"{path!r} is no absolute path")
    return path


def _copies_target(named: str) -> str:
    scheme, mark, rest = named.partition("://")
    if not mark:
        return _absolute(named)
    if scheme not in STORAGES or not rest.strip("/") or set(rest) & {"@", "?", "#"}:
        raise ValueError("is no object storage's address, such as s3://BUCKET/PREFIX, without credentials")
    return named


def _variable(name: str) -> str:
    if _VARIABLE.fullmatch(name):
        return name
    if "://" in name:  # which is not repeated: it may be a secret
        raise ValueError(
            "is an address, and these hold credentials, which no profile does: put it into a variable of the"
            " environment, such as NEWSARCHIVE_NOTIFY_DESK, and name that here"
        )
    raise ValueError("is no name of a variable of the environment, such as NEWSARCHIVE_NOTIFY_DESK")


def _told_to(target: str) -> str:
    scheme, mark, rest = target.partition("://")
    is_open = scheme in _WITHOUT_CREDENTIALS and mark and not set(rest) & {"@", "?"}
    return target if is_open else _variable(target)


CopiesTarget = Annotated[str, AfterValidator(_copies_target)]
"""An absolute path, or an object storage's address, which holds no credentials."""
AbsolutePath = Annotated[str, AfterValidator(_absolute)]
Variable = Annotated[str, AfterValidator(_variable)]
"""The name of a variable of the environment, since its value is a secret."""
ToldTo = Annotated[str, AfterValidator(_told_to)]
"""The same, or an address of apprise's that holds no credentials."""
Zone = Annotated[str, AfterValidator(_zone)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Css = Annotated[str, AfterValidator(_css)]
FieldCss = Annotated[str, AfterValidator(_field_css)]
Address = Annotated[str, AfterValidator(_address)]
SiteAddress = Annotated[str, AfterValidator(_site_address)]
"""Where a site's home page is, to which paths can be appended."""
OneOrMore = BeforeValidator(_one_or_more)
