"""``scrapy demosite``: the demo site in a process of its own, and as its options say."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsarchive.demo.later_day import COUNTS, PICTURE_COUNTS
from tests.e2e.crawling import ROOT, scrapy


@pytest.mark.parametrize("sent", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)])
def test_it_serves_until_a_signal_ends_it(sent: signal.Signals, tmp_path: Path) -> None:
    log = tmp_path / "requests.log"
    changes = ["--articles=30", *(f"--{name.replace('_', '-')}=2" for name in COUNTS), "--counters"]
    changes += [f"--{name.replace('_', '-')}=1" for name in PICTURE_COUNTS]
    options = ["--no-bad-records", "--no-validators", f"--log={log}", *changes]
    command = [sys.executable, "-m", "scrapy", "demosite", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().removeprefix("demo site at ").strip()
        with urlopen(f"{address}/emnews/") as page:
            size = len(page.read())
            assert "ETag" not in page.headers
        process.send_signal(sent)
        assert process.wait(30) == 0
    assert log.read_text() == f"GET {address}/emnews/ 200 {size}\n"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--articles=many",), "'many' is no number of articles"),
        (("--articles=1", "--removed=2"), "2 articles shall change, and the first day has 1"),
        pytest.param(("--port=99999",), "'99999' is no port", marks=pytest.mark.long),
        pytest.param(("--log=/nowhere/log",), "No such file", marks=pytest.mark.long),
    ],
)
def test_what_cannot_be_is_a_usage_error(options: tuple[str, ...], words: str, tmp_path: Path) -> None:
    done = scrapy("demosite", *options, proxy=None, output=tmp_path)
    assert done.code == 64
    assert words in done.err
    assert "Traceback" not in done.err
