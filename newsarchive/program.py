"""How this was started, so that people are told to type what they typed before."""

import sys
from pathlib import Path


def program() -> str:
    """``scrapy`` for a project's command, otherwise ``newsarchive``, as everything installed has it."""
    started = Path("".join(sys.argv[:1]))
    name = started.parent.name if started.stem == "__main__" else started.stem  # python -m NAME
    return "scrapy" if name == "scrapy" else "newsarchive"


def typed(command: str) -> str:
    """A command with what goes before it, in back quotes: ```newsarchive verify --repair```."""
    return f"`{program()} {command}`"
