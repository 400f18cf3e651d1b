"""An archive as the source of a web site, which Jekyll or Hugo builds."""
