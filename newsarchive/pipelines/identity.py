"""Refuse drafts that could not be read, and those whose id has not the form of the site's ids."""

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Draft
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.text import printable


class IdentityPipeline(ProfiledPipeline):
    """Pass drafts that were read whole and whose id has the form that the profile states."""

    def process_item(self, item: Draft) -> Draft:
        """Raise ExtractionError: the draft's fault, ``invalid-id`` or ``conflicting-text``."""
        rules = self.profile.article
        if not rules.is_id(item.source_id, item.url):
            raise ExtractionError("invalid-id", f"{printable(item.source_id)!r} does not match {rules.id}")
        if item.fault:
            raise ExtractionError(*item.fault)
        if item.stated_id and item.stated_id != item.source_id:
            raise ExtractionError(
                "conflicting-text",
                f"asked for {item.source_id}, the record says it is {printable(item.stated_id)}",
            )
        return item
