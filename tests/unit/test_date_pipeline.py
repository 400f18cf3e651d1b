"""Dates where no profile declares a zone: the day is that of the place where the paper is read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from newsarchive.pipelines.date import DatePipeline
from newsarchive.profiles import SiteProfile

if TYPE_CHECKING:
    from newsarchive.items import DraftArticle

AUTOMATIC = SiteProfile(name="a.example", home="http://a.example/")


@pytest.mark.parametrize(
    ("date", "zone", "published"),
    [
        ("2022-03-07T08:23:06+08:00", None, "2022-03-07T08:23:06+08:00"),
        ("2022-03-07T08:23:06+08:00", "Europe/Berlin", "2022-03-07T08:23:06+08:00"),
        ("2022-03-07T00:23:06Z", "Asia/Shanghai", "2022-03-07T08:23:06+08:00"),
        ("2022-03-07T00:23:06+00:00", None, "2022-03-07T00:23:06+00:00"),
        ("2022-03-07", "Asia/Shanghai", "2022-03-07T00:00:00+08:00"),
        ("2022-03-07T08:23:06", "Asia/Shanghai", "2022-03-07T08:23:06+08:00"),
        ("2022年03月07日 08:23", "Asia/Shanghai", "2022-03-07T08:23:00+08:00"),
        ("2022-03-07T08:23:06", None, "2022-03-07T08:23:06+00:00"),
    ],
)
def test_without_a_declared_zone(
    date: str, zone: str | None, published: str, draft: Callable[..., Any]
) -> None:
    item: DraftArticle = draft(date=date, zone=zone)
    dated = DatePipeline(AUTOMATIC).process_item(item)
    assert dated.published
    assert dated.published.instant.isoformat() == published
