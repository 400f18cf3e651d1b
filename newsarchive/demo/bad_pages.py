"""The three pages of a bad record."""

from newsarchive.demo import templates
from newsarchive.demo.articles import info_code
from newsarchive.demo.bad_record import BadRecord
from newsarchive.demo.pages import SCRIPT_SHARE_PAGE
from newsarchive.demo.recipes import BAD_DAY
from newsarchive.demo.responses import Response, page, refusal


class BadPages:
    """The pages of a bad record: the endpoint goes wrong, the others say no more than it does.

    :param record: the row of the table
    """

    __slots__ = ("_record",)

    def __init__(self, record: BadRecord) -> None:
        self._record = record

    def post(self) -> Response:
        """A post page without a body, or a 404."""
        record, recipe = self._record, self._record.recipe
        if not recipe.post_page:
            return refusal(404, "no such page")
        content = templates.post(
            heading=recipe.shown_title(record.source_id),
            shown_time=recipe.date,
            body="",
            link=templates.SHARE_URL + info_code(record.source_id),
            outlet=recipe.outlet,
            tag=recipe.tag,
        )
        return page(content, BAD_DAY)

    def share(self) -> Response:
        """The page that a script fills."""
        return SCRIPT_SHARE_PAGE

    def text(self, attempt: int) -> Response:
        """The text endpoint's answer."""
        recipe = self._record.recipe
        return recipe.send(recipe.answer(self._record.source_id), attempt)
