"""The pictures that articles show: which ones, what they are by their bytes, and how they are asked for."""
