"""The spiders of the project: what a site's YAML profile cannot say."""
