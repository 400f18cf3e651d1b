"""Where a fleet's database and object storage are, by which credentials and how safely they are reached."""

import re
import ssl
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from newsarchive.exceptions import ArgumentError
from newsarchive.store.credentials import HIDDEN, is_near, said_or_in_file, without
from newsarchive.store.objects.address import StorageAddress, storage_address_of

DATABASE, DATABASE_FILE = "NEWSARCHIVE_DATABASE", "NEWSARCHIVE_DATABASE_FILE"
STORE, STORE_FILE = "NEWSARCHIVE_STORE", "NEWSARCHIVE_STORE_FILE"
_VERIFIED = "verify-full"
_DATABASE = re.compile(
    r"postgres(?:ql)?://(?:(?P<user>[^@/?]*)@)?(?P<hosts>[^/?]*)(?P<path>/[^?]*)?(?:\?(?P<query>.*))?"
)
_HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+(?:%\w+)?\]|[^:@\[\]]*)(?::\d*)?")
_SECRET_PARAMETERS = frozenset({"password", "sslpassword"})
# Where authorities lie that a system trusts. libpq's own word for them is of its version 16, and a libpq
# within a wheel looks for them where they lay when it was built.
_AUTHORITIES = (
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """A database, as libpq takes it.

    :ivar conninfo: the address with password and all; never to be shown
    :ivar shown: the same for people
    :ivar warnings: what is less safe than it should be, a sentence each
    """

    conninfo: str = field(repr=False)
    shown: str
    warnings: tuple[str, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    def hide(self, text: object) -> str:
        """Some text, such as an error of libpq's, without the secrets of this address."""
        return without(self.secrets, str(text))


def database_address(variable: Callable[[str], str]) -> DatabaseAddress:
    """The fleet's database.

    :param variable: what a variable of the environment says, as ``settings.variable``
    :raises ArgumentError: none is named, two are, or what is named is no address. Nothing secret is in it
    """
    (url, *others), named = said_or_in_file(DATABASE, DATABASE_FILE, variable)
    if others:
        raise ArgumentError(f"{named}: has {len(others) + 1} lines where one address should stand")
    return address_of(url, variable, named=named)


def store_address(variable: Callable[[str], str]) -> StorageAddress:
    """The fleet's object storage; a file of secrets has its address and below it its credentials, one a line.

    :param variable: what a variable of the environment says, as ``settings.variable``
    :raises ArgumentError: none is named, two are, or what is named is no address. Nothing secret is in it
    """
    (url, *lines), named = said_or_in_file(STORE, STORE_FILE, variable)
    return storage_address_of(url, variable, named=named, lines=lines)


def address_of(url: str, variable: Callable[[str], str], *, named: str) -> DatabaseAddress:
    """The database that an address is; one elsewhere must prove by a certificate that it is the one.

    :param variable: what a variable of the environment says
    :param named: what has the address, for messages
    :raises ArgumentError: it is no such address. Nothing secret is in the message
    """
    parts = _DATABASE.fullmatch(url)
    if parts is None:
        raise ArgumentError(f"{named}: no address such as postgresql://USER@HOST/DATABASE")
    pairs = _pairs(parts["query"], named)
    query, hosts = dict(pairs), _hosts(parts["hosts"], named)
    warnings = () if _is_near(query, hosts, variable) else _verified(query, variable, named)
    user, _, password = (parts["user"] or "").partition(":")
    where = f"{parts['hosts']}{parts['path'] or ''}"
    shown_user = f"{user}:{HIDDEN}@" if password else f"{user}@" if user else ""
    shown_query = _query((key, HIDDEN if key in _SECRET_PARAMETERS else value) for key, value in pairs)
    secrets = {password, unquote(password), *(query.get(name, "") for name in _SECRET_PARAMETERS)}
    return DatabaseAddress(
        f"postgresql://{parts['user'] + '@' if parts['user'] else ''}{where}{_query(query.items())}",
        f"postgresql://{shown_user}{where}{shown_query}",
        warnings,
        frozenset(secrets - {""}),
    )


def _is_near(query: Mapping[str, str], hosts: list[str], variable: Callable[[str], str]) -> bool:
    """Whether whatever host libpq will ask is this machine."""
    if "host" in query or "hostaddr" in query:
        hosts = query.get("hostaddr", query.get("host", "")).split(",")
    meant = (host or variable("PGHOSTADDR") or variable("PGHOST") for host in hosts)
    service = query.get("service") or variable("PGSERVICE")  # of a file of libpq's that may name any host
    return not service and all(map(is_near, meant))


def _verified(query: dict[str, str], variable: Callable[[str], str], named: str) -> tuple[str, ...]:
    """Let libpq ask for a certificate, unless the address says otherwise: of that warnings are returned."""
    mode = query.setdefault("sslmode", _VERIFIED)
    if mode in {_VERIFIED, "verify-ca"} and not variable("PGSSLROOTCERT"):
        query.setdefault("sslrootcert", _authorities(variable("HOME")))
    if mode == _VERIFIED:
        return ()
    wrong = "does not make sure that it is the database that is meant"
    return (f"{named}: sslmode={mode} {wrong}; {_VERIFIED} does",)


def _pairs(query: str | None, named: str) -> list[tuple[str, str]]:
    literal = (query or "").replace("+", "%2B")  # no space to libpq
    try:
        return parse_qsl(literal, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise ArgumentError(f"{named}: what follows its ? is not NAME=VALUE with & between") from None


def _hosts(text: str, named: str) -> list[str]:
    """The hosts of an address; libpq takes several, of which one is the database that may be written."""
    found = [_HOST.fullmatch(one) for one in text.split(",")]
    if not all(found):
        raise ArgumentError(
            f"{named}: its host is not understood. In a password, @ is written %40, / is %2F and : is %3A"
        )
    return [unquote(one["host"]).strip("[]") for one in found if one]


def _authorities(home: str) -> str:
    """Where the certificates of the authorities lie by which a database is known."""
    own = f"{home}/.postgresql/root.crt" if home else ""
    candidates = (own, ssl.get_default_verify_paths().cafile or "", *_AUTHORITIES)
    return next((path for path in candidates if path and Path(path).is_file()), "system")


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    written = "&".join(f"{quote(key, safe='')}={_value(value)}" for key, value in pairs)
    return f"?{written}" if written else ""


def _value(value: str) -> str:
    return value if value == HIDDEN else quote(value, safe="/,:")
