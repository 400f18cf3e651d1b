"""What a database says to whoever is not let in: the line that tells it, and whether waiting helps."""

import pytest

from newsarchive.fleet.barriers import barrier_of

_AT = 'connection failed: connection to server at "10.0.0.9", port 5432 failed:'
_MANY = "Multiple connection attempts failed. All failures were:"


@pytest.mark.parametrize(
    ("said", "lasts"),
    [
        (f'{_AT} FATAL:  password authentication failed for user "a"', True),
        (f'{_AT} FATAL:  role "a" does not exist', True),
        (f'{_AT} FATAL:  role "a" is not permitted to log in', True),
        (f'{_AT} FATAL:  database "b" does not exist', True),
        (f"{_AT} FATAL:  no such database: b", True),
        (
            f'{_AT} FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "a", database "b", SSL encryption',
            True,
        ),
        (f'{_AT} FATAL:  pg_hba.conf rejects connection for host "10.0.0.1", user "a"', True),
        ("connection failed: fe_sendauth: no password supplied", True),
        (f"{_AT} SSL error: certificate verify failed", True),
        (f'{_AT} server certificate for "a" does not match host name "b"', True),
        (f"{_AT} server does not support SSL, but SSL was required", True),
        ('connection failed: root certificate file "/x.crt" does not exist', True),
        (f"{_AT} FATAL:  the database system is starting up", False),
        (f"{_AT} FATAL:  the database system is shutting down", False),
        (f"{_AT} FATAL:  sorry, too many clients already", False),
        (f'{_AT} FATAL:  too many connections for role "a"', False),
        (
            f"{_AT} FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            False,
        ),
        (f"{_AT} FATAL:  Passwort-Authentifizierung für Benutzer »a« fehlgeschlagen", False),
        (
            f"{_AT} Connection refused\n\tIs the server running on that host and accepting?",
            False,
        ),
        ("connection timeout expired", False),
        ("failed to resolve host 'db.example': [Errno -3] Temporary failure in name resolution", False),
        ("", False),
    ],
)
def test_what_lasts_is_told_from_what_passes(said: str, lasts: bool) -> None:
    line, barrier = barrier_of(said)
    assert line == said.partition("\n")[0]
    assert bool(barrier and barrier.lasts) == lasts


_REFUSED = f"{_AT} Connection refused\n\tIs the server running on that host?"
_FIRST = _REFUSED.partition("\n")[0]
_WRONG = f'{_AT} FATAL:  password authentication failed for user "a"'


def attempts(*of: tuple[str, str, str]) -> str:
    """As psycopg tells of several: the last one's words, then those of all."""
    lines = [f"- host: {host!r}, port: None, hostaddr: {at!r}: {said}" for host, at, said in of]
    return "\n".join([of[-1][2], _MANY, *lines])


@pytest.mark.parametrize(
    ("of", "line", "lasts"),
    [
        ([("localhost", "::1", _REFUSED), ("localhost", "127.0.0.1", _WRONG)], _WRONG, True),
        ([("localhost", "::1", _WRONG), ("localhost", "127.0.0.1", _REFUSED)], _WRONG, True),
        ([("a.example", "10.0.0.1", _WRONG), ("b.example", "10.0.0.2", _WRONG)], _WRONG, True),
        ([("a.example", "10.0.0.1", _WRONG), ("b.example", "10.0.0.2", _REFUSED)], _FIRST, False),
        ([("a.example", "10.0.0.1", _REFUSED), ("b.example", "10.0.0.2", _WRONG)], _FIRST, False),
    ],
)  # fmt: skip
def test_of_several_hosts_each_has_to_refuse(of: list[tuple[str, str, str]], line: str, lasts: bool) -> None:
    said, barrier = barrier_of(attempts(*of))
    assert said == line
    assert bool(barrier and barrier.lasts) == lasts
