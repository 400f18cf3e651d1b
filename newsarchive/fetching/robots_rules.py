"""What a robots.txt says to us, read at a bounded cost whatever it is."""

import asyncio
import re
from typing import Self

from protego import Protego

_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5 asks for at least 500 KiB; the rest of a longer file is ignored
_LARGE = 32 * 1024  # bytes, from which on the event loop does not wait for it
_MAX_AGENTS = 4  # that may mean us: ``*``, our name, and slips of it
_AGENT = re.compile(r"[ \t]*user[- ]?agent[ \t]*[: \t]([^#]*)", re.IGNORECASE)
_OTHER = "User-agent: \x01"  # which is nobody


class RobotsRules:
    """The rules of one host.

    Protego copies each rule to each agent of its group, so that 40 KB of names and rules take it eight
    seconds and 290 MB, and four times so much for twice that. Hence it is only told of agents that may
    mean us.

    :param text: the file
    :param agent: our name
    """

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        self._large = len(text) > _LARGE
        self._rules = Protego.parse(_about(text, agent))
        self._rules.can_fetch("http://a.example/", agent)  # builds its index
        delay = self._rules.crawl_delay(agent)
        self.crawl_delay: float | None = None if delay is None else float(delay)

    @classmethod
    async def read(cls, body: bytes, agent: str) -> Self:
        """The rules in the body of a robots.txt."""
        text = body[:_MAX_BYTES].decode("utf-8-sig", "replace")
        return await asyncio.to_thread(cls, text, agent) if len(text) > _LARGE else cls(text, agent)

    async def allow(self, url: str) -> bool:
        """Whether we may fetch it."""
        if self._large:
            return await asyncio.to_thread(self._rules.can_fetch, url, self._agent)
        return bool(self._rules.can_fetch(url, self._agent))


def _about(text: str, agent: str) -> str:
    """The file, with all names that cannot mean us made one; where its groups begin stays the same."""
    names: set[str] = set()
    lines = []
    for line in text.splitlines():
        match = _AGENT.match(line)
        if match:
            name = match[1].strip().lower()
            if name.replace("*", "") in agent.lower() and (name in names or len(names) < _MAX_AGENTS):
                names.add(name)
            else:
                line = _OTHER  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)
