"""
Tables and lists out of TOML and JSON, whose values have no types yet.
"""

from __future__ import annotations

from typing import cast

__all__ = ["list_of", "table_of"]


def table_of(value: object) -> dict[str, object] | None:
    """
    *value* if it is a table; None if it is anything else.

    Examples:
        >>> table_of({"id": "1"}), table_of("1")
        ({'id': '1'}, None)
    """
    # TOML and JSON know no keys but text.
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def list_of(value: object) -> list[object] | None:
    """
    *value* if it is a list; None if it is anything else.

    Examples:
        >>> list_of([1, "a"]), list_of("a")
        ([1, 'a'], None)
    """
    return cast("list[object]", value) if isinstance(value, list) else None
