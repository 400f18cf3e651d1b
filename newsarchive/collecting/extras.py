"""Packages that only some collections need."""

import importlib
from typing import Any

from newsarchive.exceptions import ArgumentError


def from_extra(module: str, extra: str) -> Any:
    """A module of a package that an extra of ours installs.

    :raises ArgumentError: it is not installed; the message says how to install it
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ArgumentError(
            f"this collection needs {package}, which is not installed: "
            f"pip install 'newsarchive[{extra}]'; in a checkout: make develop"
        ) from error
