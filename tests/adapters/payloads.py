"""
Sample payloads, and the smallest order that can be read.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "data" / "samples"


def sample(name: str) -> Any:
    """
    The decoded JSON of one sample.
    """
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def minimal(**fields: object) -> dict[str, Any]:
    """
    An order with nothing but what is required, and *fields*.
    """
    return {
        "id": "1",
        "status": "AWAITING_SHIPMENT",
        "create_time": 1756949956,
        "payment": {"currency": "VND", "total_amount": "219000"},
        **fields,
    }


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """
    The ways to every leaf that is set.
    """
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, found in inner:
        if isinstance(found, dict | list):
            yield from leaves(found, (*path, key))
        elif found not in (None, ""):
            yield (*path, key)


def named(path: tuple[str | int, ...]) -> str:
    """
    A way to a leaf as loss reports write it.
    """
    text = ""
    for key in path:
        text += "[]" if isinstance(key, int) else f".{key}" if text else key
    return text


def replaced(payload: Any, path: tuple[str | int, ...], value: object) -> Any:
    """
    A copy of a payload with another value at one place.
    """
    copy = deepcopy(payload)
    holder = copy
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return copy


def at(payload: Any, path: tuple[str | int, ...]) -> Any:
    """
    What stands at one place of a payload.
    """
    for key in path:
        payload = payload[key]
    return payload
