"""Articles and revisions against one another: states, names, dates, copies."""

from newsarchive.posts.file_names import POST_NAME
from newsarchive.store.catalog.row_kinds import ArticleRow
from newsarchive.store.catalog.states import State
from newsarchive.store.verifying.catalog_check import CATALOG, Contents, Revision
from newsarchive.store.verifying.report import Remedy, Report

_WITH_POST = {State.PENDING, State.PUBLISHED}
_WITHOUT_POST = {State.OWED, State.QUARANTINED}


def check_articles(contents: Contents, report: Report) -> None:
    """What must hold between the rows, each of which may be sound by itself."""
    for (number, _), found in contents.revisions.items():
        _check_name(found, report)
        if number not in contents.articles:
            report.add(f"{CATALOG}, row {found.id} of revision", f"its article, row {number}, is not there",
                       Remedy.REBUILD)  # fmt: skip
    posts: dict[str, int] = {}
    for row in contents.articles.values():
        for wrong in _faults_of(row, contents):
            report.add(f"article {row.source_id}", wrong, Remedy.REBUILD)
        if row.state == State.PENDING:
            report.add(f"article {row.source_id}", "its post is still to be published", Remedy.START)
        if row.post:
            first = posts.setdefault(str(row.post).casefold(), row.id)
            if first != row.id:
                other = contents.articles[first].source_id
                wrong = f"has the post of article {other}, {row.post}"
                report.add(f"article {row.source_id}", wrong, Remedy.REBUILD)


def _check_name(found: Revision, report: Report) -> None:
    named = POST_NAME.fullmatch(str(found.name))
    if named is None:
        wrong = f"{found.name!r} is no post's name"
    elif named[1] != str(found.published)[:10]:
        wrong = f"its name {found.name} and its date {found.published} differ"
    else:
        return
    report.add(f"{CATALOG}, row {found.id} of revision", wrong, Remedy.REBUILD)


def _faults_of(row: ArticleRow, contents: Contents) -> list[str]:
    state, number = row.state, row.revision
    if state in _WITHOUT_POST:
        return [f"is {state}, but has a post"] if number or row.post else []
    if state not in _WITH_POST:
        return [f"{str(state)!r} is no state of an article"]
    faults = []
    current = contents.revisions.get((row.id, number or 0))
    if current is None:
        faults.append(f"its revision {number} is not there")
    elif current.name != row.post:
        faults.append(f"its post is {row.post}, that of its revision {number} is {current.name}")
    named = POST_NAME.fullmatch(str(row.post))
    if not named or named[2].casefold() != row.stem:
        faults.append(f"its post {row.post} does not end in its stem {row.stem}")
    if state == State.PUBLISHED and row.old_post:
        faults.append(f"is published, but {row.old_post} is still to be removed")
    if row.copy_of is not None and row.copy_of not in contents.articles.keys() - {row.id}:
        faults.append("is a copy of an article that is not there")
    return faults
