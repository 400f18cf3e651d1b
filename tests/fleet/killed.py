"""A worker that is killed at its Nth step: before, within or after a request to the storage, or a commit."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from newsarchive.store.archive import Archive
from newsarchive.store.objects.storage import Storage

FORKS = get_context("forkserver")
"""What makes processes that may die: a fork of this one would lack obstore's threads, and wait for them."""
FORKS.set_forkserver_preload(
    ["tests.fleet.killed", "tests.unit.illustrated", "tests.fleet.object_archive", "tests.fleet.moves"]
)


def killed(work: Callable[..., None], step: int, *arguments: Any) -> bool:
    """Do ``work`` in a process of its own that is killed at a step; False where it has fewer.

    :param work: a function of a module
    """
    child = FORKS.Process(target=_work, args=(work, step, *arguments))
    child.start()
    child.join()
    assert child.exitcode in {0, -signal.SIGKILL}
    return child.exitcode != 0


def _work(work: Callable[..., None], step: int, *arguments: Any) -> None:
    left = [step]

    def moment() -> None:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1

    put = Storage.put

    def torn(storage: Storage, key: str, data: bytes | Path) -> None:
        moment()
        if left[0] == 0 and storage.files:  # what a storage that is a folder has of one that was cut
            whole = data.read_bytes() if isinstance(data, Path) else data
            target = storage.files.folder / f"{key}#1"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(whole[: len(whole) // 2])
        moment()
        put(storage, key, data)
        moment()

    setattr(Storage, "put", torn)  # noqa: B010  of another signature, to a type checker
    for kind, name in ((Storage, "_piece"), (Storage, "below"), (Storage, "_remove"), (Archive, "transact")):
        setattr(kind, name, _around(getattr(kind, name), moment))
    work(*arguments)


def _around(do: Callable[..., Any], moment: Callable[[], None]) -> Callable[..., Any]:
    def done(*given: Any, **named: Any) -> Any:
        moment()
        result = do(*given, **named)
        moment()
        return result

    return done
