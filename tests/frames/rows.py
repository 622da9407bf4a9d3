"""
What tests of frames share: orders as columns of plain values, and blocks back as plain values.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tiktok_presale import BusinessDays, CalendarDays, Money, ReleaseOn, ShipWithin
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(instant):
    """
    An instant as columns hold it.
    """
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(count):
    """
    The instant of a number of microseconds.
    """
    return EPOCH + timedelta(microseconds=count)


def fields_of(order):
    """
    One order as plain values by field: instants in UTC, money in minor units.
    """
    promise = order.promise
    days = promise.days if isinstance(promise, ShipWithin) else None
    release = promise if isinstance(promise, ReleaseOn) else None
    unit = None if days is None else "business" if isinstance(days, BusinessDays) else "calendar"
    found = {name: getattr(order, name, None) for name in ORDER_FIELDS}
    found |= {
        "market": None,
        "kind": order.kind.value,
        "total": order.total.minor,
        "currency": order.total.currency,
        "items_total": None if order.items_total is None else order.items_total.minor,
        "promise_days": None if days is None else days.count,
        "promise_unit": unit,
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


def plain(column, form, rows):
    """
    A column that was read, as plain values; "bad" where a row cannot be read.
    """
    found = []
    for row in range(rows):
        place = 0 if len(column.values) == 1 else row
        value = column.values[place]
        present = column.present
        if column.bad is not None and column.bad[row]:
            assert present is not None
            assert not present[row]
            found.append("bad")
        elif present is not None and not present[0 if len(present) == 1 else row]:
            found.append(None)
        elif form is Form.WORD:
            found.append(column.words[value])
        elif form is Form.INSTANT:
            found.append(instant(int(value)))
        elif form is Form.DAY:
            found.append(date(1970, 1, 1) + timedelta(days=int(value)))
        elif form is Form.SPAN:
            found.append(timedelta(microseconds=int(value)))
        else:
            found.append(value.item())
    return found


def money(minor, currency):
    """
    An amount of minor units as a Decimal.
    """
    text = str(Money.from_minor(minor, currency)).partition(" ")[0]
    return text


__all__ = ["BusinessDays", "CalendarDays", "ZoneInfo", "columns_of", "fields_of", "micros", "plain"]
