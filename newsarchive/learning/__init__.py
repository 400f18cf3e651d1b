"""What an archive learns of its site from the articles that it has read: pure values, no files."""
