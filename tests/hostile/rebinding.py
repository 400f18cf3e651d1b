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


def look_up(name: str) -> str:
    answer = answers.pop(0) if len(answers) > 1 else answers[0]
    sys.stdout.write(f"LOOKUP {name} {answer}\n")
    return answer


def connect_ex(connection: Any, address: Any) -> int:
    sys.stdout.write(f"CONNECT {address[0]}\n")
    return errno.ECONNREFUSED


socket.gethostbyname = look_up
socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
execute(["scrapy", *sys.argv[1:]])
