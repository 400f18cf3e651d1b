"""金融消息: a spider, and readers of pages as only this site writes them."""

from .spider import FinewsSpider

__all__ = ["FinewsSpider"]
