"""One Scrapy command a file."""
