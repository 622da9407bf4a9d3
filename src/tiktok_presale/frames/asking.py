"""
When are the orders of a frame due, where do they stand, and what does their lateness cost?
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

from tiktok_presale.frames.answers import AMOUNTS, ANSWERS, TIMELESS, check_answers
from tiktok_presale.frames.arrays import empty
from tiktok_presale.frames.arrow import pa
from tiktok_presale.frames.carriers import Plan, Question, answered
from tiktok_presale.frames.fields import ORDER_FIELDS, PLATFORM_FIELDS, Form
from tiktok_presale.frames.judging import Judge
from tiktok_presale.frames.sources import How, Reading
from tiktok_presale.frames.writing import Writing, finest
from tiktok_presale.values.checks import check_aware, check_text, member_of
from tiktok_presale.values.errors import OutOfRangeError, WrongTypeError
from tiktok_presale.values.vocabulary import DeadlineName

if TYPE_CHECKING:
    from tiktok_presale.facts.shops import Shop
    from tiktok_presale.frames.results import Room
    from tiktok_presale.frames.rulebooks import Rules
    from tiktok_presale.frames.tallies import Tally
    from tiktok_presale.values.calendars import BusinessCalendar

__all__ = ["OVERDUE", "OrdersQuestion", "deadlines", "overdue"]

F = TypeVar("F")

OVERDUE = (
    "state",
    "next",
    "next_due",
    "late",
    "late_by",
    "counts",
    *AMOUNTS,
    "findings",
    "edition",
    "problem",
)
"""
What `overdue` answers where nothing else is asked.
"""

_PARTS = ("due", "computed", "missing")

_FOR_DEADLINES = (
    *("market", "kind", "placed_at", "promise_days", "promise_unit", "release_on", "release_zone"),
    *("region", "paid_at", "balance_paid_at", "awaiting_shipment_at"),
    *PLATFORM_FIELDS.values(),
)
_FOR_MONEY = ("total", "currency", "items_total", "paid")
_DAY = timedelta(hours=24)


class OrdersQuestion(Question):
    """
    A question to frames of orders.

    Args:
        rules: The rules, of one market or by market.
        answers: The names of the answers.
        how: How the frame is read.
        judging: What is further told to the rules.
    """

    answers: tuple[str, ...]
    judge: Judge
    reading: Reading
    prefix: str

    def __init__(
        self,
        rules: Rules,
        answers: Sequence[str],
        how: Mapping[str, Any],
        **judging: Any,  # noqa: ANN401 - the keywords of `Judge`
    ) -> None:
        self.answers = check_answers(answers)
        self.judge = Judge(rules, answers=self.answers, **judging)
        money = not set(AMOUNTS).isdisjoint(self.answers)
        timeless = set(self.answers).issubset(TIMELESS)
        wanted = _FOR_DEADLINES if timeless else ORDER_FIELDS
        needed = ["market"] * isinstance(rules, Mapping) + ["kind", "placed_at"]
        needed += ["total", "currency"] * money
        fields = [name for name in wanted if money or name not in _FOR_MONEY]
        self.reading, self.prefix = Reading(how, fields, needed), how.get("prefix") or ""
        if self.prefix:
            check_text("prefix", self.prefix)

    def names(self, present: Iterable[object]) -> tuple[str, ...]:
        """
        The caller's columns that are read; that of placing first.

        Raises:
            MissingColumnsError: If a column is missing.
        """
        found = self.reading.names(present)
        return tuple(dict.fromkeys((found["placed_at"], *found.values())))

    def plan(self, schema: Any) -> Plan:  # noqa: ANN401 - of Arrow
        """
        The plan for frames of a schema, which has the columns that are read.
        """
        names = self.reading.names(schema.names)
        # Whether columns of these types can be read shows before there are rows.
        self.reading.block(empty(schema), names)
        reading = self.reading
        writing = Writing(
            {name: ANSWERS[name] for name in self.answers},
            prefix=self.prefix,
            unit=_unit(schema, names),
            zone=_zone(schema.field(names["placed_at"]).type) or reading.zone or "UTC",
            currency=reading.currency,
            minor=reading.amounts == "minor",
        )

        def answer(batch: Any, room: Room | None) -> list[Any]:  # noqa: ANN401 - of Arrow
            block = reading.block(batch, names)
            return writing.arrays(self.judge.judge(block, room), block)

        return Plan(dict.fromkeys(names.values()), writing, answer)

    def tally(self, batch: Any) -> Tally:  # noqa: ANN401 - of Arrow
        """
        What the rows of a batch come to.
        """
        names = self.reading.names(batch.schema.names)
        return self.judge.tally(self.reading.block(batch, names))


def _unit(schema: Any, names: Mapping[str, str]) -> str:  # noqa: ANN401 - of Arrow
    """
    The unit of answers: that of placing, or a finer one that another column has.

    Rules count in microseconds, so that nanoseconds are written only where placing has them.
    """
    kinds = {field: schema.field(name).type for field, name in names.items()}
    units = {
        field: kind.unit if pa.types.is_timestamp(kind) else "us"
        for field, kind in kinds.items()
        if ORDER_FIELDS[field] is Form.INSTANT
    }
    own = units.pop("placed_at")
    return finest([own, *("us" if unit == "ns" else unit for unit in units.values())])


def _zone(kind: Any) -> str | None:  # noqa: ANN401 - a type of Arrow
    zone: str | None = kind.tz if pa.types.is_timestamp(kind) else None
    return zone


def _several(argument: str, words: Iterable[str], such: str) -> list[str]:
    """
    Several words, and not the letters of one.

    Raises:
        WrongTypeError: If *words* is a bare text or no sequence.
    """
    if isinstance(words, str) or not isinstance(words, Iterable):
        raise WrongTypeError(argument, f"several, as in [{such!r}]", type(words).__name__)
    return list(words)


def deadlines(
    frame: F,
    rules: Rules,
    *,
    names: Iterable[DeadlineName | str] = tuple(DeadlineName),
    parts: Iterable[str] = ("due", "missing"),
    calendar: BusinessCalendar | None = None,
    **how: Unpack[How],
) -> F:
    """
    The frame with the deadlines of its orders beside its own columns.

    For each deadline `<name>_due` is when it is due, and `<name>_missing` why nothing could be
    computed; then follow `edition`, under which the order was judged, and `problem`, which names
    the column in which a row holds what cannot be read.

    Args:
        frame: A frame of polars (eager or lazy), pandas or pyarrow, or a dict of columns: what is
            given comes back. Any other stream of Arrow batches comes back as a reader of pyarrow.
        rules: The rules: one edition, a market's pack, or either by market.
        names: Which deadlines.
        parts: What of each: "due", "computed" (as "due", without those the platform sent) and
            "missing".
        calendar: A business calendar to use instead of the markets' own.
        how: How the frame is read; see `How`.

    Raises:
        MissingColumnsError: If the frame lacks a column that is needed.
        TakenColumnsError: If it has a column of an answer's name.
        NaiveColumnError: If its times have no zone and none was told.
        WrongTypeError: If it is no frame, or a column holds what its field cannot be.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> from tiktok_presale import CalendarDays, Policy, ShipWithin, frames
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> orders = {"placed_at": [datetime(2026, 1, 1, 2, tzinfo=UTC)]}
        >>> found = frames.deadlines(orders, th, names=["dispatch"], kind="pre_order",
        ...                          promise=ShipWithin(CalendarDays(15)))
        >>> found["dispatch_due"][0].isoformat()
        '2026-01-16T16:59:59+00:00'
    """
    wanted = _several("names", names, "dispatch")
    named = [member_of("names", name, DeadlineName).value for name in wanted]
    told = _several("parts", parts, "due")
    for part in told:
        if part not in _PARTS:
            raise OutOfRangeError("parts", repr(part), f"among {', '.join(_PARTS)}")
    asked = [f"{name}_{part}" for name in named for part in told]
    question = OrdersQuestion(rules, [*asked, "edition", "problem"], how, calendar=calendar)
    found: F = answered(frame, question)
    return found


def overdue(  # noqa: PLR0913 - each assumption is a keyword
    frame: F,
    rules: Rules,
    *,
    at: datetime,
    answers: Sequence[str] = OVERDUE,
    shop: Shop | None = None,
    calendar: BusinessCalendar | None = None,
    soon: timedelta = _DAY,
    **how: Unpack[How],
) -> F:
    """
    The frame with where its orders stand, and what lateness costs, beside its own columns.

    Args:
        frame: As for `deadlines`.
        rules: The rules: one edition, a market's pack, or either by market.
        at: The instant for which it is asked.
        answers: Which answers, by name: the fields of an `Assessment`, and the deadlines.
        shop: The shop, for charges that depend on one of its metrics.
        calendar: A business calendar to use instead of the markets' own.
        soon: How long before its deadline an order counts as due soon.
        how: How the frame is read; see `How`.

    Raises:
        NaiveTimeError: If *at* has no time zone.
        MissingColumnsError: If the frame lacks a column that is needed.
        TakenColumnsError: If it has a column of an answer's name.
        WrongTypeError: If it is no frame, or a column holds what its field cannot be.

    Examples:
        >>> from datetime import UTC, date
        >>> from decimal import Decimal
        >>> from tiktok_presale import CalendarDays, Policy, ShipWithin, frames
        >>> th = Policy.in_force("th", on=date(2026, 1, 2))
        >>> orders = {"placed_at": ["2026-01-01T09:00:00+07:00"], "total": [Decimal("899.00")]}
        >>> found = frames.overdue(orders, th, at=datetime(2026, 1, 20, tzinfo=UTC), currency="THB",
        ...                        kind="pre_order", promise=ShipWithin(CalendarDays(15)))
        >>> found["state"], found["exposure"]
        (['cancellable'], [Decimal('899.00')])
    """
    check_aware("at", at)
    judging = {"at": at, "shop": shop, "calendar": calendar, "soon": soon}
    found: F = answered(frame, OrdersQuestion(rules, answers, how, **judging))
    return found
