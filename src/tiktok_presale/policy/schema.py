"""
Which paths a pack may hold, and the form of the value at each.

The table `SCHEMA` is the whole of it: a pattern of a path, and the reader of its value. A star
stands for one name.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tiktok_presale.policy.forms import Fields
from tiktok_presale.policy.terms import (
    Band,
    ChargeTerm,
    Condition,
    Criterion,
    DeadlineTerm,
    LatenessCap,
    MetricLimit,
    ServiceFee,
    StepTerm,
)
from tiktok_presale.values.days import CalendarDays, Hours
from tiktok_presale.values.instants import DAY_END, zone_of
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.vocabulary import (
    Anchor,
    ApplicationStage,
    Base,
    DeadlineName,
    Event,
    OrderKind,
    Payee,
    Trigger,
    Weekday,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SCHEMA", "reader_of"]

SHOP_FACTS = (
    "invited",
    "entity_region",
    "seller_type",
    "account_manager",
    "probation_over",
    "active",
    "preorder_feature",
)
PRODUCT_FACTS = ("goods", "new_listing", "fulfilled_by", "category", "price")
EFFECTS = ("listing_ban", "shop_closed", "order_limit", "settlement_delayed", "milestone")
PART_PERIODS = ("whole", "none", "share")


def _wrapped(read: Callable[[Fields], Any]) -> Callable[[object, str, list[str]], Any]:
    """
    A reader of one table that also reports the keys nobody asked for.
    """

    def reader(value: object, path: str, faults: list[str]) -> Any:  # noqa: ANN401 - whatever is read
        fields = Fields(value, path, faults)
        before = len(faults)
        term = read(fields)
        fields.close()
        return term if len(faults) == before else None

    return reader


def _word_of(*words: str) -> Callable[[object, str, list[str]], str | None]:
    """
    A reader of one of some words.
    """

    def reader(value: object, path: str, faults: list[str]) -> str | None:
        if value not in words:
            faults.append(f"{path}: {value!r} is none of {', '.join(words)}")
            return None
        return str(value)

    return reader


def _count(value: object, path: str, faults: list[str]) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        faults.append(f"{path}: must be a whole number, zero or more, not {value!r}")
        return None
    return value


def _week(value: object, path: str, faults: list[str]) -> tuple[Weekday, ...] | None:
    names = {day.name.lower(): day for day in Weekday}
    if not isinstance(value, list) or not value or not all(day in names for day in value):
        faults.append(f"{path}: must be a list of days out of {', '.join(names)}, not {value!r}")
        return None
    return tuple(sorted(names[day] for day in value))


def _choices(fields: Fields) -> tuple[Any, ...] | None:
    unit, days = fields.unit(), fields.raw("days", required=True)
    whole = isinstance(days, list) and all(isinstance(day, int) for day in days)
    if not whole or not days or days != sorted(set(days)):
        fields.fault("days", "must be a list of whole numbers, ascending")
        return None
    return None if unit is None else tuple(unit(day) for day in days)


def _lapse(fields: Fields) -> Any:  # noqa: ANN401 - one of three units
    unit, days = fields.unit(), fields.whole("days", required=True)
    return None if unit is None or days is None else unit(days)


def _hold(fields: Fields) -> Hours | None:
    hours = fields.whole("hours", required=True)
    return None if hours is None else Hours(hours)


def _deadline(fields: Fields) -> DeadlineTerm | None:
    event = fields.word("event", Event, required=True)
    anchor = fields.word("anchor", Anchor, required=True)
    promise = bool(fields.flag("promise"))
    unit, days = None, 0
    if fields.has("days") or fields.has("unit") or not promise:
        unit, days = fields.unit(), fields.whole("days", required=True) or 0
    cut_off, ends, zone = fields.clock("cut_off"), fields.clock("ends"), fields.text("zone")
    if zone is not None:
        fields.made(zone_of, zone)
    if event is None or anchor is None:
        return None
    add = CalendarDays(0) if unit is None else unit(days)
    return DeadlineTerm(event, anchor, add, promise, cut_off, ends or DAY_END, zone)


def _criterion(fields: Fields) -> Criterion | None:
    subject = fields.choice("of", ("shop", "product"), required=True)
    metric = fields.text("metric")
    fact = metric
    if metric is None:
        facts = PRODUCT_FACTS if subject == "product" else SHOP_FACTS
        fact = fields.choice("fact", facts, required=True)
    elif fields.has("fact"):
        fields.fault("", "gives both a fact and a metric")
    accepts = _accepts(fields)
    cohort = fields.past("cohort")
    stages = fields.words("applies_to", ApplicationStage)
    kinds = fields.words("kinds", OrderKind) or (OrderKind.PRE_ORDER,)
    if subject is None or fact is None or accepts is None:
        return None
    return Criterion(subject, fact, metric is not None, accepts, cohort, stages, kinds)


def _accepts(fields: Fields) -> Any:  # noqa: ANN401 - one of the forms of a criterion
    if fields.has("is"):
        return fields.flag("is")
    if fields.has("one_of") or fields.has("none_of"):
        excluded = fields.has("none_of")
        names = fields.texts("none_of" if excluded else "one_of")
        return OneOf(names, excluded) if names else fields.fault("", "names nothing")
    if isinstance(fields.table.get("at_least"), dict):
        price = fields.money("at_least")
        return None if price is None else Range.at_least(price)
    return fields.number_range(_unit_of(fields.table.get("metric")))


def _unit_of(metric: object) -> str:
    """
    Print rates as percentages; every metric whose name says that it is one.
    """
    return (
        "share"
        if isinstance(metric, str) and ("rate" in metric.split("_") or metric.endswith("sfcr"))
        else ""
    )


def _metric_limit(fields: Fields) -> MetricLimit | None:
    accepts, cohort = fields.number_range("share"), fields.past("cohort")
    return None if accepts is None else MetricLimit(accepts, cohort)


def _charge(fields: Fields) -> ChargeTerm | None:
    trigger = fields.word("trigger", Trigger, required=True)
    payee = fields.word("payee", Payee, required=True)
    base = fields.word("base", Base) or Base.ORDER
    rounding = fields.word("rounding", Rounding)
    bands = _bands(fields) if fields.has("bands") else _one_band(fields)
    kinds, when = fields.words("kinds", OrderKind), _condition(fields)
    every = fields.whole("every_days")
    part = fields.choice("part_period", PART_PERIODS, required=every is not None)
    if rounding is None and any(band.rate is not None for band in bands):
        fields.fault("rounding", "is missing; a rate needs one")
    if trigger is None or payee is None or not bands:
        return None
    return ChargeTerm(
        trigger,
        payee,
        bands,
        base,
        rounding or Rounding.HALF_UP,
        kinds,
        when,
        None if every is None else CalendarDays(every),
        part or "whole",
    )


def _one_band(fields: Fields) -> tuple[Band, ...]:
    flat, rate = fields.money("flat"), fields.number("rate")
    floor, ceiling = fields.money("floor"), fields.money("ceiling")
    if (flat is None) is (rate is None):
        fields.fault("", "must give either flat or rate")
    return (Band(Range(), flat, rate, floor, ceiling),)


def _bands(fields: Fields) -> tuple[Band, ...]:
    currency, tables = fields.text("currency", required=True), fields.raw("bands")
    if currency is None or not isinstance(tables, list) or not tables:
        fields.fault("bands", "must be a list of tables, with a currency beside them")
        return ()
    bands = []
    for number, table in enumerate(tables):
        inner = Fields(table, f"{fields.path}.bands[{number}]", fields.faults)
        money = {
            key: inner.made(Money, amount, currency)
            for key in ("at_least", "above", "at_most", "below", "flat", "floor", "ceiling")
            if (amount := inner.text(key)) is not None
        }
        over = inner.made(
            Range,
            money.get("at_least") or money.get("above"),
            money.get("at_most") or money.get("below"),
            "above" in money,
            "below" in money,
        )
        rate = inner.number("rate")
        if (money.get("flat") is None) is (rate is None):
            inner.fault("", "must give either flat or rate")
        inner.close()
        if over is not None:
            bands.append(
                Band(over, money.get("flat"), rate, money.get("floor"), money.get("ceiling"))
            )
    return tuple(bands)


def _condition(fields: Fields) -> Condition | None:
    if not fields.has("when"):
        return None
    inner = Fields(fields.raw("when"), f"{fields.path}.when", fields.faults)
    metric = inner.text("metric", required=True)
    holds_in = inner.number_range(_unit_of(metric))
    inner.close()
    return None if metric is None or holds_in is None else Condition(metric, holds_in)


def _service_fee(fields: Fields) -> ServiceFee | None:
    rate = fields.number("rate", required=True)
    base = fields.word("base", Base, required=True)
    kinds = fields.words("kinds", OrderKind)
    charged = fields.flag("charged_on_cancelled")
    rounding = fields.word("rounding", Rounding, required=True)
    if rate is None or base is None or rounding is None:
        return None
    return ServiceFee(rate, base, kinds, charged, rounding)


def _step(fields: Fields) -> StepTerm | None:
    measure = fields.text("measure", required=True)
    reached = fields.number_range(_unit_of(measure))
    effect = fields.choice("effect", EFFECTS, required=True)
    days = fields.whole("days")
    if measure is None or reached is None or effect is None:
        return None
    return StepTerm(measure, reached, effect, None if days is None else CalendarDays(days))


def _lateness_cap(fields: Fields) -> LatenessCap | None:
    measure, days = fields.text("measure", required=True), fields.whole("base_days", required=True)
    seller_type = fields.choice("seller_type", ("local", "cross_border"))
    lifted_below, lifted_days = fields.number("lifted_below"), fields.whole("lifted_days")
    tables = fields.raw("bands", required=True)
    bands: list[tuple[Range[Decimal], Decimal]] = []
    for number, table in enumerate(tables if isinstance(tables, list) else []):
        inner = Fields(table, f"{fields.path}.bands[{number}]", fields.faults)
        over, share = inner.number_range("share"), inner.number("share", required=True)
        inner.close()
        if over is not None and share is not None:
            bands.append((over, share))
    if not bands:
        fields.fault("bands", "must be a list of tables with a share each")
    if measure is None or days is None:
        return None
    lifted = None if lifted_days is None else CalendarDays(lifted_days)
    return LatenessCap(measure, CalendarDays(days), tuple(bands), seller_type, lifted_below, lifted)


def _days_range(fields: Fields) -> Range[Any] | None:
    return fields.days_range()


def _share(fields: Fields) -> Range[Decimal] | None:
    return fields.number_range("share")


def _points(fields: Fields) -> Range[Decimal] | None:
    return fields.number_range("points")


_KINDS = tuple(kind.value for kind in OrderKind)
_DAYS = _wrapped(_days_range)

SCHEMA: dict[str, Callable[[object, str, list[str]], Any]] = {
    "window.promise": _word_of("ship_within", "release_on"),
    "window.days": _DAYS,
    "window.advice": _DAYS,
    "window.caution": _DAYS,
    "window.choices": _wrapped(_choices),
    "window.categories.*": _DAYS,
    **{f"handling.{kind}": _DAYS for kind in _KINDS},
    **{f"api.{kind}": _DAYS for kind in _KINDS},
    **{f"deadlines.{kind}.{name}": _wrapped(_deadline) for kind in _KINDS for name in DeadlineName},
    "deadlines.pending_hold": _wrapped(_hold),
    "eligibility.*": _wrapped(_criterion),
    "overdue.refund": _word_of("full"),
    "overdue.charges.*": _wrapped(_charge),
    "overdue.service_fee": _wrapped(_service_fee),
    "metrics.*.limit": _wrapped(_metric_limit),
    "metrics.*.advised": _wrapped(_metric_limit),
    "enforcement.points.*": _wrapped(_points),
    "enforcement.points_lapse": _wrapped(_lapse),
    "enforcement.steps.*": _wrapped(_step),
    "caps.recommended": _wrapped(_share),
    "caps.daily_orders.*": _count,
    "caps.after_lateness": _wrapped(_lateness_cap),
    "calendar.week": _week,
    "calendar.weeks.*": _week,
}


def reader_of(path: str) -> Callable[[object, str, list[str]], Any] | None:
    """
    The reader of the value at *path*; None where no figure may stand there.
    """
    if path in SCHEMA:
        return SCHEMA[path]
    parts = path.split(".")
    for pattern, reader in SCHEMA.items():
        wanted = pattern.split(".")
        if len(wanted) == len(parts) and all(
            w in {"*", p} for w, p in zip(wanted, parts, strict=True)
        ):
            return reader
    return None
