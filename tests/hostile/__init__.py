"""A site that fights back, and crawls of it that must end with all good articles stored."""
