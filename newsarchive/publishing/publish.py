"""An archive published: read as it is at one moment, and its source brought up to date."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from newsarchive.exceptions import ArgumentError, ExtractionError, extra_wanted
from newsarchive.profiles import SiteProfile
from newsarchive.publishing.body import Inside, published_body
from newsarchive.publishing.generator import OBSIDIAN, PROGRAMS, Generator
from newsarchive.publishing.pictures import Pictures
from newsarchive.publishing.published_article import PublishedArticle
from newsarchive.publishing.reading import Articles, read_articles
from newsarchive.publishing.renewal import Changes, Renewal
from newsarchive.publishing.site_files import SiteFiles, SourceFile
from newsarchive.publishing.skeleton import stated_of
from newsarchive.publishing.source_folder import Made, SourceFolder
from newsarchive.store.catalog.access import reading
from newsarchive.store.catalog.errors import catalog_errors


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a source.

    :param articles: how many it has
    :param is_new: it was not there before
    :param unread: names of articles whose body could not be told from the rest of their post
    """

    folder: Path
    articles: int
    is_new: bool
    changes: Changes
    pictures: Pictures
    unread: list[str]


def publish(
    archive: Path, catalog: Path, profile: SiteProfile, generator: Generator, target: Path, *, only_look: bool
) -> Published:
    """Make a site's source, or bring it up to date; the archive is neither locked nor changed.

    :param archive: its folder
    :param only_look: nothing is written
    :raises ArgumentError: the target holds something else
    :raises ArchiveBusy: somebody else is publishing there
    :raises StorageError: the catalog cannot be read, or the disk refuses
    """
    source, made = SourceFolder(target, only_look=only_look), Made(profile.name, generator.name)
    source.read_notes()
    _check(source, made)
    vault_files = _vault_files() if generator is OBSIDIAN else None
    is_new = source.made is None
    with reading(catalog) as rows, catalog_errors(catalog), source.held(made):
        articles = read_articles(rows, profile)
        pictures = Pictures(archive, source, generator)
        stated = stated_of(profile, articles.language)
        inside = _notes_of(articles) if vault_files else articles.addresses.inside

        def shown_body(one: PublishedArticle) -> str:
            body, language = pictures.in_body(one.body, one.name), one.language or stated.language
            try:
                return published_body(
                    body, inside=inside, base=one.link, language=language,
                    remote_pictures=stated.remote_pictures,
                )  # fmt: skip
            except ExtractionError:  # one that another tool wrote
                articles.unread.append(one.name)
                return ""

        files: Iterable[SourceFile] = (
            vault_files(articles, shown_body)
            if vault_files
            else SiteFiles(articles, generator, stated, shown_body)
        )
        renewal = Renewal(source, generator, [one.name for one in articles.shown], articles.forgotten)
        notes = renewal.renew(files)
        pictures.remove_others()
        source.keep_notes(notes, pictures.shown)
    return Published(target, len(articles.shown), is_new, renewal.changes, pictures, articles.unread)


def _notes_of(articles: Articles) -> Inside:
    """What gives the file of an article's note for its address; nothing else of a site has one."""
    notes = {one.address: f"/{OBSIDIAN.article_path(one.name)}" for one in articles.shown}
    return lambda url: notes.get(articles.addresses.inside(url) or "")


def _vault_files() -> Callable[[Articles, Callable[[PublishedArticle], str]], Iterable[SourceFile]]:
    """What makes the files of a vault.

    :raises ArgumentError: the extra is not installed
    """
    with extra_wanted("obsidian", "a vault", "bs4", "markdownify"):
        from newsarchive.publishing.obsidian.vault_files import vault_files  # noqa: PLC0415  needs the extra
    return vault_files


def _check(source: SourceFolder, made: Made) -> None:
    there = source.made
    if there and there.site != made.site:
        raise ArgumentError(f"{source.folder}: is the source of {there.site}; name another folder")
    if there and there.generator != made.generator:
        title = PROGRAMS[there.generator].title if there.generator in PROGRAMS else there.generator
        kind = "a vault" if there.generator == OBSIDIAN.name else f"a source for {title}"
        raise ArgumentError(
            f"{source.folder}: is {kind}; publish with --{there.generator}, or name another folder with --to"
        )
