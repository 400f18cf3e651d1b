"""What a page shows in the places that were learned, where its metadata say nothing that is sure."""

from collections.abc import Mapping, Sequence

from newsarchive.extraction.candidates import Candidate
from newsarchive.extraction.field_places.elements import best_places
from newsarchive.extraction.field_places.trust import FIELDS, is_unsure
from newsarchive.extraction.field_places.values import Dating, value_at
from newsarchive.pages.tree import Page

_DAY = 10  # characters of a day in ISO 8601


def with_learned(
    page: Page, found: dict[str, list[Candidate]], places: Mapping[str, Mapping[str, int]]
) -> dict[str, list[Candidate]]:
    """The metadata, and before their guesses what stands in the learned places.

    :param found: by field, the best first
    :param places: what :mod:`newsarchive.learning.field_places` knows of the site
    """
    unsure = [name for name in places if is_unsure(FIELDS[name], found[FIELDS[name]])]
    if not unsure or page.tree.find("body") is None:
        return found
    language = found["language"][0].value if found["language"] else ""
    dating = Dating(page, language)
    changed = dict(found)
    for name in unsure:
        field = FIELDS[name]
        said = next(
            (one for place in best_places(places[name]) if (one := value_at(place, name, dating))), None
        )
        if said and not (name == "date" and _is_told(said, found[field])):
            changed[field] = [said, *(one for one in found[field] if one.value != said.value)]
    return changed


def _is_told(said: Candidate, known: Sequence[Candidate]) -> bool:
    """Whether the page's best date is that day too, and says no less."""
    best = known[0].value if known else ""
    return best[:_DAY] == said.value[:_DAY] and len(best) >= len(said.value)
