"""Refuse articles that lack a field which, by the profile, every article of the site has."""

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Draft
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.text import decoded_line


class ExpectationsPipeline(ProfiledPipeline):
    """Hold drafts against the profile's ``expectations``."""

    def process_item(self, item: Draft) -> Draft:
        """Raise ExtractionError ``missing-FIELD`` or ``unexpected-category``."""
        expected = self.profile.expectations
        for field in expected.fields:
            if not decoded_line(getattr(item, field) or ""):
                raise ExtractionError(
                    f"missing-{field}", f"no page states the {field}, which all articles have"
                )
        if expected.categories and item.category not in expected.categories:
            known = ", ".join(expected.categories)
            raise ExtractionError(
                "unexpected-category", f"{item.category!r} (of {item.outlet!r}) is none of {known}"
            )
        return item
