"""``python -m tests.e2e.loaded``: a process that has loaded what commands need, and forks for each of them.

Reads a line of JSON for each command: how ``python`` is called (``["-m", "scrapy", …]``), its environment and
working folder, the files of its output, and after how many seconds it is killed. Answers with a line of JSON:
its exit code, and the most memory that it had, in kilobytes.

A fork is a process like any other: settings, spiders and the command itself are loaded in it, with its own
environment. What is spared is a second of loading libraries, and what of ours says the same in every process.
"""

import gc
import json
import os
import runpy
import signal
import sys
import time
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import newsarchive

# None of them goes by the environment or by how the process was started; settings, spiders and commands may.
_LOADED = (
    "scrapy.commands", "scrapy.extensions", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares",
    "newsarchive.crawling", "newsarchive.extraction", "newsarchive.fleet", "newsarchive.operations",
    "newsarchive.pipelines", "newsarchive.posts", "newsarchive.publishing", "newsarchive.store",
    "newsarchive.terminal", "newsarchive.upkeep",
)  # fmt: skip

_BY_ALEMBIC = "schema.env"  # loaded by it alone, within a migration


def main() -> None:
    sys.argv = ["scrapy"]
    load()
    gc.freeze()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if not child:
            become(asked)
            return
        sys.stdout.write(json.dumps(ended(child, asked["seconds"])) + "\n")
        sys.stdout.flush()


def load() -> None:
    """Never Twisted's reactor: each process has its own."""
    import_module("scrapy.cmdline")
    import_module("aiohttp.web")
    for name in _LOADED:
        for module in walk_packages(import_module(name).__path__, f"{name}."):
            if not module.name.endswith(_BY_ALEMBIC):
                import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules
    del sys.modules["newsarchive.settings"], newsarchive.settings  # they go by the environment


def ended(child: int, seconds: int) -> tuple[int, int]:
    """The exit code, negative where a signal ended it, and its memory."""
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(seconds)
    _, status, used = os.wait4(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status), used.ru_maxrss


def become(asked: dict[str, Any]) -> None:
    """Be the process that was asked for."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    os.chdir(asked["folder"])
    for number, name in enumerate((os.devnull, asked["out"], asked["err"])):
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)
    module, *sys.argv[1:] = asked["arguments"]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
