"""All bad records: what each one shows, and what an archive must make of it."""

from newsarchive.demo.bad_failed import BAD_FAILED
from newsarchive.demo.bad_quarantined import BAD_QUARANTINED
from newsarchive.demo.bad_record import BadRecord
from newsarchive.demo.bad_stored import BAD_STORED

__all__ = ["BAD_RECORDS", "BadRecord"]

BAD_RECORDS: tuple[BadRecord, ...] = BAD_STORED + BAD_QUARANTINED + BAD_FAILED
