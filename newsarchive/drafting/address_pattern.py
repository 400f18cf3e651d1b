"""The form that a site's article addresses have in common, as a regular expression."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple
from urllib.parse import urlsplit

from newsarchive.discovery.url_patterns import pattern_of

_RUN = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]+", re.ASCII)
_SPECIAL = re.compile(r"[.^$*+?{}\[\]\\|()]")
_FORMS = 12  # that one pattern names
_MANY = 5  # addresses that all have the same number, which is then no date and no count
_DATE_LENGTHS = {2, 4, 6, 8}
_IDS = (r"\d+", "[0-9a-z]+", "[0-9A-Za-z]+")


class AddressForm(NamedTuple):
    """What articles' addresses look like.

    :param address: for ``article.address``
    :param id: for ``article.id``; given only with ``page``, where an article's address is nothing but its id
    :param page: for ``article.page``
    :param covered: so many of the addresses given have this form
    """

    address: str
    id: str | None
    page: str | None
    covered: int


def address_form(articles: Sequence[str], listings: Sequence[str]) -> AddressForm | None:
    """The form of most article addresses that no listing's address has; None where there is none.

    :param articles: canonical addresses of different articles
    :param listings: canonical addresses that are known to be none
    """
    forms: list[tuple[str, ...]] = []
    for group in sorted(_by_form(articles), key=len, reverse=True)[:_FORMS]:
        segments = _generalised(group) if len(group) > 1 else None
        if segments and not any(re.search(_whole(["".join(segments)], group), one) for one in listings):
            forms.append(segments)
    if not forms:
        return None
    pattern = _whole(_merged(forms), articles)
    covered = sum(bool(re.search(pattern, one)) for one in dict.fromkeys(articles))
    identity, page = _id_and_page(forms, articles)
    return AddressForm(pattern, identity, page, covered)


def _generalised(group: Sequence[str]) -> tuple[str, ...] | None:
    """The segments of path and query, each as an expression."""
    split = [re.split(r"(?<=[/?&])", _path(address)) for address in group]
    if len({len(parts) for parts in split}) > 1:
        return None
    is_dated = any(re.search(r"(?:19|20)\d\d", part) for part in split[0])
    return tuple(_segment([parts[n] for parts in split], is_dated=is_dated) for n in range(len(split[0])))


def _segment(values: Sequence[str], *, is_dated: bool) -> str:
    runs = [_RUN.findall(value) for value in values]
    alike = {tuple(run if not run[0].isalnum() else "" for run in one) for one in runs}
    if len(alike) > 1:
        end = {value[-1] for value in values if value}
        suffix = {value.rpartition(".")[2] for value in values}
        close = end.pop() if len(end) == 1 and end & set("/?&") else ""
        ending = rf"\.{_escaped(suffix.pop())}" if len(suffix) == 1 and "." in values[0] else ""
        return f"[^/?&]+{ending or close}"
    return "".join(_run([one[n] for one in runs], is_dated=is_dated) for n in range(len(runs[0])))


def _run(values: Sequence[str], *, is_dated: bool) -> str:
    same = len(set(values)) == 1
    if all(value.isdigit() for value in values):
        if same and len(values) >= _MANY and not (is_dated and len(values[0]) in _DATE_LENGTHS):
            return values[0]
        lengths = {len(value) for value in values}
        length = lengths.pop() if len(lengths) == 1 else 0
        return rf"\d{{{length}}}" if is_dated and length in _DATE_LENGTHS else r"\d+"
    if same:
        return _escaped(values[0])
    if all(value.isalpha() for value in values):
        return "[A-Za-z]+" if any(map(str.isupper, "".join(values))) else "[a-z]+"
    heads = {re.match("[A-Za-z]*", value)[0] for value in values}  # type: ignore[index]
    if len(heads) == 1 and (head := heads.pop()) and all(value[len(head) :].isdigit() for value in values):
        return head + _run([value[len(head) :] for value in values], is_dated=is_dated)
    return _IDS[2] if any(map(str.isupper, "".join(values))) else _IDS[1]


def _merged(forms: Sequence[tuple[str, ...]]) -> list[str]:
    """The forms; those that differ in nothing but their first folder as one."""
    folders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for form in forms:
        has_folder = len(form) > 2 and form[1].endswith("/")
        folders[form[2:] if has_folder else form].append(form[1] if has_folder else "")
    merged = []
    for rest, first in folders.items():
        named = f"(?:{'|'.join(one[:-1] for one in first)}){first[0][-1]}" if len(first) > 1 else first[0]
        merged.append(f"/{named}{''.join(rest)}" if first[0] else "".join(rest))
    return merged


def _whole(paths: Sequence[str], addresses: Sequence[str]) -> str:
    hosts = sorted({urlsplit(address).netloc for address in addresses})
    bare = {host.removeprefix("www.") for host in hosts}
    host = _escaped(bare.pop()) if len(bare) == 1 else f"(?:{'|'.join(map(_escaped, hosts))})"
    www = r"(?:www\.)?" if any(host.startswith("www.") for host in hosts) else ""
    path = paths[0] if len(paths) == 1 else f"(?:{'|'.join(paths)})"
    return f"^https?://{www}{host}{path}$"


def _id_and_page(
    forms: Sequence[tuple[str, ...]], addresses: Sequence[str]
) -> tuple[str, str] | tuple[None, None]:
    """An id, where the addresses differ in one run of figures or letters alone."""
    sites = {address.removesuffix(_path(address)) for address in addresses}
    if len(forms) > 1 or len(sites) > 1:
        return None, None
    path = "".join(forms[0])
    kinds = [kind for kind in _IDS if path.count(kind) == 1]
    plain = path.replace(kinds[0], "") if kinds else path
    if not kinds or re.search(r"[\[{+]|\\d", plain):
        return None, None
    literal = re.sub(r"\\(.)", r"\1", path.replace(kinds[0], "\0")).replace("\0", "{id}")
    return _whole([path.replace(kinds[0], f"({kinds[0]})")], addresses), sites.pop() + literal


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _path(address: str) -> str:
    parts = urlsplit(address)
    return address.partition(parts.netloc)[2] or "/"


def sampled(addresses: Sequence[str], most: int) -> list[str]:
    """Addresses to look at: two of the most frequent form, then one of each, then on in the same way."""
    frequent, *others = sorted(_by_form(addresses), key=len, reverse=True) or [[]]
    in_turn = chain.from_iterable(zip_longest(frequent[1:], *others))
    return [*frequent[:1], *filter(None, in_turn)][:most]


def _by_form(addresses: Sequence[str]) -> list[list[str]]:
    """Different addresses, those of one form together."""
    groups: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        groups[pattern_of(address)].append(address)
    return list(groups.values())
