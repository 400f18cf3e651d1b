"""A clock for the setting CLOCK, which goes as fast as that of the daemon in tests."""

import time
from datetime import UTC, datetime, timedelta

_BEGAN, _AT = datetime.now(UTC), time.monotonic()


def now() -> datetime:
    """Aware; an hour goes by in each second."""
    return _BEGAN + timedelta(hours=time.monotonic() - _AT)
