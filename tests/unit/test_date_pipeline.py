"""Dates where no profile declares a zone: the day is that of the place where the paper is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from newsarchive.exceptions import DateError
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
        ("March 6, 2022 9:05 PM EST", None, "2022-03-06T21:05:00-05:00"),
        ("July 6, 2021 9:05 p.m. ET", "Europe/Berlin", "2021-07-06T21:05:00-04:00"),
        ("6 March 2022 23:30 CET", None, "2022-03-06T23:30:00+01:00"),
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
        ("7 March 2022 08:23 IST", AUTOMATIC, (Doubt.ASSUMED_ZONE,)),
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


@pytest.mark.parametrize(
    ("said", "url", "published"),
    [
        ({}, "http://a.co.uk/1", "2022-02-03"),
        ({}, "http://a.example/1", "2022-03-02"),
        ({"dates": {"order": "dmy"}}, "http://a.example/1", "2022-02-03"),
        ({"dates": {"format": "%m/%d/%Y"}}, "http://a.co.uk/1", "2022-03-02"),
        ({"dates": {"format": ["%y/%m/%d"]}}, "http://a.example/1", "2022-03-02"),
    ],
)
def test_a_profile_and_a_country_order_the_figures(
    said: dict[str, Any], url: str, published: str, draft: Callable[..., Any]
) -> None:
    profile = SiteProfile.model_validate({"name": "a", "home": "http://a.example/", **said})
    item = draft(date="03/02/2022", url=url, language="en")
    dated = DatePipeline(profile).process_item(item)
    assert dated.published
    assert f"{dated.published.instant:%Y-%m-%d}" == published


@pytest.mark.parametrize("form", ["%H:%M", "%Q", ["%d/%m/%Y", "%d"]])
def test_a_form_of_dates_that_is_none_is_refused_with_its_place(form: str | list[str]) -> None:
    with pytest.raises(ValueError, match=r"dates\.format"):
        SiteProfile.model_validate({"name": "a", "home": "http://a.example/", "dates": {"format": form}})


@pytest.mark.parametrize("name", ["IST", "BST", "AMT", "SST", "AST", "GST"])
def test_a_zone_of_several_is_refused_where_nothing_tells_which(name: str, draft: Callable[..., Any]) -> None:
    item = draft(date=f"Mon, 07 Mar 2022 08:23:06 {name}", zone=None, language="en")
    with pytest.raises(DateError, match="several countries") as refused:
        DatePipeline(AUTOMATIC).process_item(item)
    assert refused.value.reason == "ambiguous-zone"


@pytest.mark.parametrize(
    ("name", "declared", "supposed", "doubts"),
    [
        ("IST", "Asia/Kolkata", None, ()),
        ("IST", None, "Asia/Kolkata", (Doubt.ASSUMED_ZONE,)),
        ("IST", None, "Europe/Madrid", (Doubt.ASSUMED_ZONE,)),
        ("IST", "Europe/Madrid", None, (Doubt.ASSUMED_ZONE,)),
        ("BST", "Europe/London", None, ()),
        ("BST", "Europe/Madrid", None, (Doubt.ASSUMED_ZONE,)),
        ("EST", None, None, ()),
        ("CST", None, None, ()),
        ("ET", None, None, ()),
        ("CEST", None, None, ()),
    ],
)
def test_the_sites_zone_tells_which_of_several_is_meant(
    name: str,
    declared: str | None,
    supposed: str | None,
    doubts: tuple[Doubt, ...],
    draft: Callable[..., Any],
) -> None:
    item = draft(date=f"Mon, 07 Mar 2022 08:23:06 {name}", zone=supposed, language="en")
    profile = AUTOMATIC.model_copy(update={"zone": declared})
    assert DatePipeline(profile).process_item(item).doubts == doubts
