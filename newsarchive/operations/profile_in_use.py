"""Which profile a site's runs go by that nobody starts by hand: a changed one is looked at first."""

import logging

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from newsarchive.crawling.extraction_version import extraction_version
from newsarchive.crawling.spider import SiteSpider
from newsarchive.exceptions import ProfileError
from newsarchive.profiles import SiteProfile, load_profile
from newsarchive.sites import Site
from newsarchive.store.archive import Archive
from newsarchive.store.catalog.access import catalog_of, looking_into
from newsarchive.upkeep.canary import going_by, profile_to_use
from newsarchive.upkeep.replay import Replayer

_LAST = "SELECT extraction FROM run WHERE command = 'crawl' ORDER BY id DESC LIMIT 1"
logger = logging.getLogger(__name__)


class ProfileInUse:
    """The profile that is there, unless most of what the last one reads would be lost by it.

    The last one is known to this process alone. After a start there is none: then what is stored is what the
    profile is held against, should profile or code have changed since the last run.

    :ivar refused: what speaks against the profile that is there, in words; empty where nothing does
    """

    def __init__(self, site: Site, settings: Settings) -> None:
        self.site, self.settings, self.refused = site, settings, ""
        self._seen: SiteProfile | None = None
        self._last: SiteProfile | None = None

    def spider(self, kind: type[Spider]) -> type[Spider]:
        """The spider that the next run is made of; it blocks where twenty originals are to be read for that.

        :param kind: goes by the profile that is there
        """
        if not issubclass(kind, SiteSpider) or kind.profile_path is None:
            return kind
        try:
            profile = load_profile(kind.profile_path)
        except ProfileError:  # which the run says
            return kind
        if profile != self._seen:
            self._seen = profile
            self.refused = self._why_not(kind, profile)
            if self.refused:
                logger.warning("%s: %s", self.site.name, self.refused)
            if not self.refused or self._last is None:
                self._last = profile
        assert self._last
        return kind if self._last == profile else going_by(self._last, kind, self.site.name)

    def _why_not(self, kind: type[SiteSpider], profile: SiteProfile) -> str:
        catalog = catalog_of(self.site.folder)
        if self._last == profile or not catalog.exists():
            return ""
        try:
            last, changed = None, self._replayer(kind)
            if self._last:
                last = self._replayer(going_by(self._last, kind, self.site.name))
            else:
                with looking_into(catalog) as rows:
                    before = rows.execute(_LAST).fetchone()
                if before is None or before[0] == extraction_version(changed.spider):
                    return ""
            return profile_to_use(Archive(self.site.folder, profile), last, changed)
        except Exception:  # a spider or a catalog that is broken: the run says what of it matters
            logger.exception("%s: the changed profile cannot be looked at before it is used", self.site.name)
            return ""

    def _replayer(self, kind: type[SiteSpider]) -> Replayer:
        return Replayer(Crawler(kind, self.settings))
