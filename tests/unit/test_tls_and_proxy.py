import asyncio
import base64
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Request, Response

from tests.hostile.server import response
from tests.unit.fetching import fetched

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter
PAGE = response(b"<p>page")
CREDENTIALS = "Basic " + base64.b64encode(b"user:pass").decode()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of localhost's own, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextmanager
def serving(answer: Callable[[Reader, Writer], Awaitable[None]], certificate: Path | None) -> Iterator[int]:
    """A server on loopback, over TLS where it has a certificate; its port."""
    tls = None
    if certificate:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
    loop, ports, ready = asyncio.new_event_loop(), [0], threading.Event()

    async def connected(reader: Reader, writer: Writer) -> None:
        with suppress(OSError, EOFError, asyncio.CancelledError):
            await answer(reader, writer)
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()

    async def run() -> None:
        server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=tls)
        ports[0] = server.sockets[0].getsockname()[1]
        ready.set()
        with suppress(asyncio.CancelledError):
            await server.serve_forever()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    task = loop.create_task(run())
    thread = threading.Thread(target=loop.run_until_complete, args=[task])
    thread.start()
    ready.wait(10)
    yield ports[0]
    loop.call_soon_threadsafe(task.cancel)
    thread.join()
    loop.close()


def page(heads: list[bytes]) -> Callable[[Reader, Writer], Awaitable[None]]:
    async def answer(reader: Reader, writer: Writer) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(PAGE)
        await writer.drain()

    return answer


def tunnel(heads: list[bytes]) -> Callable[[Reader, Writer], Awaitable[None]]:
    """A proxy that knows CONNECT, and what it was told."""

    async def pump(reader: Reader, writer: Writer) -> None:
        try:
            while data := await reader.read(9000):
                writer.write(data)
        except OSError:
            pass
        finally:
            writer.close()

    async def answer(reader: Reader, writer: Writer) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        _, target, _ = heads[-1].decode().split(" ", 2)
        there, back = await asyncio.open_connection("127.0.0.1", int(target.rpartition(":")[2]))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pump(reader, back), pump(there, writer))

    return answer


def fetch(url: str, *, verify: bool = True, **more: object) -> Response | Exception:
    host = url.split("/")[2]
    return fetched(Request(url, **more), hosts=(host,), DOWNLOAD_VERIFY_CERTIFICATES=verify)[0]


def test_who_is_not_vouched_for_is_not_quoted(certificate: Path) -> None:
    heads: list[bytes] = []
    with serving(page(heads), certificate) as port:
        refused = fetch(f"https://localhost:{port}/")
        trusted = fetch(f"https://localhost:{port}/", verify=False)
    assert isinstance(refused, DownloadFailedError)
    assert "certificate verify failed" in str(refused)
    assert isinstance(trusted, Response)
    assert len(heads) == 1


def test_who_is_vouched_for_is_read(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(page([]), certificate) as port:
        answer = fetch(f"https://localhost:{port}/")
        by_another_name = fetch(f"https://127.0.0.1:{port}/")
    assert isinstance(answer, Response), answer
    assert (answer.body, str(answer.ip_address)) == (b"<p>page", "127.0.0.1")
    assert isinstance(by_another_name, DownloadFailedError)


def test_a_secure_site_is_reached_through_the_proxy(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    told: list[bytes] = []
    heads: list[bytes] = []
    with serving(page(heads), certificate) as port, serving(tunnel(told), None) as proxy:
        request = Request(
            f"https://localhost:{port}/x", headers={"Proxy-Authorization": CREDENTIALS, "Accept": "*/*"},
            meta={"proxy": f"http://127.0.0.1:{proxy}"},
        )  # fmt: skip
        (answer,) = fetched(request)
    assert isinstance(answer, Response), answer
    assert answer.body == b"<p>page"
    assert told[0].startswith(b"CONNECT localhost:%d HTTP/1.1\r\n" % port)
    assert f"Proxy-Authorization: {CREDENTIALS}\r\n".encode() in told[0]
    assert heads == [b"GET /x HTTP/1.1\r\nHost: localhost:%d\r\nAccept: */*\r\n\r\n" % port]
    assert request.meta["on_wire"][0] == ((b"Host", b"localhost:%d" % port), (b"Accept", b"*/*"))


def test_a_plain_site_is_asked_of_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[bytes] = []
    with serving(page(heads), None) as proxy:
        request = Request(
            "http://a.example/x?q=%e9", headers={"Proxy-Authorization": CREDENTIALS, "Accept": "*/*"},
            meta={"proxy": f"127.0.0.1:{proxy}"},
        )  # fmt: skip
        (answer,) = fetched(request)
    assert isinstance(answer, Response), answer
    assert heads[0].startswith(b"GET http://a.example/x?q=%e9 HTTP/1.1\r\nHost: a.example\r\n")
    assert f"Proxy-Authorization: {CREDENTIALS}\r\n".encode() in heads[0]
    assert request.meta["on_wire"][0] == ((b"Host", b"a.example"), (b"Accept", b"*/*"))


@pytest.mark.parametrize("status", [b"407 Proxy Authentication Required", b"502 Bad Gateway"])
def test_a_proxy_that_refuses(status: bytes) -> None:
    async def refuse(reader: Reader, writer: Writer) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + status + b"\r\n\r\n")

    with serving(refuse, None) as proxy:
        (raised,) = fetched(Request("https://a.example/", meta={"proxy": f"http://127.0.0.1:{proxy}"}))
    assert isinstance(raised, DownloadFailedError), raised
    assert status.partition(b" ")[2].decode() in str(raised)
