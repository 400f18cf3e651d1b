"""What the tests of a fleet share."""

from tests.fleet.cluster import cluster, database  # noqa: F401  fixtures
from tests.fleet.fleets import fleet, fleet_database, fleet_template  # noqa: F401  fixtures
from tests.fleet.s3 import s3  # noqa: F401  a fixture
from tests.fleet.typed import typing  # noqa: F401  a fixture
