"""What the tests of a fleet share."""

from tests.fleet.cluster import cluster, database  # noqa: F401  fixtures
