"""The stems of posts' names: which one an article gets, and what article one tells of."""

from dataclasses import replace

from newsarchive.items import Article
from newsarchive.posts.file_names import POST_NAME, is_hashed, is_post_name, new_stems, stem_in, stems_of
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import RevisionKind
from newsarchive.store.desk import Desk
from newsarchive.store.submissions import Extracted

_OF_POSTS = {RevisionKind.REBUILT, RevisionKind.ADOPTED}


def free_stem(desk: Desk, row: ArticleRow, article: Article, name: str | None) -> str:
    """The stem for an article that has none: the first choice, unless another article has it.

    The one that came first keeps its name, since links lead to it; what tells the other from it is a hash of
    its own id, whatever came before it.

    :param name: of the post that was adopted, which it keeps
    """
    stems = new_stems(row.source_id, article.published, by_address=desk.by_address)
    if name and (named := POST_NAME.fullmatch(name)) and desk.by_address:
        is_its_own = not is_hashed(named[2]) or named[2] in stems_of(row.source_id)
        if is_its_own and named[1] == f"{article.published:%Y-%m-%d}":
            stems = stem_in(name, row.source_id), *stems
    for stem in stems:
        owner = desk.known.stems(stem)
        if owner is None or owner.id == row.id:
            desk.known.stems.note(stem, row)
            return stem
    return stems[-1]


def known_by_its_post(desk: Desk, found: Extracted) -> ArticleRow | None:
    """The article whose post a catalog was made of without learning its id.

    Its name is the slug of this id, and it has this link, where the site led from one to the other.
    """
    if not desk.by_address:
        return None
    if is_post_name(found.source_id):  # asked for by its post's name, while a listing gave it its id
        return _owner(desk, found.source_id.removesuffix(".md").casefold())
    for stem in new_stems(found.source_id, found.article.published, by_address=True):
        owner = _owner(desk, stem)
        if owner and _has_its_post(desk, owner, found.article.link):
            return replace(owner, url=found.url)
    return None


def _owner(desk: Desk, stem: str) -> ArticleRow | None:
    """The article with this stem, as it is now: what was read ahead may have changed since."""
    owner = desk.known.stems(stem)
    return desk.rows.one(ArticleRow, id=owner.id) if owner else None


def _has_its_post(desk: Desk, row: ArticleRow, link: str) -> bool:
    """Whether an article was entered by a post, and has this link."""
    current = desk.current_revision(row)
    kinds = {one.kind for one in desk.known.revisions(row.id).values()}
    return current is not None and current.link == link and not kinds.isdisjoint(_OF_POSTS)
