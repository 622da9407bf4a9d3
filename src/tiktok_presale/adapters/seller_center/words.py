"""
The words that files use for statuses, people and kinds, in the languages that sources show.

English is valid in every file: localized files have it too. Sources: the reference of files, 9.1
(EN, TH and ID statuses, "Awaiting release", "User"); the constants of public importers of these
files for Malaysia ("To Ship", "Canceled"), for Indonesia (status dictionary, "Dikirim oleh
Penjual") and for Spain ("Fulfillment by TikTok Shop", "Fulfilled by seller").
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from tiktok_presale.facts.orders import Party, Stage
from tiktok_presale.values.vocabulary import OrderKind

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = [
    "BY_SELLER",
    "CASH_ON_DELIVERY",
    "KINDS",
    "PARTIES",
    "PROGRESS",
    "REFINED",
    "STATUSES",
    "SUBSTATUSES",
    "WORDS",
    "Status",
    "Substatus",
    "fold",
    "status_words",
    "substatus_words",
    "taught",
]

T = TypeVar("T")


class Status(StrEnum):
    """
    What the column "Order Status" says.
    """

    UNPAID = "Unpaid"
    ON_HOLD = "On hold"
    TO_SHIP = "To ship"
    SHIPPED = "Shipped"
    COMPLETED = "Completed"
    CANCELED = "Canceled"


class Substatus(StrEnum):
    """
    What the column "Order Substatus" says, as far as it tells more than the status.
    """

    AWAITING_RELEASE = "Awaiting release"
    AWAITING_SHIPMENT = "Awaiting shipment"
    AWAITING_COLLECTION = "Awaiting collection"
    IN_TRANSIT = "In transit"
    DELIVERED = "Delivered"


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    r"""
    A word as it is compared: without case, byte order mark and doubled blanks.

    Thai is written with one sign or with two that look the same; here both are one.

    Examples:
        >>> fold("\ufeff Order  ID ")
        'order id'
    """
    # A byte order mark is no blank to Python; one stands before the first header.
    composed = unicodedata.normalize("NFKC", word.replace("\ufeff", ""))
    return " ".join(composed.split()).casefold()


def _table(words: Mapping[str, T]) -> dict[str, T]:
    return {fold(word): meant for word, meant in words.items()}


_STATUSES = {
    **{status.value: status for status in Status},
    "Cancelled": Status.CANCELED,
    # Thai
    "ค้างชำระ": Status.UNPAID,
    "ที่จะจัดส่ง": Status.TO_SHIP,
    "จัดส่งแล้ว": Status.SHIPPED,
    "เสร็จสมบูรณ์": Status.COMPLETED,
    "ยกเลิกแล้ว": Status.CANCELED,
    # Indonesian
    "Belum dibayar": Status.UNPAID,
    "Perlu dikirim": Status.TO_SHIP,
    "Dikirim": Status.SHIPPED,
    "Selesai": Status.COMPLETED,
    "Dibatalkan": Status.CANCELED,
}

_SUBSTATUSES = {
    **{substatus.value: substatus for substatus in Substatus},
    # Thai
    "รอเข้ารับ": Substatus.AWAITING_COLLECTION,
    "อยู่ระหว่างขนส่ง": Substatus.IN_TRANSIT,
    "จัดส่งสำเร็จ": Substatus.DELIVERED,
    # Indonesian
    "Menunggu pengiriman": Substatus.AWAITING_SHIPMENT,
    "Menunggu pengambilan": Substatus.AWAITING_COLLECTION,
    "Dalam pengiriman": Substatus.IN_TRANSIT,
    "Terkirim": Substatus.DELIVERED,
}

STATUSES, SUBSTATUSES = _table(_STATUSES), _table(_SUBSTATUSES)

# How far an order has come at least, and whether the seller cannot ship it yet. Statuses that are
# missing here tell all by themselves, whatever their substatus.
PROGRESS: dict[tuple[Status, Substatus | None], tuple[Stage, bool]] = {
    (Status.TO_SHIP, None): (Stage.PLACED, False),
    (Status.TO_SHIP, Substatus.AWAITING_RELEASE): (Stage.PLACED, True),
    (Status.TO_SHIP, Substatus.AWAITING_SHIPMENT): (Stage.PLACED, False),
    (Status.TO_SHIP, Substatus.AWAITING_COLLECTION): (Stage.DISPATCHED, False),
    (Status.SHIPPED, None): (Stage.COLLECTED, False),
    (Status.SHIPPED, Substatus.IN_TRANSIT): (Stage.COLLECTED, False),
    (Status.SHIPPED, Substatus.DELIVERED): (Stage.DELIVERED, False),
    (Status.UNPAID, None): (Stage.PLACED, True),
    (Status.ON_HOLD, None): (Stage.PLACED, True),
    (Status.COMPLETED, None): (Stage.DELIVERED, False),
    (Status.CANCELED, None): (Stage.PLACED, False),
}

# Statuses that their substatus tells more about; an unknown one may hide that the order is held.
REFINED = frozenset({Status.TO_SHIP, Status.SHIPPED})

# English in localized files too (9.1). Blank is seen for sample orders and proves nothing.
KINDS = _table({"Normal": OrderKind.STANDARD, "Pre-order": OrderKind.PRE_ORDER})

# "User" is seen; the others are the Open API's own words (2.6).
PARTIES = _table(
    {
        "User": Party.BUYER,
        "Buyer": Party.BUYER,
        "Seller": Party.SELLER,
        "System": Party.SYSTEM,
        "Operator": Party.SYSTEM,
    }
)

BY_SELLER = _table(
    {
        "Fulfilled by seller": True,
        "Fulfillment by seller": True,
        "Dikirim oleh Penjual": True,
        "Fulfilled by TikTok Shop": False,
        "Fulfillment by TikTok Shop": False,
    }
)

CASH_ON_DELIVERY = _table({"COD": True})

# The English words that words of another language may stand for.
WORDS: tuple[str, ...] = (
    *(status.value for status in Status),
    *(substatus.value for substatus in Substatus),
    "Normal",
    "Pre-order",
    "User",
    "Seller",
    "System",
    "Fulfilled by seller",
    "Fulfillment by TikTok Shop",
    "COD",
)


def taught(table: Mapping[str, T], given: Mapping[str, str]) -> dict[str, T]:
    """
    A table with a layout's own words in it, which stand for English ones.
    """
    own = {
        fold(word): table[fold(english)]
        for word, english in given.items()
        if fold(english) in table
    }
    return {**table, **own}


def status_words() -> tuple[str, ...]:
    """
    All words for statuses, for an error that lists them.
    """
    return tuple(_STATUSES)


def substatus_words(status: Status) -> tuple[str, ...]:
    """
    All words for the substatuses of a status.
    """
    return tuple(word for word, meant in _SUBSTATUSES.items() if (status, meant) in PROGRESS)
