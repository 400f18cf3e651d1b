"""Where on a site's pages the values of fields stand: seen on one page, read from on the next."""
