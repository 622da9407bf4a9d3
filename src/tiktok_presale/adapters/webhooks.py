"""
Webhooks: what has happened, and what to fetch to know what follows.

No event carries an order type, a release date or a deadline. So the answer names the calls whose
answers do, with the ids to ask for.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, final

import attrs

from tiktok_presale.adapters.cancellations import status_of
from tiktok_presale.adapters.envelopes import Found, Shape, read_each
from tiktok_presale.adapters.order_fields import CANCELLED, STAGES
from tiktok_presale.adapters.payload import PayloadFields, short
from tiktok_presale.values.checks import aware, aware_or_none
from tiktok_presale.values.closed import Value
from tiktok_presale.values.text import message
from tiktok_presale.values.untyped import list_of, table_of

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Event", "Fetch", "Topic", "read_events"]

_SHAPE = Shape(
    many=("events",),
    one="event",
    keys=("tts_notification_id",),
    marks=("type", "timestamp"),
    beside="type",  # the official examples share one notification id
)


class Topic(IntEnum):
    """
    What an event is about, by the platform's number.
    """

    ORDER_STATUS = 1
    RECIPIENT_ADDRESS = 3
    PACKAGE = 4
    PRODUCT_STATUS = 5
    DEAUTHORISED = 6
    AUTHORISATION_ENDS = 7
    CANCELLATION = 11
    RETURN = 12
    PRODUCT_CHANGED = 15
    PRODUCT_CREATED = 16
    INVENTORY = 27
    PRODUCT_AUDIT = 37


@final
@attrs.frozen
class Fetch(Value):
    """
    One call to make.

    Args:
        call: The call, such as "GET /order/202309/orders".
        parameter: The parameter that takes the ids.
        ids: What to ask for.
        why: Why, as the key of its text.
    """

    call: str
    parameter: str
    ids: tuple[str, ...]
    why: str

    def explain(self, language: str = "en") -> str:
        """
        The call, and why it is needed.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        reason = message(language, f"fetch.{self.why}")
        ids = ", ".join(self.ids)
        return message(
            language, "fetch.call", call=self.call, parameter=self.parameter, ids=ids, reason=reason
        )


@final
@attrs.frozen(kw_only=True)
class Event(Value):
    """
    One event.

    Args:
        type: The platform's number.
        id: The id of the notification; older events have none, and repeats cannot be told then.
        shop_id: The shop.
        sent_at: When it was sent.
        happened_at: When it happened, where the event says so.
        status: The new status, in the word that the endpoints use: CANCELLED, and never CANCEL.
        detail: What else it says: the role that asked, the kind of change.
        held: Whether the order is, or was, on hold.
        changed: The fields that changed; presale terms are never among them.
        ids: The ids that it names, by their fields.
        fetch: What to fetch.
    """

    type: int
    id: str | None = None
    shop_id: str | None = None
    sent_at: datetime = attrs.field(validator=aware)
    happened_at: datetime | None = attrs.field(default=None, validator=aware_or_none)
    status: str | None = None
    detail: str | None = None
    held: bool | None = None
    changed: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()
    fetch: tuple[Fetch, ...] = ()

    @property
    def topic(self) -> Topic | None:
        """
        What it is about; None where the number is not known here.
        """
        return Topic(self.type) if self.type in _TOPICS else None

    def explain(self, language: str = "en") -> str:
        """
        What has happened, and what to fetch; an event that is not known says so.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """
        key = "unknown" if self.topic is None else self.topic.name.lower()
        lines = [message(language, f"event.{key}", type=self.type)]
        if self.id is None:
            lines.append(message(language, "event.nameless"))
        return "\n".join([*lines, *(one.explain(language) for one in self.fetch)])


_TOPICS = frozenset(Topic)
_ORDER = ("GET /order/202309/orders", "ids", "order_id")
_PRODUCT = ("GET /product/202309/products/{product_id}", "product_id", "product_id")
_CANCELLATION = ("POST /return_refund/202309/cancellations/search", "cancel_ids", "cancel_id")
_RETURN = ("POST /return_refund/202309/returns/search", "return_ids", "return_id")
_PACKAGE = ("GET /fulfillment/202309/packages/{package_id}", "package_id", "package_id")

# The calls that answer what an event of each type leaves open: call, parameter, id, and why.
_CALLS: dict[Topic, tuple[tuple[tuple[str, str, str], str], ...]] = {
    Topic.ORDER_STATUS: ((_ORDER, "deadlines"),),
    Topic.RECIPIENT_ADDRESS: ((_ORDER, "order_again"),),
    Topic.PACKAGE: ((_PACKAGE, "package"), (_ORDER, "deadlines")),
    Topic.PRODUCT_STATUS: ((_PRODUCT, "terms"),),
    Topic.DEAUTHORISED: (),
    Topic.AUTHORISATION_ENDS: (),
    Topic.CANCELLATION: ((_CANCELLATION, "answer"), (_ORDER, "order_again")),
    Topic.RETURN: ((_RETURN, "answer"), (_ORDER, "order_again")),
    Topic.PRODUCT_CHANGED: ((_PRODUCT, "terms"),),
    Topic.PRODUCT_CREATED: ((_PRODUCT, "terms"),),
    Topic.INVENTORY: ((_PRODUCT, "stock"),),
    Topic.PRODUCT_AUDIT: ((_PRODUCT, "terms"),),
}
_IDS = ("order_id", "cancel_id", "return_id", "product_id", "sku_id", "package_id")
_STATUSES = ("order_status", "cancel_status", "return_status", "status")
_DETAILS = ("cancellations_role", "return_type", "role_type", "sc_type")
_TIMES = ("update_time", "create_time")


def read_events(payload: object) -> Found[Event]:
    """
    Read webhooks: one event, or a list of them.

    Args:
        payload: The decoded JSON of the call, or several in a list.

    Raises:
        PayloadError: If there are none to be found in *payload* at all.

    Examples:
        >>> event, = read_events({"type": 1, "shop_id": "7", "timestamp": 1644412885,
        ...     "data": {"order_id": "57", "order_status": "CANCEL"}}).found
        >>> event.status, event.fetch[0].call, event.fetch[0].ids
        ('CANCELLED', 'GET /order/202309/orders', ('57',))
    """
    single = table_of(payload)
    alone = single is not None and "type" in single  # whose `data` is no envelope
    return read_each([single] if alone else payload, _SHAPE, _event)


class _Fields(PayloadFields):
    """
    One event, field by field.
    """

    what: ClassVar[str] = "event"

    def __init__(self, table: dict[str, object], place: str) -> None:
        self.table = table
        self.id = place
        self.type = self._type()
        self.data = self.inner("data")

    def event(self) -> Event:
        """
        The event, and what to fetch for it.
        """
        ids = self.ids()
        return self.made(
            Event,
            type=self.type,
            id=self.ident("tts_notification_id"),
            shop_id=self.ident("shop_id"),
            sent_at=self.time("timestamp", required=True),
            happened_at=self._happened(),
            status=self._status(),
            detail=self._detail(),
            held=self.flag("is_on_hold_order", self.data),
            changed=self._texts("changed_fields", self.data),
            ids=ids,
            fetch=_fetches(self.type, ids),
        )

    def _type(self) -> int:
        given = self.count("type")
        if given is None:
            raise self.problem("type", "is missing")
        return given

    def _happened(self) -> datetime | None:
        times = (self.time(field, self.data) for field in _TIMES)
        return next((time for time in times if time is not None), None)

    def _first(self, fields: tuple[str, ...]) -> tuple[str, str]:
        """
        The first of several texts that is set, with its field.
        """
        texts = ((field, self.text(field, self.data, "data.")) for field in fields)
        return next((pair for pair in texts if pair[1]), ("", ""))

    def _status(self) -> str | None:
        """
        The status in the word of the endpoints; an order's and a cancellation's must be known.
        """
        field, given = self._first(_STATUSES)
        if field == "order_status":
            if given not in STAGES:
                raise self.problem("data.order_status", f"{short(given)} is no status of an order")
            return "CANCELLED" if given in CANCELLED else given
        if field == "cancel_status":
            status = status_of(given)
            if status is None:
                problem = f"{short(given)} is no status of a cancellation"
                raise self.problem("data.cancel_status", problem)
            return status.value
        return given or None

    def _detail(self) -> str | None:
        return ", ".join(filter(None, (self.text(f, self.data, "data.") for f in _DETAILS))) or None

    def ids(self) -> tuple[tuple[str, str], ...]:
        """
        Every id that it names, each once.
        """
        found = [(field, self.ident(field, self.data, "data.")) for field in _IDS]
        for package in self.tables("package_list", self.data):
            found.append(("package_id", self.ident("package_id", package, "data.package_list.")))
            found += [("order_id", one) for one in self._texts("order_id_list", package)]
        return tuple(dict.fromkeys((field, given) for field, given in found if given))

    def _texts(self, field: str, table: dict[str, object]) -> tuple[str, ...]:
        """
        A list of texts; empty where it is not set.
        """
        given = table.get(field)
        entries = list_of([] if given in (None, "") else given)
        if entries is None:
            raise self.problem(f"data.{field}", f"must be a list, not {short(given)}")
        return tuple(self._told(field, entry) for entry in entries)

    def _told(self, field: str, entry: object) -> str:
        found = self.ident(field, {field: entry}, "data.")
        if found is None:
            raise self.problem(f"data.{field}", "holds an empty entry")
        return found


def _fetches(number: int, ids: tuple[tuple[str, str], ...]) -> tuple[Fetch, ...]:
    """
    The calls for an event; none where it is not known, or names nothing to ask for.
    """
    calls = _CALLS[Topic(number)] if number in _TOPICS else ()
    found: list[Fetch] = []
    for (call, parameter, field), why in calls:
        asked = tuple(given for name, given in ids if name == field)
        if asked:
            found.append(Fetch(call, parameter, asked, why))
    return tuple(found)


def _event(table: dict[str, object], place: str) -> Event:
    return _Fields(table, place).event()
