"""One row of the tables of bad records."""

from dataclasses import dataclass, field

from newsarchive.demo.recipes import Recipe

STORED = "stored"


def nw(number: int) -> str:
    """The well-formed id of bad record N."""
    return f"NW20220401{9_000_000_000 + number}"


@dataclass(frozen=True, slots=True)
class BadRecord:
    """An article that the site lists like any other, and what an archive must make of it.

    :param source_id: the id in the listed link, as its ``href`` writes it
    :param shows: what is wrong with the record
    :param outcome: ``stored``, ``quarantined:<reason>`` or ``failed:<reason>``
    :param recipe: how the site brings it about
    """

    source_id: str
    shows: str
    outcome: str
    recipe: Recipe = field(default_factory=Recipe, repr=False)

    @property
    def path(self) -> str:
        """The path of its post page, as listed."""
        return f"/{self.recipe.outlet.slug}/2022/04/01/{self.source_id}.html"
