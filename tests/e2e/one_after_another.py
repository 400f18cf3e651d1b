"""``python -m tests.e2e.one_after_another JSON``: several commands in one process, which is started once.

Only one of them may crawl, as a process can run but one reactor. Prints a JSON list of their exit codes last.
"""

import json
import sys

from scrapy.cmdline import execute


def main(commands: list[list[str]]) -> None:
    codes = []
    for command in commands:
        try:
            execute(["scrapy", *command])
        except SystemExit as left:
            codes.append(left.code)
    sys.stdout.write(json.dumps(codes) + "\n")


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
