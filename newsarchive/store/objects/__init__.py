"""Originals and pictures in an object storage, under keys that nobody overwrites."""
