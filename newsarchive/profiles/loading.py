"""Read a profile, or say which key is wrong."""

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from newsarchive.exceptions import ProfileError
from newsarchive.profiles.site import SiteProfile
from newsarchive.sites import OWN_PROFILE, read_yaml
from newsarchive.text import did_you_mean, printable, typed


@cache
def load_profile(path: Path) -> SiteProfile:
    """Read and validate a profile.

    :raises ProfileError: naming the file, the key's path and what is allowed
    """
    profile = read_profile(path)
    kept = path.name == OWN_PROFILE
    its_name = path.absolute().parts[-3] if kept else path.stem
    if profile.name != its_name:
        whose = "the archive's folder" if kept else "the file"
        raise ProfileError(f"{path}: name is {profile.name!r}; it must be that of {whose}, {its_name!r}")
    return profile


def read_profile(path: Path) -> SiteProfile:
    """The same of a file of any name, which is read anew each time.

    :raises ProfileError: naming the file, the key's path and what is allowed
    """
    if not path.is_file():
        wrong = "is no file" if path.exists() else "there is no such file"
        near = did_you_mean([path.name], (one.name for one in path.parent.glob("*.y*ml")))
        drafts = f"{typed('newsite https://example.org/')} drafts one"
        raise ProfileError(f"{printable(path)}: {wrong}; {near}give the file of a site's profile, {drafts}")
    try:
        return SiteProfile.model_validate(read_yaml(path))
    except ValidationError as error:
        raise ProfileError(_explain(path, error)) from error


def _explain(path: Path, error: ValidationError) -> str:
    first = error.errors()[0]
    keys = [str(part) for part in first["loc"]]
    message = f"{path}: {printable('.'.join(keys)) or 'the file'}: {printable(first['msg'])}"
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(keys[-1], _known_keys(keys[:-1]), n=1)
        message += f"; did you mean {near[0]!r}?" if near else ""
    return message


def _known_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = SiteProfile
    for key in path:
        if key.isdigit():
            continue  # a place in a list, whose model is known already
        field = model.model_fields.get(key)
        inner = next(_models(field.annotation), None) if field else None
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models within a type such as ``tuple[FieldRule, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
