"""Getting responses off the wire, within limits."""
