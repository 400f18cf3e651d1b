"""The tests of a fleet: many machines, PostgreSQL, object storage."""
