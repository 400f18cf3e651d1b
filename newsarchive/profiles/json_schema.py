"""The profile's JSON Schema, by which editors complete keys and underline mistakes.

``python -m newsarchive.profiles.json_schema > docs/profile.schema.json`` renews the copy in ``docs/``.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import BeforeValidatorFunctionSchema

from newsarchive.profiles.article import FieldRule
from newsarchive.profiles.checks import OneOrMore
from newsarchive.profiles.site import SiteProfile

_CSS = {"type": "string"}
_PARAMETER = re.compile(r":param (\w+):\s*(.+?)(?=\n\s*:|\n\s*\n|\Z)", re.DOTALL)


class _AsWritten(GenerateJsonSchema):
    """What may stand in the YAML, where validators accept more than the fields hold."""

    def function_before_schema(self, schema: BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """One item stands for a list of one."""
        inner = super().function_before_schema(schema)
        many = schema["function"]["function"] is OneOrMore.func
        return {"anyOf": [inner["items"], inner]} if many else inner


def profile_schema() -> dict[str, Any]:
    """The schema, with what the models' docstrings say of each key."""
    schema = SiteProfile.model_json_schema(schema_generator=_AsWritten)
    definitions = schema["$defs"]
    for model in models():
        _describe(schema if model is SiteProfile else definitions[model.__name__], model)
    rule = definitions[FieldRule.__name__]  # a mere text is its css
    definitions[FieldRule.__name__] = {"description": rule.pop("description"), "anyOf": [_CSS, rule]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "newsarchive profile",
    }


def models() -> list[type[BaseModel]]:
    """Every model that a profile is made of, itself first."""
    found: list[type[BaseModel]] = [SiteProfile]
    for model in found:  # which grows meanwhile
        inner = (one for field in model.model_fields.values() for one in _models_in(field.annotation))
        found += [one for one in dict.fromkeys(inner) if one not in found]
    return found


def descriptions(model: type[BaseModel]) -> dict[str, str]:
    """What a model's docstring, and those of the models it extends, say of its keys, one line each."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind.__doc__:
            text = inspect.cleandoc(kind.__doc__)
            found |= {name: " ".join(said.split()) for name, said in _PARAMETER.findall(text)}
    return {name: said for name, said in found.items() if name in model.model_fields}


def _describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    schema["description"] = " ".join(inspect.cleandoc(model.__doc__ or "").partition("\n\n")[0].split())
    said = descriptions(model)
    for name, key in schema["properties"].items():
        key.pop("title", None)
        if "$ref" in key or key.get("default") in ([], {}, None):
            key.pop("default", None)  # nothing, or what the keys below it say
        if name in said:
            key["description"] = said[name]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models within a type such as ``tuple[FieldRule, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def schema_text() -> str:
    """The schema as it stands in ``docs/``."""
    return json.dumps(profile_schema(), ensure_ascii=False, indent=1, sort_keys=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
