"""Which articles the options of ``collect`` mean, in each of the archives that are collected from."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from scrapy.settings import BaseSettings

from newsarchive.exceptions import ArgumentError
from newsarchive.profiles.run_arguments import parse_arguments
from newsarchive.store.catalog.errors import catalog_errors
from newsarchive.store.choice import Choice, Kind, Names, names_of
from newsarchive.terminal.named_articles import OpenArchive, listed, named_articles
from newsarchive.terminal.searched_articles import searched_articles
from newsarchive.text import did_you_mean, printable

KINDS: tuple[Kind, ...] = ("category", "outlet", "section")
_TOLD = 20  # names in a message


def chosen(
    settings: BaseSettings, opened: Sequence[OpenArchive], opts: argparse.Namespace
) -> tuple[list[Choice], list[str]]:
    """What is chosen of each archive; and lines for people on what could not be, where something is left out.

    :raises ArgumentError: nothing that an option names is there, or one article is in several archives
    """
    choices = [Choice(*_dates(one, opts), one.after) for one in opened]
    for kind in KINDS:
        if given := getattr(opts, kind):
            choices = [
                replace(choice, values=(*choice.values, (names.column, meant)))
                for choice, (names, meant) in zip(choices, _named(opened, kind, given), strict=True)
            ]
    notes = list[str]()
    if opts.search is not None:
        found, notes = searched_articles(opened, opts.search)
        choices = _within(choices, found)
    if opts.ids:
        named, left_out = named_articles(settings, opened, opts.ids)
        choices = _within(choices, named)
        notes += [f"{line}, and is left out" for line in left_out]
    return choices, notes


def _within(choices: Iterable[Choice], articles: Iterable[frozenset[int]]) -> list[Choice]:
    """Of each archive what is chosen and among these."""
    return [
        replace(choice, articles=its if choice.articles is None else choice.articles & its)
        for choice, its in zip(choices, articles, strict=True)
    ]


def _dates(one: OpenArchive, opts: argparse.Namespace) -> tuple[datetime | None, datetime | None]:
    given = {name: value for name in ("since", "until") if (value := getattr(opts, name)) is not None}
    arguments = parse_arguments(given, one.site.profile)
    return arguments.since, arguments.until


def _named(
    opened: Sequence[OpenArchive], kind: Kind, given: Iterable[str]
) -> list[tuple[Names, frozenset[str]]]:
    """What each archive has under the names that were given; they may have commas themselves."""
    names = [_names(one, kind) for one in opened]

    def is_name(text: str) -> bool:
        return any(its.meant(text) for its in names)

    words = [word for value in given for word in listed(value, is_name)]
    if not words:
        raise ArgumentError(f"--{kind} is empty; give one or more, with commas")
    for word in words:
        if not any(its.meant(word) for its in names):
            raise ArgumentError(_unknown(kind, word, opened, names))
    return [(its, frozenset().union(*map(its.meant, words))) for its in names]


def _names(one: OpenArchive, kind: Kind) -> Names:
    with catalog_errors(one.site.catalog):
        return names_of(one.rows, kind, one.site.profile)


def _unknown(kind: Kind, word: str, opened: Sequence[OpenArchive], names: Sequence[Names]) -> str:
    forms = [form for its in names for name, also in its.others.items() for form in (name, *also)]
    said = [_told(list(its)) for its in names]
    there = f"there are {said[0]}" if said[0] else "there is none"
    if len(opened) > 1:
        there = "; ".join(
            f"{one.site.name} has {its or 'none'}" for one, its in zip(opened, said, strict=True)
        )
    return f"--{kind} {printable(word)}: no post is of it; {did_you_mean([word], forms)}{there}"


def _told(names: list[str]) -> str:
    more = f" and {len(names) - _TOLD:,} more" if len(names) > _TOLD else ""
    return ", ".join(map(printable, names[:_TOLD])) + more
