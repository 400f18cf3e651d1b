"""One page on archives, for a browser; the only part of newsarchive that draws, with the extra ``report``."""
