"""The search on a published site: an index in small files beside the pages, which a script of ours reads."""
