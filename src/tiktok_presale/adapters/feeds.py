"""
Deadlines of orders and sales of offers as a calendar to subscribe to (extra: `feeds`).

An entry keeps its identity from one feed to the next, so that a calendar updates what it has: what
moved, moves; what was cancelled, is struck out; what has happened, is gone. A feed names orders and
offers by their ids and nothing of their buyers.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tiktok_presale.facts.offers import Offer
from tiktok_presale.facts.orders import Order
from tiktok_presale.facts.promises import ReleaseOn
from tiktok_presale.rules.deadlines import Deadlines
from tiktok_presale.values.checks import check_aware, check_kind
from tiktok_presale.values.errors import MissingExtraError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.instants import utc
from tiktok_presale.values.text import message

try:
    from icalendar import Alarm, Calendar, Event, Todo
except ImportError:
    raise MissingExtraError("icalendar", "feeds") from None

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from tiktok_presale.rules.deadlines import Deadline

__all__ = ["deadline_feed", "sale_feed"]

_PRODUCT = "-//tiktok-presale//{language}//"
_AT = "@tiktok-presale"
_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def deadline_feed(
    orders: Iterable[tuple[Order, Deadlines]],
    *,
    at: datetime,
    language: str = "en",
    alarm: timedelta | None = None,
    tasks: bool = False,
) -> str:
    """
    The open deadlines of orders as iCalendar text, each at its instant in UTC.

    A deadline whose event has happened is left out. Those of a cancelled order stay, as cancelled.

    Args:
        orders: Each order with its deadlines, as `deadlines.of` gives them.
        at: The instant that the feed was made.
        language: The language of the texts.
        alarm: How long before each deadline the calendar shall ring; None for no alarm.
        tasks: Whether the entries are tasks (VTODO) rather than events (VEVENT).

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *alarm* is negative, or an order stands with another one's deadlines.
        UnknownLanguageError: If *language* has no catalogue.
        WrongTypeError: If something else than orders with their deadlines is given.

    Examples:
        >>> from zoneinfo import ZoneInfo
        >>> import tiktok_presale as tp
        >>> placed = datetime(2026, 1, 2, 9, tzinfo=ZoneInfo("Asia/Bangkok"))
        >>> order = tp.Order(id="o1", kind=tp.OrderKind.PRE_ORDER, placed_at=placed,
        ...                  promise=tp.ShipWithin(tp.CalendarDays(15)),
        ...                  total=tp.Money("899.00", "THB"))
        >>> th = tp.Policy.in_force("th", on=placed)
        >>> text = deadline_feed([(order, tp.deadlines.of(order, th))], at=placed)
        >>> [line for line in text.splitlines() if line.startswith(("DTSTART", "SUMMARY"))][:2]
        ['SUMMARY:Dispatch order o1', 'DTSTART:20260117T165959Z']
    """
    feed = _calendar("feed.deadlines", language)
    stamp = utc(check_aware("at", at))
    _check_alarm(alarm)
    for pair in orders:
        order, deadlines = _pair(pair)
        for deadline in _open(order, deadlines):
            entry = _deadline_entry(order, deadlines, deadline, language, tasks=tasks)
            _finish(entry, stamp, alarm, cancelled=order.cancelled_at is not None)
            feed.add_component(entry)
    return _text(feed)


def sale_feed(
    offers: Iterable[Offer],
    *,
    at: datetime,
    language: str = "en",
    alarm: timedelta | None = None,
) -> str:
    """
    The sale of each offer as iCalendar text, and its release day where it has one.

    Args:
        offers: The offers.
        at: The instant that the feed was made.
        language: The language of the texts.
        alarm: How long before each sale opens the calendar shall ring; None for no alarm.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        OutOfRangeError: If *alarm* is negative.
        UnknownLanguageError: If *language* has no catalogue.
        WrongTypeError: If something else than offers is given.
    """
    feed = _calendar("feed.sales", language)
    stamp = utc(check_aware("at", at))
    _check_alarm(alarm)
    for offer in offers:
        check_kind("offers", offer, Offer, "several Offers")
        for entry in _offer_entries(offer, language):
            _finish(entry, stamp, alarm, cancelled=False)
            feed.add_component(entry)
    return _text(feed)


def _add(part: Any, name: str, value: object, parameters: dict[str, str] | None = None) -> None:  # noqa: ANN401 - the package tells no type of what it adds
    part.add(name, value, parameters=parameters or {})


def _calendar(name: str, language: str) -> Calendar:
    feed = Calendar()
    _add(feed, "prodid", _PRODUCT.format(language=language.upper()))
    _add(feed, "version", "2.0")
    _add(feed, "method", "PUBLISH")
    _add(feed, "name", message(language, name))
    # The name as most calendars read it; that of RFC 7986 is younger.
    _add(feed, "x-wr-calname", message(language, name))
    return feed


def _text(feed: Calendar) -> str:
    content: bytes = feed.to_ical()
    return content.decode()


def _check_alarm(alarm: object) -> None:
    if alarm is not None and not isinstance(alarm, timedelta):
        raise WrongTypeError("alarm", "a timedelta or None", type(alarm).__name__)
    if alarm is not None and alarm < timedelta():
        raise OutOfRangeError("alarm", str(alarm), "zero or more")


def _pair(pair: object) -> tuple[Order, Deadlines]:
    match pair:
        case (Order() as order, Deadlines() as deadlines):
            if order.id != deadlines.order_id:
                raise OutOfRangeError("orders", deadlines.order_id, f"the deadlines of {order.id}")
            return order, deadlines
        case _:
            raise WrongTypeError("orders", "pairs of Order and Deadlines", type(pair).__name__)


def _open(order: Order, deadlines: Deadlines) -> Iterator[Deadline]:
    """
    The deadlines that are known, and whose event has not happened.
    """
    for deadline in deadlines.all():
        if deadline.due is not None and not order.happened(deadline.event):
            yield deadline


def _deadline_entry(
    order: Order, deadlines: Deadlines, deadline: Deadline, language: str, *, tasks: bool
) -> Event | Todo:
    due = utc(deadline.due or order.placed_at)
    market = deadlines.edition.partition("@")[0]
    entry = Todo() if tasks else Event()
    _add(entry, "uid", _uid(order.id, deadline.name, market))
    _add(entry, "summary", message(language, f"feed.{deadline.name}", order=_printable(order.id)))
    _add(entry, "description", _why(deadlines, deadline, language))
    _add(entry, "due" if tasks else "dtstart", due)
    return entry


def _why(deadlines: Deadlines, deadline: Deadline, language: str) -> str:
    """
    Who says so: the platform in the order, or a rule of an edition with its source.
    """
    if deadline.delivered is not None:
        return message(language, "feed.delivered")
    told = message(language, "feed.rule", rule=deadline.rule, edition=deadlines.edition)
    source = deadline.source
    return told if source is None else "\n".join(filter(None, (told, source.title, source.url)))


def _offer_entries(offer: Offer, language: str) -> Iterator[Event]:
    sku = _printable(offer.sku)
    sale = Event()
    _add(sale, "uid", _uid(offer.id, "sale"))
    _add(sale, "summary", message(language, "feed.sale", sku=sku))
    _add(sale, "dtstart", utc(offer.sale.opens))
    _add(sale, "dtend", utc(offer.sale.closes))
    yield sale
    if isinstance(offer.promise, ReleaseOn):
        yield _release(offer.id, sku, offer.promise.on, language)


def _release(offer_id: str, sku: str, day: date, language: str) -> Event:
    release = Event()
    _add(release, "uid", _uid(offer_id, "release"))
    _add(release, "summary", message(language, "feed.release", sku=sku))
    _add(release, "dtstart", day)  # a day without an hour: wherever it is read, it is that day
    return release


def _finish(
    entry: Event | Todo, stamp: datetime, alarm: timedelta | None, *, cancelled: bool
) -> None:
    """
    What every entry has: the instant of the feed, its status, its alarm; it blocks nobody's time.
    """
    task = isinstance(entry, Todo)
    _add(entry, "dtstamp", stamp)
    going_on = "NEEDS-ACTION" if task else "CONFIRMED"
    _add(entry, "status", "CANCELLED" if cancelled else going_on)
    if not task:
        _add(entry, "transp", "TRANSPARENT")
    if alarm is not None and not cancelled:
        ring = Alarm()
        _add(ring, "action", "DISPLAY")
        _add(ring, "description", str(entry["summary"]))
        _add(ring, "trigger", -alarm, {"RELATED": "END"} if task else None)
        entry.add_component(ring)


def _uid(*parts: str) -> str:
    # Ids are any text; an identity must survive every calendar, so it is plain ASCII.
    # With "=" for "%", since some readers take %2C for a comma.
    quoted = (quote(part, safe="", errors="backslashreplace") for part in parts)
    return ".".join(quoted).replace("%", "=") + _AT


def _printable(text: str) -> str:
    # Half a character and a bell have no place in a calendar; that something stood there has.
    return "".join(letter if letter.isprintable() else _UNPRINTABLE for letter in text)
