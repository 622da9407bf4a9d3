"""
From the JSON of one order to an object: our facts, and what other packages make of all its fields.

The payload is a real order of the Open API with its ids and times varied. Peers get the classes
that a user would write for it: "all fields" names each key of the payload, "the fields that rules
read" those that our facts are made of. Ours checks what it reads and keeps only that.
"""

# ruff: noqa: PLC0415 - a peer is imported by its own row, so that its absence costs that row alone

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import json_documents
from harness import Case, Comparison, Options, Work
from json_classes import attrs_class, built, pydantic_class, struct
from json_orders import ZONE, lines

ORJSON = "orjson.loads alone, to dicts"
OURS = "ours: orjson.loads and read_order"
OURS_JSON = "ours: json.loads and read_order"
CATTRS = "cattrs with orjson, attrs.frozen, all fields"
CATTRS_FEW = "cattrs with orjson, attrs.frozen, the fields that rules read"
PYDANTIC = "pydantic, all fields"
PYDANTIC_FEW = "pydantic, the fields that rules read"
MSGSPEC = "msgspec Struct, all fields"
MSGSPEC_FEW = "msgspec Struct, the fields that rules read"

MANY = 300  # different orders

# What each key of a part of the payload holds. Some stand in cancelled orders only, others only in
# running ones, so that all may be absent.
DISTRICT = {"address_level": str, "address_level_name": str, "address_name": str}
PACKAGE = {"id": str}
ITEM = {
    "currency": str,
    "id": str,
    "is_gift": bool,
    "package_id": str,
    "platform_discount": str,
    "product_id": str,
    "product_name": str,
    "seller_sku": str,
    "shipping_provider_id": str,
    "shipping_provider_name": str,
    "sku_id": str,
    "sku_image": str,
    "sku_name": str,
    "sku_type": str,
    "tracking_number": str,
    "display_status": str,
    "package_status": str,
    "original_price": str,
    "sale_price": str,
    "seller_discount": str,
}
PAYMENT = {
    "currency": str,
    "platform_discount": str,
    "shipping_fee_cofunded_discount": str,
    "shipping_fee_seller_discount": str,
    "tax": str,
    "original_shipping_fee": str,
    "original_total_product_price": str,
    "seller_discount": str,
    "shipping_fee": str,
    "shipping_fee_platform_discount": str,
    "sub_total": str,
    "total_amount": str,
}
ADDRESS = {
    "address_detail": str,
    "address_line1": str,
    "address_line2": str,
    "address_line3": str,
    "address_line4": str,
    "district_info": [DISTRICT],
    "first_name": str,
    "first_name_local_script": str,
    "full_address": str,
    "last_name": str,
    "last_name_local_script": str,
    "name": str,
    "phone_number": str,
    "postal_code": str,
    "region_code": str,
}
TIMES = ("create_time", "rts_sla_time", "tts_sla_time", "shipping_due_time", "collection_due_time")
FEW: dict[str, Any] = {
    "id": str,
    "status": str,
    "order_type": str,
    "fulfillment_type": str,
    **dict.fromkeys(TIMES, datetime),
    "cancel_time": datetime,
    "cancellation_initiator": str,
    "is_on_hold_order": bool,
    "is_cod": bool,
    "payment": {"currency": str, "sub_total": str, "total_amount": str},
    "line_items": [{"sku_id": str, "sale_price": str, "sku_type": str}],
}
ALL: dict[str, Any] = {
    **FEW,
    "buyer_email": str,
    "buyer_message": str,
    "cancel_order_sla_time": datetime,
    "cancel_reason": str,
    "commerce_platform": str,
    "delivery_option_id": str,
    "delivery_option_name": str,
    "delivery_type": str,
    "fulfillment_priority_level": int,
    "has_updated_recipient_address": bool,
    "is_replacement_order": bool,
    "is_sample_order": bool,
    "line_items": [ITEM],
    "packages": [PACKAGE],
    "payment": PAYMENT,
    "payment_method_name": str,
    "recipient_address": ADDRESS,
    "recommended_shipping_time": int,  # in milliseconds, as the platform sends it
    "shipping_provider": str,
    "shipping_provider_id": str,
    "shipping_type": str,
    "tracking_number": str,
    "update_time": datetime,
    "user_id": str,
    "warehouse_id": str,
}


def payloads(count: int) -> list[bytes]:
    """
    So many orders, some more than once.
    """
    different = list(lines(min(count, MANY)))
    return [different[number % len(different)] for number in range(count)]


def told(order: Any) -> tuple[Any, ...]:
    """
    What every row must have understood.
    """
    payment = order.payment
    return (
        order.id,
        payment.total_amount,
        payment.currency,
        *(stamp(getattr(order, name)) for name in TIMES),
        order.line_items[0].sale_price,
    )


def stamp(at: datetime | None) -> int | None:
    """
    Seconds since 1970.
    """
    return None if at is None else int(at.timestamp())


def told_of_dict(order: dict[str, Any]) -> tuple[Any, ...]:
    """
    The same from the plain JSON.
    """
    payment, item = order["payment"], order["line_items"][0]
    times = (order.get(name) for name in TIMES)
    return order["id"], payment["total_amount"], payment["currency"], *times, item["sale_price"]


def told_of_facts(order: Any) -> tuple[Any, ...]:
    """
    The same from our facts.
    """
    delivered = order.delivered
    return (
        order.id,
        str(order.total.amount),
        order.total.currency,
        stamp(order.placed_at),
        stamp(delivered.dispatch),
        stamp(delivered.collection),
        stamp(delivered.auto_cancel),
        stamp(delivered.auto_cancel_uncollected),
        str(order.unit_prices[0].amount),
    )


def by_msgspec(fields: dict[str, Any], count: int) -> Work:
    """
    Decoded straight into structs.
    """
    import msgspec

    decoder = msgspec.json.Decoder(built(fields, struct, "Order"), strict=False)
    return Work(decoder.decode, payloads(count), answers=told)


def by_pydantic(fields: dict[str, Any], count: int) -> Work:
    """
    Decoded straight into models.
    """
    model = built(fields, pydantic_class, "Order")
    return Work(model.model_validate_json, payloads(count), answers=told)


def by_cattrs(fields: dict[str, Any], count: int) -> Work:
    """
    Decoded to dicts and structured into frozen attrs classes.
    """
    from cattrs.preconf.orjson import make_converter

    converter = make_converter()
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromtimestamp(value, UTC))
    order = built(fields, attrs_class, "Order")
    return Work(lambda line: converter.loads(line, order), payloads(count), answers=told)


def by_orjson(count: int) -> Work:
    """
    To dicts alone.
    """
    import orjson

    return Work(orjson.loads, payloads(count), answers=told_of_dict)


def ours(decode: Callable[[bytes], Any], count: int) -> Work:
    """
    Our facts of one order.
    """
    from tiktok_presale.adapters.open_api import read_order

    return Work(
        lambda line: read_order(decode(line), seller_zone=ZONE),
        payloads(count),
        answers=told_of_facts,
    )


def ours_with_orjson(count: int) -> Work:
    """
    Decoded with orjson.
    """
    import orjson

    return ours(orjson.loads, count)


def tables(options: Options) -> Sequence[Comparison]:  # noqa: ARG001 - every group takes them
    """
    One table for the platform's payload, and one for our own documents.
    """
    return [
        Comparison(
            title="One order from JSON to an object",
            cases=(
                Case(ORJSON, by_orjson, ("orjson",)),
                Case(OURS, ours_with_orjson, ("orjson",)),
                Case(OURS_JSON, partial(ours, json.loads)),
                Case(MSGSPEC, partial(by_msgspec, ALL), ("msgspec",)),
                Case(MSGSPEC_FEW, partial(by_msgspec, FEW), ("msgspec",)),
                Case(PYDANTIC, partial(by_pydantic, ALL), ("pydantic",)),
                Case(PYDANTIC_FEW, partial(by_pydantic, FEW), ("pydantic",)),
                Case(CATTRS, partial(by_cattrs, ALL), ("cattrs", "orjson")),
                Case(CATTRS_FEW, partial(by_cattrs, FEW), ("cattrs", "orjson")),
            ),
            reference=ORJSON,
            size=MANY,
        ),
        json_documents.comparison(),
    ]


GROUPS = {"json_values": tables}
