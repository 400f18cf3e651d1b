"""The guard that keeps every test on this machine."""

import os
import socket
import subprocess
import sys

import pytest

TRIES = """
import socket
def connect(): socket.socket().connect(("192.0.2.1", 80))
def connect_ex(): socket.socket().connect_ex(("192.0.2.1", 80))
def connect_v6(): socket.socket(socket.AF_INET6).connect(("2001:db8::1", 80))
def mapped(): socket.socket(socket.AF_INET6).connect(("::ffff:192.0.2.1", 80))
def by_name(): socket.socket().connect(("finews.zning.xyz", 80))
def sendto(): socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53))
def sendto_flags(): socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", 0, ("192.0.2.1", 53))
def create(): socket.create_connection(("192.0.2.1", 80))
def lookup(): socket.getaddrinfo("finews.zning.xyz", 80)
def lookup_bytes(): socket.getaddrinfo(b"finews.zning.xyz", 80)
def lookup_old(): socket.gethostbyname("finews.zning.xyz")
"""
NAMES = [line.split()[1].partition("(")[0] for line in TRIES.splitlines() if line.startswith("def")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_other_machines_are_refused_in_this_process(name: str, beyond_loopback: type[Exception]) -> None:
    tries: dict[str, object] = {}
    exec(TRIES, tries)
    with pytest.raises(beyond_loopback, match=r"192\.0\.2\.1|2001:db8|finews"):
        tries[name]()  # type: ignore[operator]


def test_other_machines_are_refused_in_a_subprocess() -> None:
    script = (
        TRIES
        + f"""
for name in {NAMES}:
    try:
        globals()[name]()
    except RuntimeError as error:
        print(type(error).__name__)
"""
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["BeyondLoopback"] * len(NAMES), done.stderr


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.10"])
def test_loopback_is_open(host: str) -> None:
    with socket.create_server(("", 0)) as server, socket.create_connection((host, server.getsockname()[1])):
        assert socket.getaddrinfo("localhost", 80)


def test_a_unix_socket_is_nobody_elses() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"


def test_no_proxy_leads_out() -> None:
    assert not [name for name in os.environ if name.lower().endswith("_proxy")]
