"""Dates where no profile declares a zone: the day is that of the place where the paper is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from newsarchive.items import Doubt
from newsarchive.pipelines.date import DatePipeline
from newsarchive.profiles import SiteProfile

if TYPE_CHECKING:
    from newsarchive.items import Draft

AUTOMATIC = SiteProfile(name="a.example", home="http://a.example/")
CHINESE = AUTOMATIC.model_copy(update={"zone": "Asia/Shanghai"})


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
    item: Draft = draft(date=date, zone=zone)
    dated = DatePipeline(AUTOMATIC).process_item(item)
    assert dated.published
    assert dated.published.instant.isoformat() == published


@pytest.mark.parametrize(
    ("date", "profile", "doubts"),
    [
        ("2022-03-07T08:23:06+08:00", AUTOMATIC, ()),
        ("2022-03-07T08:23:06", AUTOMATIC, (Doubt.ASSUMED_ZONE,)),
        ("2022年03月07日 08:23", AUTOMATIC, (Doubt.ASSUMED_ZONE,)),
        ("Mon, 7 Mar 2022 08:23:06 GMT", AUTOMATIC, ()),
        ("1646612586", AUTOMATIC, ()),
        ("3小时前", AUTOMATIC, (Doubt.RELATIVE_DATE,)),
        ("2022-03-07T08:23:06", CHINESE, ()),
        ("3小时前", CHINESE, (Doubt.RELATIVE_DATE,)),
    ],
)
def test_what_is_not_sure_is_noted(
    date: str, profile: SiteProfile, doubts: tuple[Doubt, ...], draft: Callable[..., Any]
) -> None:
    item: Draft = draft(date=date, zone="Europe/Berlin", language="zh")
    assert DatePipeline(profile).process_item(item).doubts == doubts


@pytest.mark.parametrize(
    ("modified", "read"),
    [(None, None), ("2022-03-08T09:00+08:00", "2022-03-08T09:00:00+08:00"), ("lately", None)],
)
def test_when_it_was_changed_is_an_ornament(
    modified: str | None, read: str | None, draft: Callable[..., Any]
) -> None:
    served = datetime(2022, 3, 9, tzinfo=UTC)
    item = draft(modified=modified, date="2022-03-07T08:23:06+08:00", fetched_at=served)
    DatePipeline(AUTOMATIC).process_item(item)
    assert (item.changed and item.changed.instant.isoformat()) == read
