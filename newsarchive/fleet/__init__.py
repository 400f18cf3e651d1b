"""The same archives on several machines: a database, an object storage, and workers."""
