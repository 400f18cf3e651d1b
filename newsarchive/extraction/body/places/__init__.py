"""Where on a site's pages its articles stand: seen on one page, known on the next."""
