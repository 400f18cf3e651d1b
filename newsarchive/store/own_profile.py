"""The profile that an archive keeps for itself, where nobody has written one for its site."""

from pathlib import Path

import yaml

from newsarchive.profiles import OWN_PROFILE, SiteProfile
from newsarchive.store.durable import storage_errors, write_atomically

_HEAD = "# Recognised by `scrapy crawl news`; change it at will, `scrapy crawl {name}` goes by it.\n"


def keep_own_profile(private: Path, profile: SiteProfile) -> None:
    """Write the profile into an archive's private folder, unless there is one.

    :raises StorageError: the disk refuses
    """
    target = private / OWN_PROFILE
    if target.exists():
        return
    said = profile.model_dump(mode="json", exclude_defaults=True)
    text = _HEAD.format(name=profile.name) + yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    with storage_errors():
        write_atomically(private / "staging" / OWN_PROFILE, target, text.encode())
