"""An archive moves between a folder and the fleet; what decides where it is stands in docs/fleet.md."""
