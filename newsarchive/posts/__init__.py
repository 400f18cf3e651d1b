"""Article to post: pure item exporters, one per format."""
