"""
From the JSON document of one of our orders back to the value, beside classes of the same fields.
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from harness import Case, Comparison, Work
from json_classes import attrs_class, built, pydantic_class, struct

ORJSON = "orjson.loads alone, to dicts"
OURS = "ours: documents.loads"
OURS_ORJSON = "ours: orjson.loads and documents.from_data"

MANY = 300  # different orders

MONEY = {"amount": Decimal, "currency": str}
ORDER: dict[str, Any] = {
    "type": str,
    "format": int,
    "id": str,
    "kind": str,
    "placed_at": datetime,
    "total": MONEY,
    "items_total": MONEY,
    "unit_prices": [MONEY],
    "paid": bool,
    "delivered": dict.fromkeys(
        ("dispatch", "collection", "auto_cancel", "auto_cancel_uncollected"), datetime
    ),
}


def document(number: int) -> bytes:
    """
    The document of an order, as `documents.dumps` writes it.
    """
    price = {"amount": f"{1000 * (number + 1)}", "currency": "VND"}
    order = {
        "type": "Order",
        "format": 1,
        "id": f"synthetic-{number:09d}",
        "kind": "standard",
        "placed_at": f"2025-09-04T01:{number % 60:02d}:16+00:00",
        "total": price,
        "items_total": price,
        "unit_prices": [price],
        "paid": False,
        "delivered": {
            "dispatch": "2025-09-04T09:00:00+00:00",
            "collection": "2025-09-04T16:59:59+00:00",
            "auto_cancel": "2025-09-06T16:59:59+00:00",
            "auto_cancel_uncollected": "2025-09-08T16:59:59+00:00",
        },
    }
    return json.dumps(order).encode()


def called(run: Any, count: int) -> Work:
    """
    A row of the table.
    """
    return Work(run, [document(number % MANY) for number in range(count)], answers=told)


def told(order: Any) -> tuple[Any, ...]:
    """
    What every row must have understood.
    """
    if isinstance(order, dict):
        placed, due = order["placed_at"], order["delivered"]["dispatch"]
        total = order["total"]
        return (
            order["id"],
            Decimal(total["amount"]),
            total["currency"],
            datetime.fromisoformat(placed),
            datetime.fromisoformat(due),
        )
    total = order.total
    return order.id, total.amount, total.currency, order.placed_at, order.delivered.dispatch


def by_orjson(count: int) -> Work:
    """
    To dicts alone.
    """
    import orjson

    return called(orjson.loads, count)


def by_msgspec(count: int) -> Work:
    """
    Decoded straight into structs.
    """
    import msgspec

    return called(msgspec.json.Decoder(built(ORDER, struct, "Order")).decode, count)


def by_pydantic(count: int) -> Work:
    """
    Decoded straight into models.
    """
    return called(built(ORDER, pydantic_class, "Order").model_validate_json, count)


def by_cattrs(count: int) -> Work:
    """
    Decoded to dicts and structured into frozen attrs classes.
    """
    from cattrs.preconf.orjson import make_converter

    converter = make_converter()
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    order = built(ORDER, attrs_class, "Order")
    return called(lambda line: converter.loads(line, order), count)


def ours(count: int) -> Work:
    """
    Our order, every value checked.
    """
    from tiktok_presale import Order
    from tiktok_presale.adapters.documents import loads

    return called(lambda line: loads(line, Order), count)


def ours_with_orjson(count: int) -> Work:
    """
    The same, decoded with orjson.
    """
    import orjson

    from tiktok_presale import Order
    from tiktok_presale.adapters.documents import from_data

    return called(lambda line: from_data(orjson.loads(line), Order), count)


def comparison() -> Comparison:
    """
    The table.
    """
    return Comparison(
        title="One order of ours from its document to the value",
        cases=(
            Case(ORJSON, by_orjson, ("orjson",)),
            Case(OURS, ours, ("cattrs",)),
            Case(OURS_ORJSON, ours_with_orjson, ("cattrs", "orjson")),
            Case("msgspec Struct", by_msgspec, ("msgspec",)),
            Case("pydantic", by_pydantic, ("pydantic",)),
            Case("cattrs with orjson, attrs.frozen", by_cattrs, ("cattrs", "orjson")),
        ),
        reference=ORJSON,
        size=MANY,
    )
