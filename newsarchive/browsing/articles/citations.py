"""How to cite an article: on its page, to be copied, and as files."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from newsarchive.browsing.articles.fields import in_zone
from newsarchive.browsing.articles.found import Found, find_article
from newsarchive.browsing.held import Held
from newsarchive.browsing.page import Asked, NotHere, Raw
from newsarchive.posts.citing import (
    Cited,
    authors_of,
    bibtex,
    citation_key,
    csl_json,
    reference,
    ris,
    robust_link,
)
from newsarchive.publishing.body.attributes import known_language
from newsarchive.store.catalog.row_kinds import RevisionRow

FORMS = {
    "json": (csl_json, "application/vnd.citationstyles.csl+json; charset=utf-8", "CSL JSON"),
    "bib": (bibtex, "application/x-bibtex; charset=utf-8", "BibTeX"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8", "RIS"),
}


def citation(held: Held, number: int, form: str, *, asked: Asked) -> Raw:
    """The citation of an article's current wording as a file.

    :param form: ``json`` for CSL JSON, ``bib`` for BibTeX, ``ris``
    :raises NotHere: there is no such article, or nothing of it that could be cited
    """
    found = find_article(held, number)
    if found.current is None:
        raise NotHere(f"article {number} of {held.name} has no text here that could be cited")
    cited = cited_of(found, found.current, asked)
    write, media_type, _ = FORMS[form]
    name = "".join(sign if sign.isalnum() else "-" for sign in cited.key)
    disposition = f'attachment; filename="{name}.{form}"'
    return Raw(
        content=write(cited).encode("utf-8", "replace"), media_type=media_type,
        headers={"Content-Disposition": disposition},
    )  # fmt: skip


def citations(found: Found, revision: RevisionRow, asked: Asked) -> Mapping[str, str]:
    """The citation of a revision in each form, by the form's name; to be copied."""
    cited = cited_of(found, revision, asked)
    files = {name: write(cited).replace("\r\n", "\n") for write, _, name in FORMS.values()}
    return {"Plain text": reference(cited), "Robust link": robust_link(cited), **files}


def cited_of(found: Found, revision: RevisionRow, asked: Asked) -> Cited:
    """What a citation of a revision says.

    Its address in the archive is that of the article's id, since numbers of articles are given anew where a
    catalog is lost. Where it is not served there is none, and the post's path stands for it.
    """
    held = found.held
    stable = f"{asked.origin}{held.address}id/{quote(found.row.source_id, safe='')}"
    # Where categories are the site's sections, the catalog has a section's name as the outlet's.
    profile = held.profile
    by_section = profile is not None and profile.category.by == "section"
    outlet = (revision.source or _host(found)) if by_section else revision.outlet
    return Cited(
        key=citation_key(held.name, revision.name),
        title=revision.title,
        authors=authors_of(revision.author),
        outlet=outlet,
        section=revision.section,
        published=revision.published,
        is_timed=revision.precision != "day",
        accessed=revision.fetched,
        url=revision.link or found.row.url,
        version_url=stable if asked.origin else "",
        archive=held.name,
        location=f"_posts/{revision.name}",
        revision=revision.number,
        sha256=revision.sha256,
        language=known_language(revision.language),
        summary=revision.standfirst,
        tags=revision.tags,
        remark=". ".join(_remarks(found, revision)),
    )


def _remarks(found: Found, revision: RevisionRow) -> list[str]:
    said = []
    if found.current and revision.number != found.current.number:
        said.append(f"This is not the newest wording, which is revision {found.current.number}")
    if edits := found.edits:
        times = "once" if len(edits) == 1 else f"{len(edits)} times"
        last = in_zone(datetime.fromtimestamp(edits[-1].stored, found.zone), found.zone)
        said.append(f"The source edited it {times}, which was last noticed {last}")
    if found.row.gone:
        said.append(f"The source has it no more since {in_zone(found.local(found.row.gone), found.zone)}")
    return said


def _host(found: Found) -> str:
    return found.row.url.partition("://")[2].partition("/")[0].removeprefix("www.")
