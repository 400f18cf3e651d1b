"""``python -m newsarchive``, where the console script is not installed."""

import sys

from newsarchive.terminal.command_line import main

if __name__ == "__main__":
    sys.exit(main())
