"""The pictures that articles show."""
