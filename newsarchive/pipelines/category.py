"""The outlet's name as category slug and tag."""

from newsarchive.exceptions import ExtractionError
from newsarchive.items import Draft
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.posts.outlets import outlet_slug, outlet_tag
from newsarchive.text import decoded_line


class CategoryPipeline(ProfiledPipeline):
    """Fill ``category`` and ``tag`` from ``outlet``, or from the profile's declared fallback."""

    def process_item(self, item: Draft) -> Draft:
        """Raise ExtractionError ``no-outlet`` where no page names one and there is no fallback."""
        rules = self.profile.category
        stated = decoded_line(item.outlet or "")
        item.outlet = rules.names.get(stated, stated) or rules.fallback
        if not item.outlet:
            raise ExtractionError("no-outlet", f"no page names the {rules.by}")
        item.category = rules.slugs.get(item.outlet) or outlet_slug(item.outlet)
        item.tag = outlet_tag(item.outlet, rules.suffix)
        return item
