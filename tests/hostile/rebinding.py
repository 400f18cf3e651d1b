"""``scrapy`` where a name's address is another one at each look-up, and no connection is ever made.

The answers are given in the environment variable ``ANSWERS``, the last one for good. Each look-up and
each address that would be connected to is told.
"""

import errno
import os
import socket
import sys
from typing import Any

from scrapy.cmdline import execute

answers = os.environ["ANSWERS"].split()


def look_up(name: str, port: int, *_: Any, **__: Any) -> list[Any]:
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    sys.stdout.write(f"LOOKUP {name} {answer}\n")
    family, address = (
        (socket.AF_INET6, (answer, port, 0, 0)) if ":" in answer else (socket.AF_INET, (answer, port))
    )
    return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", address)]


def connect(connection: Any, address: Any) -> None:
    sys.stdout.write(f"CONNECT {address[0]}\n")
    raise ConnectionRefusedError(errno.ECONNREFUSED, "refused")


socket.getaddrinfo = look_up
socket.socket.connect = connect  # type: ignore[assignment, method-assign]
execute(["scrapy", *sys.argv[1:]])
