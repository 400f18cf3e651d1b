"""What of an archive is files in a folder, or objects in a storage: told apart in one place."""

from pathlib import Path

from newsarchive.store.objects.keys import SiteObjects
from newsarchive.store.objects.originals import ObjectOriginals
from newsarchive.store.objects.pictures import ObjectPictures
from newsarchive.store.originals.captures import Originals
from newsarchive.store.pictures.folder import MEDIA, PictureFolder


def pictures_of(folder: Path, staging: Path, objects: SiteObjects | None) -> PictureFolder:
    """An archive's pictures.

    :param folder: the archive's own
    :param staging: where they wait until the catalog knows them
    :param objects: where they are kept; None for the folder itself
    """
    if objects:
        return ObjectPictures(folder / MEDIA, staging, objects)
    return PictureFolder(folder / MEDIA, staging)


def originals_of(
    folder: Path, pictures: PictureFolder, objects: SiteObjects | None, *, site: str, software: str
) -> Originals:
    """An archive's originals.

    :param folder: where the WARC files are, or what of them is on the own disk
    :param pictures: the files that records of pictures refer to
    :param objects: where they are kept; None for the folder itself
    """
    if objects:
        return ObjectOriginals(folder, pictures, objects, site=site, software=software)
    return Originals(folder, pictures, site=site, software=software)
