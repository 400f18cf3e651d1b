"""What ``scrapy try`` and ``scrapy newsite`` find out about a site before anything is archived of it."""
