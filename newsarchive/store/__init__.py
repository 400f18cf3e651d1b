"""What is on disk: posts, quarantine, lock; the only place that writes.

Whatever touches the disk here raises StorageError where it is full, read-only or failing, or where what is
read is damaged; whatever takes an archive's lock raises ArchiveBusy. What else may be raised, functions say.
"""
