import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from newsarchive.profiles import (
    ArticleRules,
    CategoryRules,
    DateRules,
    DiscoveryRules,
    Expectations,
    FieldRule,
    FieldRules,
    JsonList,
    Politeness,
    PostRules,
    PublishRules,
    RecheckRules,
    Redesign,
    ScheduleRules,
    SiteProfile,
    TextEndpoint,
)
from newsarchive.profiles.json_schema import descriptions, models, profile_schema, schema_text
from newsarchive.profiles.site import Extra

DOCS = Path(__file__).parents[2] / "docs"
SECTIONS: dict[str, type[BaseModel]] = {
    "## The site": SiteProfile,
    "## `dates`": DateRules,
    "## `discovery`": DiscoveryRules,
    "### `discovery.json_lists`": JsonList,
    "## `article`": ArticleRules,
    "### A rule": FieldRule,
    "### `article.text`": TextEndpoint,
    "### `article.before`": Redesign,
    "## `category`": CategoryRules,
    "## `post`": PostRules,
    "## `publish`": PublishRules,
    "## `politeness`": Politeness,
    "## `schedule`": ScheduleRules,
    "## `recheck`": RecheckRules,
    "## `expectations`": Expectations,
}


def documented(heading: str) -> dict[str, str]:
    """The keys under a heading, with the default that is stated."""
    text = (DOCS / "profiles.md").read_text(encoding="utf-8")
    section = re.split(r"^#+ ", text.partition(f"\n{heading}\n")[2], flags=re.MULTILINE)[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", section, re.MULTILINE))


def test_the_copy_in_docs_is_current() -> None:
    told = "renew it: python -m newsarchive.profiles.json_schema > docs/profile.schema.json"
    assert (DOCS / "profile.schema.json").read_text(encoding="utf-8") == schema_text(), told


def test_every_part_of_a_profile_has_its_section() -> None:
    assert set(SECTIONS.values()) == set(models())


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_is_documented_with_its_default(heading: str) -> None:
    model, said = SECTIONS[heading], documented(heading)
    own = set(model.model_fields) - (set(FieldRules.model_fields) if model is Redesign else set())
    assert said.keys() == own
    for name in own:
        field = model.model_fields[name]
        assert (said[name] == "required") == field.is_required(), name
        default = None if field.is_required() else field.get_default(call_default_factory=True)
        if isinstance(default, bool | int | float) or (isinstance(default, str) and default):
            assert said[name] == f"`{json.dumps(default) if not isinstance(default, str) else default}`", name


def test_what_a_list_of_words_may_hold_is_documented() -> None:
    text = (DOCS / "profiles.md").read_text(encoding="utf-8")
    assert ", ".join(f"`{word}`" for word in get_args(Extra)) in text
    wanted = get_args(get_args(Expectations.model_fields["fields"].annotation)[0])
    assert ", ".join(f"`{word}`" for word in wanted) in text


def test_docstrings_become_descriptions() -> None:
    schema = profile_schema()
    assert schema["properties"]["hosts"]["description"] == descriptions(SiteProfile)["hosts"]
    assert schema["$defs"]["Redesign"]["properties"]["drop"]["description"] == "what is no part of the body"
    assert schema["$defs"]["DiscoveryRules"]["description"].startswith("Where a run begins")


def test_one_item_stands_for_a_list_of_one() -> None:
    definitions = profile_schema()["$defs"]
    one, many = definitions["DiscoveryRules"]["properties"]["feeds"]["anyOf"]
    assert one["type"] == "string"
    assert many["type"] == "array"
    assert {"type": "string"} in definitions["FieldRule"]["anyOf"]


def allowed(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The keys that a part of the schema allows."""
    if "$ref" in schema:
        return allowed(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "properties" in schema:
        assert schema["additionalProperties"] is False
        found: dict[str, Any] = schema["properties"]
        return found
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    return next((keys for one in inner if (keys := allowed(one, definitions))), {})


def check(value: Any, schema: dict[str, Any], definitions: dict[str, Any]) -> None:
    keys = allowed(schema, definitions)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and keys:
            assert one.keys() <= keys.keys()
            for name, inner in one.items():
                check(inner, keys[name], definitions)


@pytest.mark.parametrize(
    "path", sorted((DOCS.parent / "spiders" / "profiles").glob("*.yml")), ids=lambda p: p.stem
)
def test_our_own_profiles_fit(path: Path) -> None:
    schema = profile_schema()
    check(yaml.safe_load(path.read_text(encoding="utf-8")), schema, schema["$defs"])


def examples() -> list[dict[str, Any]]:
    """What add-a-site.md tells its readers to write: the blocks, and the table's snippets under their key."""
    text = (DOCS / "add-a-site.md").read_text(encoding="utf-8")
    blocks = [
        yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    ]
    rows = " ".join(re.findall(r"^\| [^|]+ \| (.*) \|$", text, re.MULTILINE))
    for snippet in re.findall(r"`(\w+: [^`]+)`", rows):
        said = yaml.safe_load(snippet)
        blocks.append(said if said.keys() & {"discovery", "category"} else {"article": said})
    return blocks


@pytest.mark.parametrize("said", examples(), ids=lambda said: next(iter(said)))
def test_what_the_guide_tells_to_write_is_right(said: dict[str, Any]) -> None:
    if said.keys() <= CategoryRules.model_fields.keys() or said == {"article": {"by": "outlet"}}:
        assert CategoryRules.model_validate(said.get("article", said)).model_fields_set
    else:
        profile = SiteProfile.model_validate({"name": "x", "home": "https://example.org/", **said})
        assert profile.model_fields_set >= said.keys()


def test_the_guide_is_short_enough() -> None:
    assert len((DOCS / "add-a-site.md").read_text(encoding="utf-8").splitlines()) <= 100
