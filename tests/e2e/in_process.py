"""Commands as they are typed, run in the tests' own process, which has loaded everything already."""

import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsarchive.__main__ import main
from tests.e2e.crawling import Crawl

Typed = Callable[..., Crawl]
"""Is given ``NEWSARCHIVE_OUTPUT`` and the words of a command that does not crawl."""


@contextmanager
def process_as_it_was() -> Iterator[None]:
    """Undo what commands change for their process."""
    signals = {one: signal.getsignal(one) for one in (signal.SIGPIPE, signal.SIGTERM, signal.SIGINT)}
    factory, handlers = logging.getLogRecordFactory(), logging.root.handlers[:]
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    yield
    for one, handler in signals.items():  # whoever this process starts would ignore what it ignores
        signal.signal(one, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    logging.setLogRecordFactory(factory)
    logging.root.handlers[:] = handlers


def typing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    """What runs a command, and tells what it left behind."""

    def typed(output: Path, *words: str) -> Crawl:
        monkeypatch.setattr(sys, "argv", ["/bin/newsarchive", *words, "-s", f"OUTPUT_DIR={output}"])
        capsys.readouterr()
        try:
            code = main()
        except SystemExit as end:
            code = int(end.code or 0)
        shown = capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        return Crawl(code, shown.out, shown.err)

    return typed
