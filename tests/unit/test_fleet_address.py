import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from newsarchive.exceptions import ArgumentError
from newsarchive.fleet.address import DatabaseAddress, database_address, store_address
from newsarchive.store.objects.address import StorageAddress, is_storage_address

PASSWORD = "p%40ss-w0rd"  # what is p@ss-w0rd, as an address has it


def variables(**said: str) -> Callable[[str], str]:
    return lambda name: said.get(name, "")


def database(url: str, **said: str) -> DatabaseAddress:
    return database_address(variables(NEWSARCHIVE_DATABASE=url, **said))


def store(url: str, **said: str) -> StorageAddress:
    return store_address(variables(NEWSARCHIVE_STORE=url, **said))


def query(address: DatabaseAddress) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address.conninfo).query)


@pytest.fixture
def secret_file(tmp_path: Path) -> Callable[..., str]:
    def write(text: str, mode: int = 0o600) -> str:
        path = tmp_path / "secret"
        path.write_text(text)
        path.chmod(mode)
        return str(path)

    return write


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///news",
        "postgres://news@/news?host=/run/postgresql",
        "postgresql://localhost/news",
        "postgresql://news@127.0.0.1:5433/news",
        "postgresql://[::1]:5433/news",
        "postgresql://%2Frun%2Fpostgresql/news",
        "postgresql://localhost,127.0.0.1:5433/news",
    ],
)
def test_a_database_on_this_machine_needs_no_certificate(url: str) -> None:
    address = database(url)
    assert "sslmode" not in query(address)
    assert address.warnings == ()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://news@db.example/news", {}),
        ("postgresql://news@10.0.0.7:6432/news", {}),
        ("postgresql://localhost,db.example/news?target_session_attrs=read-write", {}),
        ("postgresql://localhost/news?hostaddr=10.0.0.7", {}),
        ("postgresql:///news?host=db.example", {}),
        ("postgresql:///news", {"PGHOST": "db.example"}),
        ("postgresql:///news?service=elsewhere", {}),
        ("postgresql:///news", {"PGSERVICE": "elsewhere"}),
    ],
)
def test_a_database_elsewhere_must_prove_that_it_is_the_one(url: str, said: dict[str, str]) -> None:
    address = database(url, **said)
    assert query(address)["sslmode"] == ["verify-full"]
    assert query(address)["sslrootcert"]
    assert address.warnings == ()


def test_own_authorities_go_before_those_of_the_system(tmp_path: Path) -> None:
    (tmp_path / ".postgresql").mkdir()
    own = tmp_path / ".postgresql" / "root.crt"
    own.touch()
    url = "postgresql://db.example/news"
    assert query(database(url, HOME=str(tmp_path)))["sslrootcert"] == [str(own)]
    assert query(database(f"{url}?sslrootcert=/etc/a.crt", HOME=str(tmp_path)))["sslrootcert"] == [
        "/etc/a.crt"
    ]
    assert "sslrootcert" not in query(database(url, PGSSLROOTCERT="/etc/b.crt"))


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_less_than_that_is_taken_and_warned_of(mode: str) -> None:
    address = database(f"postgresql://news@db.example/news?sslmode={mode}")
    assert query(address)["sslmode"] == [mode]
    assert [mode in warning for warning in address.warnings] == [True]


def test_no_secret_of_a_database_is_shown() -> None:
    url = f"postgresql://news:{PASSWORD}@db.example/news?sslpassword=k3y+a&application_name=x"
    address = database(url)
    assert address.shown == "postgresql://news:…@db.example/news?sslpassword=…&application_name=x"
    for text in (str(address), repr(address), address.hide(f"{url} p@ss-w0rd k3y+a")):
        assert not [secret for secret in (PASSWORD, "p@ss-w0rd", "k3y+a") if secret in text]
    assert address.conninfo.startswith(f"postgresql://news:{PASSWORD}@db.example/news?sslpassword=k3y%2Ba&")


@pytest.mark.parametrize(
    "url",
    [
        "p@ss-w0rd",
        "mysql://news:p@ss-w0rd@db/news",
        "postgresql://news:p@ss-w0rd@db.example/news",
        "postgresql://news:p/ss-w0rd@db.example/news",
        "postgresql://db.example/news?password",
        "host=db.example password=p@ss-w0rd",
    ],
)
def test_what_is_no_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ArgumentError, match=r"^NEWSARCHIVE_DATABASE: ") as caught:
        database(url)
    assert "w0rd" not in str(caught.value)


def test_an_address_may_stand_in_a_file_that_its_owner_alone_reads(secret_file: Callable[..., str]) -> None:
    path = secret_file(f"# of the fleet\n\npostgresql://news:{PASSWORD}@localhost/news\n")
    assert (
        database_address(variables(NEWSARCHIVE_DATABASE_FILE=path)).shown
        == "postgresql://news:…@localhost/news"
    )


@pytest.mark.parametrize("mode", [0o604, 0o644, 0o660, 0o606])
def test_a_file_on_which_others_have_rights_is_refused(secret_file: Callable[..., str], mode: int) -> None:
    path = secret_file(f"postgresql://news:{PASSWORD}@localhost/news", mode)
    with pytest.raises(ArgumentError, match=rf"{path} .*mode {mode:04o}.*chmod 600 {path}"):
        database_address(variables(NEWSARCHIVE_DATABASE_FILE=path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another")
def test_its_group_may_read_a_file_of_roots_alone(secret_file: Callable[..., str]) -> None:
    path = secret_file("postgresql://localhost/news", 0o440)  # as systemd's LoadCredential= makes it
    assert database_address(variables(NEWSARCHIVE_DATABASE_FILE=path))
    os.chown(path, 65534, 65534)
    with pytest.raises(ArgumentError, match="mode 0440"):
        database_address(variables(NEWSARCHIVE_DATABASE_FILE=path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# nothing\n", "says nothing"),
        ("postgresql:///a\npostgresql:///b\n", "2 lines"),
        ("x" * 70_000, "too long"),
    ],
)
def test_a_file_that_holds_no_address_is_refused(
    secret_file: Callable[..., str], text: str, message: str
) -> None:
    with pytest.raises(ArgumentError, match=f"NEWSARCHIVE_DATABASE_FILE.*{message}"):
        database_address(variables(NEWSARCHIVE_DATABASE_FILE=secret_file(text)))


def test_a_file_that_is_not_there_and_two_addresses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="cannot be read: No such file"):
        database_address(variables(NEWSARCHIVE_DATABASE_FILE=str(tmp_path / "none")))
    with pytest.raises(ArgumentError, match="is no file"):
        database_address(variables(NEWSARCHIVE_DATABASE_FILE="/dev/null"))
    with pytest.raises(ArgumentError, match="both set"):
        database("postgresql:///a", NEWSARCHIVE_DATABASE_FILE="/x")
    with pytest.raises(
        ArgumentError, match=r"a fleet needs NEWSARCHIVE_STORE=.* or NEWSARCHIVE_STORE_FILE=FILE"
    ):
        store_address(variables())


@pytest.mark.parametrize(
    "url", ["s3://bucket/a/prefix", "gs://bucket", "az://container/p", "file:///srv/news%20a"]
)
def test_a_store_is_taken_as_it_is_said(url: str) -> None:
    bucket = store(url)
    assert (bucket.url, bucket.settings, bucket.allow_http, bucket.shown) == (url, {}, False, url)
    assert is_storage_address(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("bucket", "no address such as"),
        ("/srv/news", "no address such as"),
        ("s3:///prefix", "no address such as"),
        ("http://store.example/bucket", "no address such as"),
        ("s3://key:s3cret@bucket/prefix", "no credentials"),
        ("s3://bucket/prefix?secret=s3cret", "no credentials"),
        ("file://srv/news", "three slashes"),
        ("file:///", "three slashes"),
        ("s3://[", "no address such as"),
    ],
)
def test_what_is_no_store_is_refused(url: str, message: str) -> None:
    with pytest.raises(ArgumentError, match=f"^NEWSARCHIVE_STORE: .*{message}") as caught:
        store(url)
    assert "s3cret" not in str(caught.value)
    assert not is_storage_address("/srv/news")


def test_a_stores_credentials_may_stand_below_its_address(secret_file: Callable[..., str]) -> None:
    path = secret_file(
        's3://bucket/prefix\nAWS_ACCESS_KEY_ID=AK\nAWS_SECRET_ACCESS_KEY = "s3cr=t"\n'
        "AWS_ENDPOINT_URL=https://store.example:9000\n"
    )
    bucket = store_address(variables(NEWSARCHIVE_STORE_FILE=path))
    assert bucket.settings == {
        "aws_access_key_id": "AK",
        "aws_secret_access_key": "s3cr=t",
        "aws_endpoint_url": "https://store.example:9000",
    }
    assert bucket.shown == "s3://bucket/prefix at https://store.example:9000"
    assert "s3cr=t" not in repr(bucket) + bucket.hide("signed by s3cr=t")
    with pytest.raises(ArgumentError, match="line 2 is not NAME=VALUE") as caught:
        store_address(variables(NEWSARCHIVE_STORE_FILE=secret_file("s3://bucket\ns3cr+t\n")))
    assert "s3cr+t" not in str(caught.value)


@pytest.mark.parametrize("name", ["AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"])
def test_a_store_without_tls_must_be_on_this_machine(name: str) -> None:
    near = store("s3://bucket", **{name: "http://127.0.0.1:9000"})
    assert (near.allow_http, near.warnings) == (True, ())
    assert not store("s3://bucket", **{name: "https://store.example"}).allow_http
    with pytest.raises(ArgumentError, match="everybody on the way reads"):
        store("s3://bucket", **{name: "http://store.example"})
    allowed = store("s3://bucket", **{name: "http://store.example", "AWS_ALLOW_HTTP": "true"})
    assert allowed.allow_http
    assert len(allowed.warnings) == 1


def test_keys_of_the_environment_are_hidden_too() -> None:
    bucket = store("s3://bucket", AWS_SECRET_ACCESS_KEY="s3cret")
    assert bucket.hide("key s3cret is wrong") == "key … is wrong"
    assert "s3cret" not in repr(bucket)
