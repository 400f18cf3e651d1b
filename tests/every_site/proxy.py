"""An HTTP proxy on loopback that is the whole web to a crawl: it answers what a test gives it, https too."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zlib import crc32

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What is answered at an address; with a location, a redirect to it."""

    body: bytes = b""
    content_type: str = HTML
    location: str = ""


@dataclass(frozen=True)
class Content:
    """What a site answers by address.

    :param edited: the pages of an article that is to be edited
    :param gone: the pages of one that is to be withdrawn
    """

    answers: dict[str, Answer]
    edited: list[str]
    gone: list[str]

    def a_day_later(self) -> None:
        """Edit the one, withdraw the other; a second later at least, as an archive tells no finer times."""
        time.sleep(1)
        for url in self.edited:
            old = self.answers[url]
            self.answers[url] = replace(old, body=old.body.replace(b"</p>", b" (amended)</p>"))
        for url in self.gone:
            del self.answers[url]


@dataclass
class Web:
    """Answers by address; every other address is a 404.

    :param certificate: the file with the certificate that https answers show, for ``SSL_CERT_FILE``
    :param proxy: the proxy's address
    :param asked: the addresses that were asked for, in their order
    """

    answers: dict[str, Answer]
    certificate: Path
    proxy: str = ""
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    web: Web
    tls: ssl.SSLContext
    origin = ""

    def do_CONNECT(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        self.origin = f"https://{self.path.removesuffix(':443')}"
        self.request = self.tls.wrap_socket(self.request, server_side=True)
        self.setup()

    def do_GET(self) -> None:
        url = self.origin + self.path
        self.web.asked.append(url)
        found = self.web.answers.get(url)
        answer = found or Answer(b"<h1>404</h1>")
        tag = f'"{crc32(answer.body):08x}"'
        known = found and self.headers["If-None-Match"] == tag
        self.send_response(404 if not found else 301 if answer.location else 304 if known else 200)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("ETag", tag)
        if answer.location:
            self.send_header("Location", answer.location)
        if not known:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not known:
            self.wfile.write(answer.body)

    def handle(self) -> None:
        with suppress(OSError):  # the crawl has left
            super().handle()

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        self.request.close()  # the server closes what it accepted, not what TLS made of it

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running_web(answers: dict[str, Answer], folder: Path) -> Iterator[Web]:
    """Answer while the block runs, which may change the answers.

    :param folder: where the certificate goes
    """
    hosts = {url.split("/")[2].partition(":")[0] for url in answers}
    web = Web(answers, folder / "certificate.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(_certificate(hosts, web.certificate))
    handler = type("Handler", (_Handler,), {"web": web, "tls": tls})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    web.proxy = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.socket.close()


def _certificate(hosts: set[str], path: Path) -> Path:
    """A certificate of these hosts that vouches for itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test's web")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in sorted(hosts)]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(pem) + secret)
    return path
