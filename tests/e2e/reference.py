"""The post of a demo article, put together from the grammar alone; shares no code with ours."""

from newsarchive.demo.articles import DemoArticle


def reference(article: DemoArticle) -> tuple[str, bytes]:
    """Name and bytes of a post, put together from the grammar of the source's posts alone."""
    rolling = article.source_id.isdigit()
    slug = article.outlet.slug
    tag = article.outlet.name + "新闻"
    code = "NW" + article.source_id if rolling else article.source_id
    share = "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=" + code
    title = article.title.replace("\\", "\\\\").replace('"', '\\"')
    category_page = (
        "//finews.withounder.com/emnews/" if rolling else f"//finews.withounder.com/category/{slug}.html"
    )
    lines = [
        "---",
        "layout: post",
        f'title: "{title}"',
        f"date: {article.published:%Y-%m-%d %H:%M:%S} +0800",
        f"categories: {slug}",
        f"tags: {tag}" if " " not in tag else f'tags: ["{tag}"]',
        "---",
    ]
    if rolling and article.digest:
        lines += ["> " + article.digest, ""]
    lines += [
        article.body.replace("\u3000\u3000", ""),
        "",
        f"<{(rolling and article.link) or share}>",
        "",
        f"[返回{tag}]({category_page})｜[返回首页](//finews.withounder.com/)",
    ]
    name = f"{article.published:%Y-%m-%d}-{article.source_id}.md"
    return name, "\n".join(lines).encode()
