"""A clock for the setting CLOCK, which is as many days ahead as DAYS_LATER of the environment says."""

import os
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """Aware."""
    return datetime.now(UTC) + timedelta(days=float(os.environ.get("DAYS_LATER", "0")))
