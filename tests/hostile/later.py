"""The machine's clock, set forward by as many days as the environment variable ``DAYS_LATER`` says."""

import os
from datetime import UTC, datetime, timedelta


def now() -> datetime:
    """Aware; for the setting CLOCK."""
    return datetime.now(UTC) + timedelta(days=float(os.environ.get("DAYS_LATER", "0")))
