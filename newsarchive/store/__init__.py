"""What is on disk: posts, quarantine, lock; the only place that writes."""
