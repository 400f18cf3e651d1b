"""What an archive is made of: files in a folder of its own, or what a fleet keeps of it."""

from dataclasses import dataclass
from pathlib import Path

from newsarchive import __version__
from newsarchive.profiles import SiteProfile
from newsarchive.store.catalog.access import Catalog, catalog_of
from newsarchive.store.keepers import Lock, keeper_of
from newsarchive.store.learner import Learner
from newsarchive.store.lock import lock_of
from newsarchive.store.objects.address import is_storage_address
from newsarchive.store.originals.captures import Originals
from newsarchive.store.originals.copies import Copies, CopiesNowhere
from newsarchive.store.pictures.folder import MEDIA, PictureFolder
from newsarchive.store.posts import PostFolder, PostsInCatalog
from newsarchive.store.soundness import Soundness

_SOFTWARE = f"newsarchive/{__version__}"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one archive.

    :param soundness: None where the database itself sees to its files
    """

    catalog: Catalog
    lock: Lock
    soundness: Soundness | None
    posts: PostFolder
    pictures: PictureFolder
    originals: Originals
    copies: Copies
    learner: Learner


def parts_of(folder: Path, profile: SiteProfile) -> Parts:
    """The parts of the archive in a folder, which a fleet may keep."""
    private, catalog, lock = folder / "_archive", catalog_of(folder), lock_of(folder)
    in_files = isinstance(catalog, Path)
    posts = (PostFolder if in_files else PostsInCatalog)(folder / "_posts", private / "staging")
    pictures, originals = _kept(folder, posts.staging, profile.name, lock)
    return Parts(
        catalog=catalog,
        lock=lock,
        soundness=Soundness(catalog) if isinstance(catalog, Path) else None,
        posts=posts,
        pictures=pictures,
        originals=originals,
        copies=_copies(folder, originals.folder, pictures, profile),
        learner=Learner(originals.folder, posts.staging, in_files=in_files),
    )


def _copies(folder: Path, originals: Path, pictures: PictureFolder, profile: SiteProfile) -> Copies:
    """The copies of originals and pictures, in a folder or a bucket, where the profile names one."""
    named = profile.copies
    if named and is_storage_address(named):
        from newsarchive.store.objects.copies import CopiesInStorage  # noqa: PLC0415  folders do without

        return CopiesInStorage(originals, pictures, named, profile.name)
    if named and keeper_of(folder):
        return CopiesNowhere(originals, pictures, profile.name)
    return Copies(originals, pictures, Path(named) if named else None, profile.name)


def _kept(folder: Path, staging: Path, site: str, lock: Lock) -> tuple[PictureFolder, Originals]:
    """The pictures and the originals: files of the folder, or objects of which it holds what was fetched."""
    media, warcs = folder / MEDIA, folder / "_archive" / "originals"
    keeper = keeper_of(folder)
    if keeper is None:
        pictures = PictureFolder(media, staging)
        return pictures, Originals(warcs, pictures, site=site, software=_SOFTWARE)
    from newsarchive.store.objects.originals import ObjectOriginals  # noqa: PLC0415  folders do without
    from newsarchive.store.objects.pictures import ObjectPictures  # noqa: PLC0415

    objects = keeper.objects(folder, lock)
    kept = ObjectPictures(media, staging, objects)
    return kept, ObjectOriginals(warcs, kept, objects, site=site, software=_SOFTWARE)
