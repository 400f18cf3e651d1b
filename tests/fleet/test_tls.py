"""A database elsewhere must prove by its certificate that it is the one; with the libpq of a wheel."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import exc

from newsarchive.fleet.address import address_of
from newsarchive.fleet.connecting import engine_of
from tests.fleet.cluster import OWNER, Cluster, need_postgresql, other_user

NAME = "db.example"
FORBIDDEN = "certificate verify failed|does not match host name"


class Authority:
    """One that certifies servers."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._certify(
            self.name, self.key, x509.BasicConstraints(ca=True, path_length=None)
        )

    def certify(self, host: str) -> tuple[bytes, bytes]:
        """A certificate and its key for a server of that name."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(host)])
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        return self._certify(subject, key, names), key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def _certify(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, extension: x509.ExtensionType
    ) -> bytes:
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
            .sign(self.key, hashes.SHA256())
        )
        return made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority("tests")


@pytest.fixture(scope="module")
def secured(authority: Authority) -> Iterator[Cluster]:
    """A cluster that speaks TLS, with a certificate for ``db.example``."""
    need_postgresql()
    folder = Path(mkdtemp(prefix="newsarchive-pg-", dir="/tmp"))
    cluster = Cluster(
        folder, {"ssl": "on", "ssl_cert_file": f"{folder}/crt", "ssl_key_file": f"{folder}/key"}
    )
    try:
        for name, content in zip(("crt", "key"), authority.certify(NAME), strict=True):
            (folder / name).touch(mode=0o600)
            (folder / name).write_bytes(content)
            if user := other_user():
                shutil.chown(folder / name, user)
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def is_encrypted(cluster: Cluster, home: Path, host: str = NAME, query: str = "") -> bool:
    """Whether a connection is, to the cluster that goes by a name of somewhere else."""
    url = f"postgresql://{OWNER}@{host}:{cluster.port}/postgres{query}"
    address = address_of(url, {"HOME": str(home)}.get, named="the test")  # type: ignore[arg-type]
    engine = engine_of(address, name="test", role="")
    try:
        with engine.connect() as connection:
            asked = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            return bool(connection.exec_driver_sql(asked).scalar_one())
    finally:
        engine.dispose()


@pytest.fixture
def home(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that has the authority's certificate; names of elsewhere are this machine."""
    monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    (tmp_path / ".postgresql").mkdir()
    (tmp_path / ".postgresql" / "root.crt").write_bytes(authority.certificate)
    return tmp_path


def test_the_one_that_is_meant_is_reached_by_tls(secured: Cluster, home: Path) -> None:
    assert is_encrypted(secured, home)


def test_another_name_is_refused(secured: Cluster, home: Path) -> None:
    with pytest.raises(exc.OperationalError, match=FORBIDDEN):
        is_encrypted(secured, home, "other.example")


def test_what_an_unknown_authority_certified_is_refused(secured: Cluster, home: Path) -> None:
    (home / ".postgresql" / "root.crt").write_bytes(Authority("another").certificate)
    with pytest.raises(exc.OperationalError, match=FORBIDDEN):
        is_encrypted(secured, home)
    (home / ".postgresql" / "root.crt").unlink()  # what the system trusts
    with pytest.raises(exc.OperationalError, match=FORBIDDEN):
        is_encrypted(secured, home)
    assert is_encrypted(secured, home, query="?sslmode=require"), "who says so goes without"


def test_one_without_tls_is_refused(cluster: Cluster, home: Path) -> None:
    with pytest.raises(exc.OperationalError, match="does not support SSL"):
        is_encrypted(cluster, home)
