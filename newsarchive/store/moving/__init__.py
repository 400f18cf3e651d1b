"""An archive on its way from one place to another: rows and files, compared with what was written down."""
