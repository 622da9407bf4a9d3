"""
Sample payloads, and the smallest order that can be read.
"""

import json
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
