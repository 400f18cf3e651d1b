"""What the meta and link elements of a page state."""

from collections.abc import Iterator

from newsarchive.extraction.metadata.document import Document
from newsarchive.extraction.metadata.stated import Stated

# By field: the names that say it, and how far each is to be believed. Sources: the Open Graph protocol,
# schema.org, Dublin Core, and what newsrooms' systems write (Parse.ly, Sailthru, TRS, Founder, Baidu).
_NAMES: dict[str, tuple[tuple[float, tuple[str, ...]], ...]] = {
    "title": (
        (0.8, ("og:title", "headline", "parsely-title", "dc.title", "dcterms.title", "sailthru.title")),
        (0.7, ("twitter:title", "articletitle", "title")),
    ),
    "date": (
        (0.93, ("article:published_time", "article:published", "og:article:published_time",
                "og:published_time")),
        (0.9, ("datepublished", "parsely-pub-date", "news:published_time", "bt:pubdate", "og:pubdate",
               "sailthru.date", "cxenseparse:recs:publishtime", "rnews:datepublished", "published_time",
               "bytedance:published_time", "article:publish_time", "weibo:article:create_at",
               "weibo: article:create_at", "apub:time")),
        (0.85, ("pubdate", "publishdate", "publish-date", "publish_date", "publish_time", "publishtime",
                "og:release_date", "firstpublishedtime", "dc.date.issued", "dcterms.issued",
                "dcterms.created", "date.published", "article.published", "publication_date",
                "article_date_original", "originalpublicationdate", "pub_date", "dc.date.created",
                "releasedate", "displaydate", "citation_publication_date", "citation_online_date",
                "dat:published", "release_date", "published-date", "dc:created", "dcterms.date")),
        (0.6, ("dc.date", "date", "datecreated", "dc:date", "created", "_pubtime", "pdate", "dateupdate",
               "article:created_time")),
    ),
    "modified": (
        (0.93, ("article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified")),
        (0.85, ("datemodified", "dateupdate", "lastmodifiedtime", "last-modified", "lastmod", "revised",
                "bytedance:updated_time", "weibo:article:update_at", "weibo: article:update_at",
                "bytedance:lrdate_time", "dcterms.modified", "dc.date.modified", "article:updated_time",
                "modified_time", "sailthru.modified")),
    ),
    "author": (
        (0.8, ("article:author_name", "byl", "author", "parsely-author", "sailthru.author", "dc.creator",
               "dcterms.creator", "cxenseparse:author", "cxenseparse:recs:author", "article:author",
               "rnews:author", "citation_author", "authors", "vr:author", "article:byline")),
    ),
    "section": (
        (0.88, ("article:section", "parsely-section", "og:section", "articlesection", "sailthru.section",
                "cxenseparse:recs:category", "dc.subject.section", "article_section")),
        (0.7, ("section", "category", "channel", "channelname", "columnname", "contenttype_category")),
    ),
    "tags": (
        (0.85, ("article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags")),
        (0.7, ("keywords", "dc.subject")),
    ),
    "image": (
        (0.9, ("og:image", "og:image:secure_url", "og:image:url")),
        (0.75, ("twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full",
                "thumbnail", "image")),
    ),
    "canonical": ((0.8, ("og:url",)), (0.5, ("twitter:url", "parsely-link"))),
    "site_name": (
        (0.9, ("og:site_name",)),
        (0.7, ("application-name", "apple-mobile-web-app-title", "dc.publisher", "sitename", "publisher")),
    ),
    "source": (
        (0.7, ("source", "contentsource", "mediaid", "copyright_source", "article:source", "dc.source")),
    ),
    "description": ((0.9, ("og:description",)), (0.85, ("description",)), (0.7, ("twitter:description",))),
}  # fmt: skip


def head_fields(document: Document) -> Iterator[Stated]:
    """Every field of the meta elements, then the canonical link and the image link."""
    for field, groups in _NAMES.items():
        for confidence, names in groups:
            for name, value in document.meta(*names):
                yield Stated(field, value, name, confidence)
    for relation, address, language in document.links:
        if address and "canonical" in relation.split():
            yield Stated("canonical", address, "link canonical", 0.9)
        elif address and relation == "image_src":
            yield Stated("image", address, "link image_src", 0.7)
        elif language and "alternate" in relation.split() and address == document.page.url:
            yield Stated("language", language, "link hreflang", 0.6)
