"""What a fleet's database says to whoever is not let in: the next step, and whether waiting helps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsarchive.store.catalog.errors import REMEDIES

_ATTEMPT = re.compile(r"^- host: (?P<host>[^,]*), port: [^,]*, hostaddr: (?:'[^']*'|None): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that is said to whoever connects, and what to do about it.

    :param said: a pattern of the words. Of a connection that is refused psycopg has these alone, without a
        SQLSTATE; they are PostgreSQL's in English as a rule, and in another language they are none of these
    :param lasts: it stays so until somebody does that
    """

    said: re.Pattern[str]
    step: str
    lasts: bool = True


_BARRIERS = (
    Barrier(
        re.compile("FATAL: .*database .* does not exist|FATAL: .*no such database"),
        "make it: createdb --owner USER DATABASE",
    ),
    Barrier(
        re.compile(
            "FATAL: .*(?:authentication failed|role .* (?:does not exist|is not permitted to log in)"
            "|no such user)|no password supplied"
        ),
        "put the right user and password into the address; a password's @ is written %40, / is %2F, : is %3A",
    ),
    Barrier(
        re.compile("FATAL: .*(?:no pg_hba.conf entry|pg_hba.conf rejects)"),
        "have the server's pg_hba.conf let this machine in",
    ),
    Barrier(
        re.compile("transaction blocks not allowed in statement pooling mode"),
        "it is a pooler; have it keep sessions (PgBouncer: pool_mode=session), or give the address of"
        " PostgreSQL itself",
    ),
    Barrier(
        re.compile("certificate verify failed|certificate .*does not match host name"),
        "name the database as its certificate does, and put the authority's certificate into"
        " ~/.postgresql/root.crt or name it by sslrootcert=FILE",
    ),
    Barrier(
        re.compile("root certificate file .* does not exist|could not read root certificate"),
        "put the authority's certificate there, or name it by sslrootcert=FILE",
    ),
    Barrier(
        re.compile("server does not support SSL"),
        "have it speak TLS (ssl = on), with a certificate for its name",
    ),
    Barrier(
        re.compile("could not translate host name|failed to resolve host"),
        "see that the address has the right host, and try again",
        lasts=False,
    ),
    Barrier(
        re.compile("FATAL: .*(?:too many clients|remaining connection slots|too many connections)"),
        REMEDIES["53300"],
        lasts=False,
    ),
    Barrier(
        re.compile("FATAL: "),
        "see that the address is right and that the database lets this login in, and try again",
        lasts=False,
    ),
)


def barrier_of(said: str) -> tuple[str, Barrier | None]:
    """What was said of a connection that did not come about, in a line, and which barrier it is.

    Of several hosts, and of a host's several addresses, each has said something. It lasts where each host
    says so at one of its addresses: one that only does not answer may be the one that is meant.

    :param said: the error's words, without a password
    """
    found = [[(one, _which(one)) for one in attempts] for attempts in _by_host(said)]
    lasting = [next((pair for pair in its if pair[1] and pair[1].lasts), None) for its in found]
    if lasting and all(lasting):
        words, barrier = next(filter(None, lasting))
    else:
        passing = [(one, which) for its in found for one, which in its if not (which and which.lasts)]
        words, barrier = next((pair for pair in passing if pair[1]), passing[-1])
    return _line(words, barrier), barrier


def _by_host(said: str) -> Iterator[list[str]]:
    """The attempts at each host, as psycopg tells of several at the end of its message."""
    begins = [*_ATTEMPT.finditer(said)]
    if not begins:
        yield [said]
        return
    by_host: dict[str, list[str]] = {}
    for one, end in zip(begins, [*(one.start() for one in begins[1:]), len(said)], strict=True):
        by_host.setdefault(one["host"], []).append(said[one.end() : end])
    yield from by_host.values()


def _which(said: str) -> Barrier | None:
    return next((one for one in _BARRIERS if one.said.search(said)), None)


def _line(words: str, barrier: Barrier | None) -> str:
    """The line that tells it; an attempt without TLS may follow one with it."""
    lines = [line.strip() for line in words.strip().splitlines()] or [""]
    return next((line for line in lines if barrier and barrier.said.search(line)), lines[0])
