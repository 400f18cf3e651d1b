"""Rebuilding: a catalog made anew from its sound rows, the posts and the originals."""
