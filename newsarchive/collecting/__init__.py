"""Posts handed on: as a folder, a zip, records or a bag, each whole or not there at all."""
