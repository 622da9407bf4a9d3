"""
What tests of frames share: orders as columns of plain values, and blocks back as plain values.
"""

from datetime import UTC, date, datetime, timedelta

from tiktok_presale import BusinessDays, ReleaseOn, ShipWithin
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def fields_of(order):
    """
    One order as plain values by field: instants in UTC, money in minor units.
    """
    promise = order.promise
    days = promise.days if isinstance(promise, ShipWithin) else None
    release = promise if isinstance(promise, ReleaseOn) else None
    unit = "business" if isinstance(days, BusinessDays) else "calendar"
    found = {name: getattr(order, name, None) for name in ORDER_FIELDS}
    found |= {
        "kind": order.kind.value,
        "total": order.total.minor,
        "currency": order.total.currency,
        "items_total": None if order.items_total is None else order.items_total.minor,
        "promise_days": None if days is None else days.count,
        "promise_unit": None if days is None else unit,
        "release_on": None if release is None else release.on,
        "release_zone": None if release is None else release.zone,
        "cancelled_by": None if order.cancelled_by is None else order.cancelled_by.value,
        "stage": order.stage.name.lower(),
    }
    found |= {field: order.delivered.get(name) for name, field in PLATFORM_FIELDS.items()}
    return {
        name: value.astimezone(UTC) if isinstance(value, datetime) else value
        for name, value in found.items()
    }


def columns_of(orders):
    """
    Orders as columns of plain values by field.
    """
    rows = [fields_of(order) for order in orders]
    return {name: [row[name] for row in rows] for name in ORDER_FIELDS}


def plain(column, form):
    """
    A column that was read, as plain values; "bad" where a row cannot be read.
    """
    rows = range(len(column.values))
    present = [True for _ in rows] if column.present is None else list(column.present)
    bad = [False for _ in rows] if column.bad is None else list(column.bad)
    assert not any(one and other for one, other in zip(present, bad, strict=True))
    return [
        "bad" if bad[row] else _value(column, form, row) if present[row] else None for row in rows
    ]


def _value(column, form, row):
    value = column.values[row]
    if form is Form.WORD:
        return column.words[value]
    if form is Form.INSTANT:
        return EPOCH + timedelta(microseconds=int(value))
    if form is Form.DAY:
        return date(1970, 1, 1) + timedelta(days=int(value))
    return value.item() if hasattr(value, "item") else value
