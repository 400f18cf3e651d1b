"""Page to raw fields: plain functions from a response to what the page states."""
