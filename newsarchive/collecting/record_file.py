"""Records in one file, with the list of removed articles and the file's sums beside it."""

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from newsarchive.collecting.checked import checked
from newsarchive.collecting.collected import Collected, Removed
from newsarchive.collecting.manifest import REMOVED, manifest, removed_list, sum_of, sum_of_file
from newsarchive.collecting.records import Record, record_of
from newsarchive.collecting.staging import whole_file
from newsarchive.store.stored_post import StoredPost

WriteRecords = Callable[[Path, Iterable[Record]], None]


def collect_records(
    posts: Iterable[StoredPost], removed: Collection[Removed], target: Path, write: WriteRecords
) -> Collected:
    """Write ``FILE``, ``FILE.removed.json`` and, last, ``FILE.sha256``, which has the sums of both."""
    count, unreadable = 0, []

    def records() -> Iterator[Record]:
        nonlocal count
        for post in checked(posts, removed):
            record = record_of(post)
            count += 1
            if record.body is None:
                unreadable.append(record.post)
            yield record

    with whole_file(target) as staged:
        write(staged, records())
        digest = sum_of_file(staged)
    beside = target.with_name(f"{target.name}.{REMOVED}")
    withdrawn = removed_list(removed)
    with whole_file(beside) as staged:
        staged.write_bytes(withdrawn)
    sums = target.with_name(f"{target.name}.sha256")
    with whole_file(sums) as staged:
        staged.write_bytes(manifest({target.name: digest, beside.name: sum_of(withdrawn)}))
    return Collected(
        target=target,
        manifest=sums.name,
        posts=count,
        written=count,
        withdrawn=len(removed),
        unreadable=tuple(unreadable),
    )
