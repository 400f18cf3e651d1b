"""A survey written down as a profile, with what to check said in comments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from newsarchive.dates.zone_of_page import zone_of
from newsarchive.drafting.address_pattern import address_form
from newsarchive.drafting.body_rules import BodyFound, find_body_rules
from newsarchive.drafting.field_rules import TEXT_FIELDS, Found, Sample, find_rules
from newsarchive.drafting.surveying import Survey
from newsarchive.profiles import FieldRule, SiteProfile
from newsarchive.text import escaped, many, typed

_SECTIONS = 12  # that a comment names
_ZONES = {
    "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney", "MX": "America/Mexico_City",
}  # fmt: skip
"""By country the zone that a comment names as an example, where the country has several."""
_BESIDES = ("author", "source", "section")
_HEAD = """\
# A draft by {newsite}, from {articles} articles. Read every line, change what is wrong, then delete
# the comments; what is not said is recognised automatically. docs/profiles.md has all keys.
"""


def draft_profile(profile: SiteProfile, seen: Survey, schema: str | None = None) -> str:
    """The profile's YAML.

    :param profile: the automatic one, under its final name
    :param schema: where an editor finds the profiles' JSON Schema, as seen from the file
    """
    head = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return head + "".join(f"{line}\n" if line else "\n" for line in _lines(profile, seen))


def _lines(profile: SiteProfile, seen: Survey) -> Iterator[str]:
    samples = seen.samples
    language = _language([sample.says("language") or "" for sample in samples])
    zone, _ = zone_of(None, language, profile.home)
    site = _most(sample.says("site_name") for sample in samples)
    yield from _HEAD.format(newsite=typed("newsite"), articles=len(samples)).splitlines()
    yield f"name: {_yaml(profile.name)}"
    yield f"home: {_yaml(profile.home)}"
    yield f"hosts: {_yaml(list(profile.hosts))}  # where a run may connect to"
    if zone:
        yield f"zone: {zone}  # by country or language: is it the site's?"
    else:
        example = _ZONES.get(language.rpartition("-")[2].upper(), "Area/City")
        yield f"# zone: {example}  # of dates that state none: say it, nothing here does"
    yield f"language: {_yaml(language)}" if language else "# language: en"
    yield "media: keep  # pictures are kept with the articles; link leaves them with the source"
    yield ""
    yield from _discovery(seen)
    yield ""
    yield "article:"
    yield from _address(seen)
    yield from _rules(samples)
    yield ""
    yield from _category(site or profile.name, [sample.says("section") for sample in samples])
    yield ""
    yield "post:"
    yield f"  front_matter: {_yaml(list(profile.post.front_matter))}"
    yield ""
    yield "# expectations:  # a run that is not like that is partial, an article that is not is quarantined"
    yield f"#   articles: {len(set(seen.articles))}"
    stated = [name for name in _BESIDES if all(sample.says(name) for sample in samples)]
    yield f"#   fields: {_yaml(stated)}"


def _discovery(seen: Survey) -> Iterator[str]:
    yield "discovery:"
    yield f"  listings: {_yaml([seen.address])}"
    if seen.sections:
        yield "  # it links to these; a run follows them by itself, name here what it does not find:"
    for url, name in list(seen.sections.items())[:_SECTIONS]:
        yield f"  #   {_yaml(url)}  # {_comment(name)}"
    if seen.feeds:
        yield f"  feeds: {_yaml(seen.feeds)}"
    if seen.sitemaps:
        yield f"  sitemaps: {_yaml(seen.sitemaps)}"
    if seen.left_out:
        yield "  # the site names these, too; they are left out for the reason that stands behind each:"
    for url, why in seen.left_out.items():
        yield f"  #   {_yaml(url)}  # {_comment(why)}"


def _address(seen: Survey) -> Iterator[str]:
    form = address_form(seen.articles, seen.listings)
    if form is None:
        yield "  # address: no form could be seen; fixed rules tell articles from lists"
        return
    known = len(set(seen.articles))
    yield f"  # {form.covered} of the {known} articles' addresses seen have this form, and no list's has:"
    yield f"  address: {_yaml(form.address)}"
    if form.id and form.page:
        yield "  # An article's address is nothing but its id; files are named after it, `-a ids=` takes it."
        yield "  # Leave both out if an archive was begun without: its articles would be stored again."
        yield f"  id: {_yaml(form.id)}"
        yield f"  page: {_yaml(form.page)}"


def _rules(samples: Sequence[Sample]) -> Iterator[str]:
    found = {name: find_rules(name, samples) for name in TEXT_FIELDS}
    body = find_body_rules(samples)
    for name, one in found.items():
        yield from _field(name, one)
    yield from _body(body, [name for name in _BESIDES if not found[name].everywhere])


def _field(name: str, found: Found) -> Iterator[str]:
    if not found.of:
        yield f"  # {name}: no article looked at states it"
    elif not found.rules:
        yield f"  # {name}: no id or class stands for it on more than one page; it is found automatically"
    else:
        yield from _stands(name, found.rules, _remark(found))


def _body(body: BodyFound, unnamed: Sequence[str]) -> Iterator[str]:
    """Where rules state title, date and body, nothing else is looked for: a field could be lost."""
    found = body.found
    if not found.rules:
        yield from _field("body", found)
        return
    off = "# " if unnamed else ""
    if unnamed:
        yield f"  # with a rule for the body, too, {', '.join(unnamed)} would only be read by rules, above:"
    for line in _stands("body", found.rules, _remark(found)):
        yield f"  {off}{line.removeprefix('  ')}"
    if body.drop:
        yield f"  {off}drop: {_yaml(list(body.drop))}"


def _remark(found: Found) -> str:
    said = [] if found.everywhere else [f"on {found.on} of {found.of}"]
    said += [f"learned from {many(found.learned, 'article')}"] if found.learned else []
    return f"  # {'; '.join(said)}" if said else ""


def _stands(name: str, rules: Sequence[FieldRule], remark: str) -> Iterator[str]:
    said = [_rule(rule) for rule in rules]
    if len(said) == 1:
        yield f"  {name}: {said[0]}{remark}"
        return
    yield f"  {name}:  # the first that is there counts{remark.replace('  # ', '; found ')}"
    yield from (f"    - {one}" for one in said)


def _rule(rule: FieldRule) -> str:
    if rule.pattern is None:
        return _yaml(rule.css)
    return _yaml({"css": rule.css, "pattern": rule.pattern})


def _category(site: str, sections: Sequence[str | None]) -> Iterator[str]:
    yield "category:"
    named = sorted({one for one in sections if one})
    remark = f"  # such as {_comment(', '.join(named[:6]))}" if named else ""
    yield f"  by: section{remark}"
    yield f"  fallback: {_yaml(site)}  # for articles that state none"


def _language(stated: Sequence[str]) -> str:
    """The language of most pages, as exactly as any of them states it."""
    main = _most(one.partition("-")[0] for one in stated)
    return max((one for one in stated if one.partition("-")[0] == main), key=len, default="")


def _yaml(value: Any) -> str:
    """A value in one line."""
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")


def _comment(text: str) -> str:
    return escaped(" ".join(text.split())[:80])


def _most(values: Any) -> str:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""
