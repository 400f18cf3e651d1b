"""WACZ files of ours in other people's hands: py-wacz and pywb, each in an environment that is made here.

Both bring surt, which is under the AGPL, and pywb is under the GPL; so neither is in an extra or a lock.
"""

import os
import socket
import subprocess
import time
import venv
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.unit.wacz_archive import (
    answer,
    at,
    came,
    collected,
    crawl,
    data,
    html,
    opened,
    page,
    read,
    url,
    write,
)

pytestmark = [pytest.mark.long, pytest.mark.soak]
# What leads to the registry, before the tests' own environment takes it away.
WAY_OUT = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
TEXT = "渡船又晚点了，港务长说明了原因。 The ferry was late. "
PATHS = (
    "News/Story.HTML?B=2&a=1", "a%20b/%E6%B8%A1%E8%88%B9?q=%E6%99%9A", "渡船/晚点?键=值", "a%2520b", "x//y/",
    "a?u=http://b.example/c?d=e", "a;v=1,2:3@4", "a?sid=0123456789abcdef0123456789abcdef&b=1",
    "~x(y)!*'", "خبر", "ข่าว", "a?b&&c",
)  # fmt: skip
ODD = dict(enumerate([f"https://gazette.example/{path}" for path in PATHS], 20)) | {
    40: "http://www.gazette.example:8080/port",
    41: "http://xn--zrich-kva.example/",
    42: "https://GAZETTE.example/Upper",
}


def environment(folder: Path, package: str) -> Path:
    """The folder of programs of a new environment that has a package."""
    try:
        venv.create(folder, with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        pytest.skip("this Python makes no environments (ensurepip is missing)")
    pip = [
        str(folder / "bin" / "python"),
        "-I",
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
    ]
    done = subprocess.run(
        [*pip, "--retries", "1", package], env=WAY_OUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = done.stderr.lower()
        unreachable = ("connection", "resolution", "no matching distribution", "timed out", "proxy", "ssl")
        if any(word in told for word in unreachable):
            pytest.skip(f"no registry is reachable that has {package}")
        pytest.fail(done.stderr)
    return folder / "bin"


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles at any kind of address, one of them edited, with pictures that two show."""
    folder = tmp_path_factory.mktemp("story")
    archive = at(folder)
    with crawl(archive):
        pictures = came(archive, "quay"), came(archive, "pier", redirected=True)
        shows = (("quay", "quay"), ("pier", "pier"))
        write(archive, read(1, TEXT * 9 + "1", shows=shows, fetched=pictures, title='<b>渡船</b> & "ferry"'))
        write(archive, read(2, TEXT * 9 + "2", shows=shows))
        for number, address in ODD.items():
            write(archive, read(number, f"{TEXT * 9}{number}", answer(address, html("odd", str(number)))))
    with crawl(archive, hours=3):
        write(archive, read(1, TEXT * 9 + "edited", shows=shows, hours=3), hours=3)
    result = collected(archive, folder / "story.wacz")
    assert (result.damaged, result.without_originals) == ((), ())
    collected(archive, folder / "split.wacz", split=12_000)
    return folder / "story.wacz"


def test_py_wacz_finds_it_valid(story: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "py-wacz", "wacz")
    parts = sorted(story.parent.glob("split-*.wacz"))
    assert len(parts) > 1
    for file in (story, *parts):
        done = subprocess.run(
            [str(programs / "wacz"), "validate", "-f", str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Validation succeeded" in done.stdout
    damaged = tmp_path / "damaged.wacz"
    damaged.write_bytes(story.read_bytes().replace(b"pages/pages.jsonl", b"pages/pages.jsonx"))
    done = subprocess.run(
        [str(programs / "wacz"), "validate", "-f", str(damaged)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "succeeded" in done.stdout) != (0, True), "or it finds everything valid"


@contextmanager
def pywb(programs: Path, folder: Path) -> Iterator[int]:
    """The port of a server of the collections in a folder, as pywb starts it."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "pywb.log"
    with log.open("wb") as told:
        server = subprocess.Popen(
            [str(programs / "wayback"), "-b", "127.0.0.1", "-p", str(port)],
            cwd=folder, stdout=told, stderr=told, env=WAY_OUT,
        )  # fmt: skip
        try:
            for _ in range(600):
                with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
                    break
                assert server.poll() is None, log.read_text()
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()
            server.wait(30)


def fetched(port: int, address: str, moment: str) -> tuple[int, bytes]:
    """What the server has of an address, as it was received then."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(connection):
        connection.request("GET", f"/story/{moment}id_/" + quote(address, safe="%/:?&=;,@!*'()~+"))
        response = connection.getresponse()
        with suppress(HTTPException):
            return response.status, response.read()
    return 0, b""


def test_pywb_shows_each_capture(story: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "pywb", "pywb")
    for words in (["init", "story"], ["add", "story", str(story), "--unpack-wacz"]):
        done = subprocess.run(
            [str(programs / "wb-manager"), *words], cwd=tmp_path, capture_output=True, text=True, check=False,
            env=WAY_OUT,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    packed = opened(story)
    assert packed.index
    first, later = "20240502060000", "20240502090000"
    with pywb(programs, tmp_path) as port:
        for moment, text in ((first, TEXT * 9 + "1"), (later, TEXT * 9 + "edited")):
            title = '<b>渡船</b> & "ferry"' if moment == first else "Ferry number 1 is late"
            status, body = fetched(port, page(1), moment)
            assert (status, body.decode()) == (200, html(title, text).decode())
        assert fetched(port, url("quay"), first) == (200, data("quay"))
        assert fetched(port, url("pier").replace("pictures", "cdn"), first) == (200, data("pier"))
        wrong = {
            address: found
            for number, address in ODD.items()
            if (found := fetched(port, address, first)) != (200, html("odd", str(number)))
        }
        assert wrong == {}
        assert fetched(port, "https://gazette.example/of-nobody", first)[0] == 404
