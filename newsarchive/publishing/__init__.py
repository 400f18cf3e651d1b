"""An archive as the source of a static site, which Jekyll or Hugo builds."""
