"""Where an object storage is, by which credentials and how safely it is reached."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles.checks import STORAGES
from newsarchive.store.credentials import is_near, without

_SETTING = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_]*)\s*=\s*(?P<value>.*)")
_SECRET_SETTING = re.compile("secret|token|password|sas|account_key|access_key$|master_key")
_SECRET_VARIABLES = (
    "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_STORAGE_ACCOUNT_KEY", "AZURE_STORAGE_SAS_KEY",
    "AZURE_CLIENT_SECRET", "GOOGLE_SERVICE_ACCOUNT_KEY",
)  # fmt: skip
_ENDPOINTS = (
    "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT",
    "GOOGLE_BASE_URL",
)  # fmt: skip
_ALLOW_HTTP = ("AWS_ALLOW_HTTP", "AZURE_ALLOW_HTTP", "GOOGLE_ALLOW_HTTP")


@dataclass(frozen=True, slots=True)
class StorageAddress:
    """Where an object storage is, as obstore takes it; ``storage.py`` reaches it.

    :ivar url: bucket and prefix; for ``file``, the folder
    :ivar settings: credentials and the like from a file of secrets, names in small letters; those of the
        environment are obstore's to read
    :ivar allow_http: whether it is reached without TLS, as on this machine
    :ivar shown: the same for people
    :ivar warnings: what is less safe than it should be, a sentence each
    """

    url: str
    settings: dict[str, str] = field(default_factory=dict, repr=False)
    allow_http: bool = False
    shown: str = ""
    warnings: tuple[str, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def place(self) -> str:
        """What two addresses of one place have in common, and others have not."""
        if self.url.startswith("file:"):
            return str(Path(unquote(urlsplit(self.url).path)).resolve())
        return self.url.rstrip("/")

    def hide(self, text: object) -> str:
        """Some text without the secrets that open it."""
        return without(self.secrets, str(text))


def is_storage_address(address: str) -> bool:
    """Whether an address is an object storage's, and no path."""
    return address.partition("://")[0].lower() in STORAGES and "://" in address


def storage_address_of(
    url: str, variable: Callable[[str], str], *, named: str, lines: Iterable[str] = ()
) -> StorageAddress:
    """The object storage that an address is.

    :param variable: what a variable of the environment says
    :param named: what has the address, for messages
    :param lines: of a file of secrets, ``NAME=VALUE``; they go before the environment
    :raises ArgumentError: it is no such address, has credentials in it, or would be reached without TLS
        though it is elsewhere. Nothing secret is in the message
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    url = f"{parts.scheme}{url[len(parts.scheme) :]}"  # in small letters
    if parts.scheme not in STORAGES or not (parts.netloc or parts.scheme == "file"):
        raise ArgumentError(f"{named}: no address such as s3://BUCKET/PREFIX or file:///FOLDER")
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ArgumentError(
            f"{named}: an object storage's address has no credentials in it: say them as AWS_ACCESS_KEY_ID"
            " and AWS_SECRET_ACCESS_KEY, in the environment or in NEWSARCHIVE_STORE_FILE"
        )
    if parts.scheme == "file":
        return _folder(unquote(parts.path), parts.netloc, url, named)
    settings = _settings(lines, named)

    def said(name: str) -> str:
        return settings.get(name.lower()) or variable(name)

    endpoint = next(filter(None, map(said, _ENDPOINTS)), "")
    is_plain = endpoint.lower().startswith("http://")
    warnings = _warnings_of_http(endpoint, said, named) if is_plain else ()
    secrets = {value for key, value in settings.items() if _SECRET_SETTING.search(key)}
    secrets |= set(map(variable, _SECRET_VARIABLES))
    shown = f"{url} at {endpoint}" if endpoint else url
    return StorageAddress(url, settings, is_plain, shown, warnings, frozenset(secrets - {""}))


def _folder(path: str, host: str, url: str, named: str) -> StorageAddress:
    if host not in {"", "localhost"} or not path.startswith("/") or not path.strip("/"):
        raise ArgumentError(f"{named}: a folder is written file:///FOLDER, with three slashes")
    return StorageAddress(url, shown=url)


def _settings(lines: Iterable[str], named: str) -> dict[str, str]:
    found = {}
    for number, line in enumerate(lines, start=2):
        setting = _SETTING.fullmatch(line)
        if setting is None:
            raise ArgumentError(f"{named}: line {number} is not NAME=VALUE, as AWS_ACCESS_KEY_ID=…")
        value = setting["value"]
        is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
        found[setting["key"].lower()] = value[1:-1] if is_quoted else value
    return found


def _warnings_of_http(endpoint: str, said: Callable[[str], str], named: str) -> tuple[str, ...]:
    try:
        host = urlsplit(endpoint).hostname
    except ValueError:
        raise ArgumentError(f"{named}: its endpoint is no address") from None
    if host and is_near(host):
        return ()
    if not any(said(name).lower() in {"true", "1", "yes"} for name in _ALLOW_HTTP):
        raise ArgumentError(
            f"{named}: its endpoint is http://, so that everybody on the way reads keys and pages: make it"
            f" https://, or say {_ALLOW_HTTP[0]}=true"
        )
    return (f"{named}: its endpoint is http://: everybody on the way reads what is stored",)
