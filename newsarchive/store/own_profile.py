"""The profile that an archive keeps for itself, where nobody has written one for its site."""

from pathlib import Path

import yaml

from newsarchive.profiles import SiteProfile
from newsarchive.sites import OWN_PROFILE
from newsarchive.store.durable import storage_errors, write_atomically
from newsarchive.text import typed

_HEAD = "# Recognised by {began}; change it at will, {goes_on} goes by it.\n"


def keep_own_profile(private: Path, profile: SiteProfile) -> None:
    """Write the profile into an archive's private folder, unless there is one.

    :raises StorageError: the disk refuses
    """
    target = private / OWN_PROFILE
    if target.exists():
        return
    said = profile.model_dump(mode="json", exclude_defaults=True)
    text = _HEAD.format(began=typed("archive news"), goes_on=typed(f"archive {profile.name}"))
    text += yaml.safe_dump(said, allow_unicode=True, sort_keys=False)
    with storage_errors():
        write_atomically(private / "staging" / OWN_PROFILE, target, text.encode())
