"""When an article was published is told alike by lists and by its page, whatever zone its page states."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from zoneinfo import ZoneInfo

import pytest

from newsarchive.browsing.held import Held
from newsarchive.browsing.moments import other_offset
from newsarchive.sites import OWN_PROFILE, Site
from tests.browsing.walked import asked
from tests.unit.ferry import Ferry, Make

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
STATED = {
    "2025-03-05T00:30:00+02:00": "2025-03-05 00:30 UTC+02:00",
    "2025-03-04T23:15:00-05:00": "2025-03-04 23:15 UTC-05:00",
    "2025-03-05T00:10:00+05:45": "2025-03-05 00:10 UTC+05:45",
    "2025-03-05T08:00:00+00:00": "2025-03-05 08:00",
}


@pytest.mark.parametrize(
    ("published", "zone", "told"),
    [
        ("2025-03-05T00:30:00+08:00", SHANGHAI, ""),
        ("2025-03-05T00:30:00+09:00", SHANGHAI, "UTC+09:00"),
        ("2025-03-05T00:30:00+01:00", BERLIN, ""),
        ("2025-07-05T00:30:00+02:00", BERLIN, ""),
        ("2025-07-05T00:30:00+01:00", BERLIN, "UTC+01:00"),
        ("2025-03-05T00:30:00+00:00", UTC, ""),
        ("2025-03-05T00:30:00-03:30", UTC, "UTC-03:30"),
        ("0001-01-01T00:00:00+08:00", BERLIN, ""),
        ("9999-12-31T23:59:00-08:00", SHANGHAI, ""),
    ],
)
def test_another_offset_than_the_zones_is_told(published: str, zone: ZoneInfo, told: str) -> None:
    assert other_offset(datetime.fromisoformat(published), zone) == told


def test_lists_and_pages_tell_the_time_that_was_stated(tmp_path: Path, article: Make) -> None:
    ferry = Ferry(tmp_path, article)
    moments = [datetime.fromisoformat(stated) for stated in STATED]
    ferry.store(*(ferry.article(f"/2025/03/f-{at}", published=one) for at, one in enumerate(moments)))
    own = ferry.archive.private / OWN_PROFILE
    copy(ferry.spider.profile_path, own)
    folder = ferry.archive.folder
    shelf = {"ferry": Held("ferry", folder, Site(name="ferry", folder=folder, profile_path=own))}
    for number, (stated, told) in enumerate(STATED.items(), 1):
        day = asked(shelf, f"/ferry/day/{stated[:10]}/published/").text
        assert f'<time datetime="{stated}">{told}</time>' in day
        shown = told[:16] + ":00" + (told[16:] or " UTC")
        assert shown in asked(shelf, f"/ferry/article/{number}/").text
