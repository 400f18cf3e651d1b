"""A site's YAML profile, validated: the bad key is named before the first request."""

import difflib
import re
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from newsarchive.exceptions import ProfileError


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no IANA time zone such as Asia/Shanghai") from error
    return name


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from error
    return text


def _template(*names: str) -> AfterValidator:
    """A text whose ``{}`` placeholders are among ``names``."""

    def check(text: str) -> str:
        try:
            text.format(**dict.fromkeys(names, ""))
        except (KeyError, IndexError, ValueError, AttributeError) as error:
            allowed = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(f"{text!r} is no template ({error}); allowed are {allowed}") from error
        return text

    return AfterValidator(check)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ArticleRules(_Strict):
    """How an article is told from another, and which JSON keys state its fields, first one first."""

    id: Annotated[str, AfterValidator(_pattern)]
    title: tuple[str, ...]
    date: tuple[str, ...]
    outlet: tuple[str, ...]
    body: tuple[str, ...]
    digest: tuple[str, ...] = ()
    link: tuple[str, ...] = ()


class CategoryRules(_Strict):
    """How an outlet's name becomes a category and a tag.

    :param suffix: appended to the name to make the tag
    :param fallback: the outlet of articles that name none; without it they are quarantined
    :param slugs: slugs that do not follow from the name
    :param page: the category page, ``{slug}`` standing for the slug
    :param pages: category pages at another address, by slug
    """

    suffix: str = ""
    fallback: str | None = None
    slugs: dict[str, str] = Field(default_factory=dict)
    page: Annotated[str, _template("slug")]
    pages: dict[str, str] = Field(default_factory=dict)

    def page_of(self, slug: str) -> str:
        """The address of the category's page."""
        return self.pages.get(slug) or self.page.format(slug=slug)


class PostRules(_Strict):
    """The parts of a post that the site decides; ``{tag}`` and ``{category_page}`` in the footer.

    ``category_page`` is written without its scheme, as the source's own posts do.
    """

    layout: str = "post"
    footer: Annotated[str, _template("tag", "category_page")] = ""
    title_limit: int = Field(default=300, ge=20)


class Politeness(_Strict):
    """How hard a run may lean on the site: seconds between requests, and requests at a time."""

    delay: float = Field(default=1.0, ge=0)
    concurrency: int = Field(default=1, ge=1, le=32)


class RecheckRules(_Strict):
    """When an archived article is asked for again, and what of the answer is believed.

    :param every_hours: between two checks of an article first stored less than ``fresh_days`` ago
    :param growth: after that each wait is so many times the one before
    :param stop_days: after that it is never asked for again
    :param shrunken: a body with less than this share of the former text replaces nothing
    """

    every_hours: float = Field(default=1.0, gt=0)
    fresh_days: float = Field(default=3.0, ge=0)
    growth: float = Field(default=2.0, gt=1)
    stop_days: float = Field(default=90.0, ge=0)
    shrunken: float = Field(default=0.5, ge=0, le=1)


class SiteProfile(_Strict):
    """All that is particular to one site.

    :param hosts: the hosts a run may talk to, ``host`` or ``host:port``
    :param zone: the zone of dates that state none
    :param language: a BCP 47 tag; decides how ``03/04/2022`` reads
    :param originals: whether responses are kept as WARC
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
    home: str
    hosts: tuple[str, ...]
    zone: Annotated[str, AfterValidator(_zone)]
    language: str
    article: ArticleRules
    category: CategoryRules
    post: PostRules = PostRules()
    politeness: Politeness = Politeness()
    recheck: RecheckRules = RecheckRules()
    originals: bool = True

    @property
    def tzinfo(self) -> ZoneInfo:
        """The profile's zone as Python knows it."""
        return ZoneInfo(self.zone)


@cache
def load_profile(path: Path) -> SiteProfile:
    """Read and validate a profile.

    :raises ProfileError: naming the file, the key's path and what is allowed
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ProfileError(f"{path}: cannot be read as YAML: {error}") from error
    try:
        profile = SiteProfile.model_validate(data)
    except ValidationError as error:
        raise ProfileError(_explain(path, error)) from error
    if profile.name != path.stem:
        raise ProfileError(f"{path}: name is {profile.name!r}; it must be the file's, {path.stem!r}")
    return profile


def _explain(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    keys = [str(part) for part in first["loc"]]
    message = f"{path}: {'.'.join(keys) or 'the file'}: {first['msg']}"
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(keys[-1], _known_keys(keys[:-1]), n=1)
        message += f"; did you mean {near[0]!r}?" if near else ""
    return message


def _known_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = SiteProfile
    for key in path:
        field = model.model_fields.get(key)
        inner = field.annotation if field else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)
