"""
Which release of the time zone database the days of a table were read from.
"""

from __future__ import annotations

import zoneinfo
from functools import cache
from importlib import import_module
from pathlib import Path

__all__ = ["zone_version"]

# The first line of the file reads "# version 2026f".
_HEAD = "# version "


@cache
def zone_version() -> str:
    """
    The release, such as "2026f"; "" where neither the system nor the package `tzdata` says it.
    """
    for folder in zoneinfo.TZPATH:
        found = _version_in(Path(folder) / "tzdata.zi")
        if found:
            return found
    try:
        return str(import_module("tzdata").IANA_VERSION)
    except ModuleNotFoundError:
        return ""


def _version_in(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as lines:
            head = lines.readline().strip()
    except OSError:
        return ""
    return head.removeprefix(_HEAD) if head.startswith(_HEAD) else ""
