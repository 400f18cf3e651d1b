"""What lists and the search of an archive are made of: a file of its own, to be thrown away at any time."""
