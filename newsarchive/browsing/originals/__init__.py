"""What was captured, shown as it was and without a life of its own."""
