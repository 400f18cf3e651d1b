"""What must not become a post, kept with its reason: one JSON object a line."""

import hashlib
import json
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from newsarchive.store.durable import append_line


class QuarantineLog:
    """``quarantine.jsonl``: record, reason, URL and time of every article that was held back.

    The same record held back for the same reason is written once, however often runs meet it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: set[str] = set()
        self._turn = threading.Lock()

    def open(self) -> None:
        """Read what earlier runs recorded; a line torn by a crash counts as absent."""
        if not self.path.exists():
            return
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    entry = json.loads(line)
                    self._known.add(entry["digest"])
                except (ValueError, KeyError, TypeError):
                    continue

    def add(
        self, *, source_id: str, url: str, reason: str, detail: str, record: Mapping[str, Any],
        at: datetime,
    ) -> bool:  # fmt: skip
        """Record an article held back; return False if just this was recorded before.

        :raises StorageError: the disk is full, read-only or failing
        """
        identity = json.dumps([source_id, url, reason, record], sort_keys=True, default=str)
        digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
        entry = {
            "id": source_id,
            "url": url,
            "reason": reason,
            "detail": detail,
            "time": at.isoformat(),
            "digest": digest,
            "record": record,
        }
        # A lone surrogate has no UTF-8; its backslash escape is JSON for the same code unit.
        line = json.dumps(entry, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace")
        with self._turn:
            if digest in self._known:
                return False
            append_line(self.path, line)
            self._known.add(digest)
        return True
