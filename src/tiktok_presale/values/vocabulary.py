"""
The closed sets of words that facts, policies and rules share.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

__all__ = [
    "Anchor",
    "ApplicationStage",
    "Base",
    "DeadlineName",
    "Event",
    "OrderKind",
    "Payee",
    "Trigger",
    "Weekday",
]


class Weekday(IntEnum):
    """
    Days of the week, numbered as `datetime.date.weekday` numbers them.
    """

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class OrderKind(StrEnum):
    """
    How the goods of an order come about, which decides the rules it falls under.
    """

    STANDARD = "standard"
    PRE_ORDER = "pre_order"
    BACK_ORDER = "back_order"
    CUSTOM = "custom"
    MADE_TO_ORDER = "made_to_order"


class Event(StrEnum):
    """
    Three things that happen to a parcel; different rules look at different ones.
    """

    DISPATCH = "dispatch"
    """Handed over in the system: tracking added, shipment arranged."""
    COLLECTION = "collection"
    """Scanned by the carrier."""
    DELIVERY = "delivery"
    """Received by the buyer."""


class Anchor(StrEnum):
    """
    The moment from which a clock runs.
    """

    PLACED = "placed"
    PAID = "paid"
    BALANCE_PAID = "balance_paid"
    AWAITING_SHIPMENT = "awaiting_shipment"
    RELEASE = "release"
    DISPATCH_DEADLINE = "dispatch_deadline"


class DeadlineName(StrEnum):
    """
    The deadlines of an order: two that make it late, two that cancel it, and delivery.
    """

    DISPATCH = "dispatch"
    COLLECTION = "collection"
    AUTO_CANCEL = "auto_cancel"
    AUTO_CANCEL_UNCOLLECTED = "auto_cancel_uncollected"
    DELIVERY = "delivery"


class Trigger(StrEnum):
    """
    What makes a charge fall due.
    """

    LATE = "late"
    LATE_COLLECTION = "late_collection"
    CANCELLED = "cancelled"


class Payee(StrEnum):
    """
    Who receives a charge.
    """

    BUYER = "buyer"
    PLATFORM = "platform"
    CARRIER = "carrier"


class Base(StrEnum):
    """
    What a percentage is taken of.
    """

    ORDER = "order"
    """All that the buyer paid."""
    ITEMS = "items"
    """The price of the goods alone."""
    UNIT = "unit"
    """The price of each unit, one by one."""


class ApplicationStage(StrEnum):
    """
    Where a seller stands who asks for presale; some criteria bind only at some stages.
    """

    FIRST_SHOP = "first_shop"
    ADDITIONAL_SHOP = "additional_shop"
    KEEPING = "keeping"
