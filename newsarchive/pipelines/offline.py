"""The item pipelines without a crawl: a draft in, an article out."""

from collections.abc import Callable
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.utils.conf import build_component_list
from scrapy.utils.misc import load_object

from newsarchive.items import Article, Draft
from newsarchive.pipelines.pictures import PicturesPipeline
from newsarchive.pipelines.profiled import ProfiledPipeline
from newsarchive.pipelines.store import StorePipeline
from newsarchive.pipelines.window import WindowPipeline
from newsarchive.profiles import SiteProfile

_OF_A_RUN = (WindowPipeline, PicturesPipeline, StorePipeline)


def offline_pipelines(settings: BaseSettings, profile: SiteProfile) -> Callable[[Draft], Article]:
    """What ``ITEM_PIPELINES`` makes of a draft, but for the pipelines that belong to a run.

    The function returned raises ExtractionError for a draft that must not become a post.
    """
    classes = [load_object(path) for path in build_component_list(settings.getwithbase("ITEM_PIPELINES"))]
    pipelines: list[Any] = [
        kind(profile) if issubclass(kind, ProfiledPipeline) else kind()
        for kind in classes
        if kind not in _OF_A_RUN
    ]

    def process(draft: Draft) -> Article:
        item: Any = draft
        for pipeline in pipelines:
            item = pipeline.process_item(item)
        assert isinstance(item, Article), "SealPipeline is missing from ITEM_PIPELINES"
        return item

    return process
