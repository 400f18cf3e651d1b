"""Articles with their originals as WACZ files: a web archive in a zip, which a browser can replay."""
