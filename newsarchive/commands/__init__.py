"""One Scrapy command a file: its words and options, which are all that Scrapy loads of every command.

What a command does stands in ``terminal/``, and is imported when the command is run.
"""
