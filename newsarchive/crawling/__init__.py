"""One run of one site: how an article is read, page by page."""
