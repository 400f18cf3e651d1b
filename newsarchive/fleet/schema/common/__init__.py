"""The steps of what all sites share, in their order."""
