"""A log of what the demo site was asked and how much it sent, one line a request."""

from pathlib import Path


class RequestLog:
    """Appends ``METHOD URL STATUS BYTES`` to a file; each line is there before its answer is sent.

    :raises OSError: the file cannot be opened
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", buffering=1, encoding="ascii", errors="backslashreplace", newline="\n")

    def note(self, method: str, url: str, status: int, sent: int) -> None:
        """Append a line.

        :param url: absolute, whatever form the request had
        :param sent: bytes of the body that go out: none for HEAD and 304
        """
        self._file.write(f"{method} {url} {status} {sent}\n")
