"""The pictures that articles show, as files of the archive, and what is known of each."""
