"""Pages as they are read: bytes, text, a bounded tree, visible text, JSON answers, selectors."""
