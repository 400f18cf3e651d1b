"""Pages that scripts build: the system's Chromium runs these, and Scrapy stays the only way out."""
