"""
The readers that `SCHEMA` names: one for each form that a figure can take.

A reader takes a value as TOML gave it, the path where it stands and the list of faults. It returns
what the value says, or None once it has noted a fault.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tiktok_presale.policy.forms import Fields
from tiktok_presale.policy.terms import (
    FACTS,
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
from tiktok_presale.values.checks import is_whole
from tiktok_presale.values.days import CalendarDays, Duration, Hours
from tiktok_presale.values.instants import DAY_END, zone_of
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.untyped import list_of
from tiktok_presale.values.vocabulary import (
    Anchor,
    ApplicationStage,
    Base,
    Event,
    OrderKind,
    Payee,
    Trigger,
    Weekday,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "charge",
    "choices",
    "count",
    "criterion",
    "days_range",
    "deadline",
    "hold",
    "in_table",
    "inner_tables",
    "lapse",
    "lateness_cap",
    "metric_limit",
    "points",
    "service_fee",
    "share",
    "step",
    "week",
    "word_of",
]

EFFECTS = ("listing_ban", "shop_closed", "order_limit", "settlement_delayed", "milestone")
PART_PERIODS = ("whole", "none", "share")


def in_table(read: Callable[[Fields], Any]) -> Callable[[object, str, list[str]], Any]:
    """
    A reader of a table with one term in it, which also reports the keys that nobody asked for.
    """

    def reader(value: object, path: str, faults: list[str]) -> Any:  # noqa: ANN401 - whatever is read
        fields = Fields(value, path, faults)
        before = len(faults)
        term = read(fields)
        fields.close()
        return term if len(faults) == before else None

    return reader


def word_of(*words: str) -> Callable[[object, str, list[str]], str | None]:
    """
    A reader of one of some words.
    """

    def reader(value: object, path: str, faults: list[str]) -> str | None:
        if value not in words:
            faults.append(f"{path}: {value!r} is none of {', '.join(words)}")
            return None
        return str(value)

    return reader


def count(value: object, path: str, faults: list[str]) -> int | None:
    """
    A whole number.
    """
    if not is_whole(value) or value < 0:
        faults.append(f"{path}: must be a whole number, zero or more, not {value!r}")
        return None
    return value


def week(value: object, path: str, faults: list[str]) -> tuple[Weekday, ...] | None:
    """
    A working week, as a list of days.
    """
    names = {day.name.lower(): day for day in Weekday}
    given = list_of(value) or []
    days = [names[day] for day in given if isinstance(day, str) and day in names]
    if not days or len(days) != len(given):
        faults.append(f"{path}: must be a list of days out of {', '.join(names)}, not {value!r}")
        return None
    return tuple(sorted(days))


def choices(fields: Fields) -> tuple[Duration, ...] | None:
    """
    The only values offered for a promise.
    """
    unit, given = fields.unit(), list_of(fields.raw("days", required=True)) or []
    days = [day for day in given if is_whole(day) and day >= 0]
    if not days or len(days) != len(given) or days != sorted(set(days)):
        fields.fault("days", "must be a list of whole numbers, ascending")
        return None
    return None if unit is None else tuple(unit(day) for day in days)


def lapse(fields: Fields) -> Duration | None:
    """
    How long points stay on a shop's record.
    """
    unit, days = fields.unit(), fields.whole("days", required=True)
    return None if unit is None or days is None else unit(days)


def hold(fields: Fields) -> Hours | None:
    """
    How long an order is held back before it counts as placed.
    """
    hours = fields.whole("hours", required=True)
    return None if hours is None else Hours(hours)


def deadline(fields: Fields) -> DeadlineTerm | None:
    """
    How a deadline is counted.
    """
    event = fields.word("event", Event, required=True)
    anchor = fields.word("anchor", Anchor, required=True)
    promise = bool(fields.flag("promise"))
    unit, days = None, 0
    if fields.has("days") or fields.has("unit") or not promise:
        unit, days = fields.unit(), fields.whole("days", required=True) or 0
    cut_off, ends, zone = fields.clock("cut_off"), fields.clock("ends"), fields.text("zone")
    if zone is not None:
        fields.made(zone_of, zone, key="zone")
    if event is None or anchor is None:
        return None
    add = CalendarDays(0) if unit is None else unit(days)
    if promise and isinstance(add, Hours):
        fields.fault("unit", "cannot be hours after a promise, which ends with a day")
    return DeadlineTerm(event, anchor, add, promise, cut_off, ends or DAY_END, zone)


def criterion(fields: Fields) -> Criterion | None:
    """
    A condition for opening presale.
    """
    subject = fields.choice("of", FACTS, required=True)
    metric = fields.text("metric")
    fact = _fact(fields, subject) if metric is None else metric
    if metric is not None and fields.has("fact"):
        fields.fault("", "gives both a fact and a metric")
    accepts = _accepts(fields)
    cohort = fields.past("cohort")
    stages = fields.words("applies_to", ApplicationStage)
    kinds = fields.words("kinds", OrderKind) or (OrderKind.PRE_ORDER,)
    if subject is None or fact is None or accepts is None:
        return None
    return Criterion(subject, fact, metric is not None, accepts, cohort, stages, kinds)


def _fact(fields: Fields, subject: str | None) -> str | None:
    return fields.choice("fact", FACTS[subject or "shop"], required=True)


def _accepts(fields: Fields) -> Range[Decimal] | Range[Money] | OneOf | bool | None:
    if fields.has("is"):
        return fields.flag("is")
    if fields.has("one_of") or fields.has("none_of"):
        excluded = fields.has("none_of")
        names = fields.texts("none_of" if excluded else "one_of")
        if not names:
            fields.fault("", "names nothing")
        return OneOf(names, excluded) if names else None
    if isinstance(fields.table.get("at_least"), dict):
        price = fields.money("at_least")
        return None if price is None else Range.at_least(price)
    return fields.number_range(_unit_of(fields.table.get("metric")))


def _unit_of(metric: object) -> str:
    """
    Print rates as percentages; every metric whose name says that it is one.
    """
    if not isinstance(metric, str):
        return ""
    return "share" if "rate" in metric.split("_") or metric.endswith("sfcr") else ""


def metric_limit(fields: Fields) -> MetricLimit | None:
    """
    The range in which a metric is to stay.
    """
    accepts, cohort = fields.number_range("share"), fields.past("cohort")
    return None if accepts is None else MetricLimit(accepts, cohort)


def charge(fields: Fields) -> ChargeTerm | None:
    """
    What a missed deadline costs.
    """
    trigger = fields.word("trigger", Trigger, required=True)
    payee = fields.word("payee", Payee, required=True)
    base = fields.word("base", Base) or Base.ORDER
    rounding = fields.word("rounding", Rounding)
    bands = _bands(fields) if fields.has("bands") else _one_band(fields)
    kinds, when = fields.words("kinds", OrderKind), _condition(fields)
    every = fields.whole("every_days")
    if every == 0:
        fields.fault("every_days", "must be at least 1")
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
    currency, tables = fields.text("currency", required=True), inner_tables(fields, "bands")
    if currency is None or not tables:
        fields.fault("bands", "must be a list of tables, with a currency beside them")
        return ()
    bands = [_band(inner, currency) for inner in tables]
    return tuple(band for band in bands if band is not None)


def inner_tables(fields: Fields, key: str) -> list[Fields]:
    """
    The tables of a list at *key*; empty where there is no list.
    """
    return [
        Fields(table, f"{fields.path}.{key}[{number}]", fields.faults)
        for number, table in enumerate(list_of(fields.raw(key)) or ())
    ]


def _band(inner: Fields, currency: str) -> Band | None:
    money = {
        key: inner.made(Money, amount, currency)
        for key in ("at_least", "above", "at_most", "below", "flat", "floor", "ceiling")
        if (amount := inner.text(key)) is not None
    }
    ends = {key: money.get(key) for key in ("at_least", "above", "at_most", "below")}
    over: Range[Money] | None = inner.range_of(ends) if any(map(inner.has, ends)) else Range()
    rate = inner.number("rate")
    if (money.get("flat") is None) is (rate is None):
        inner.fault("", "must give either flat or rate")
    inner.close()
    if over is None:
        return None
    return Band(over, money.get("flat"), rate, money.get("floor"), money.get("ceiling"))


def _condition(fields: Fields) -> Condition | None:
    if not fields.has("when"):
        return None
    inner = Fields(fields.raw("when"), f"{fields.path}.when", fields.faults)
    metric = inner.text("metric", required=True)
    holds_in = inner.number_range(_unit_of(metric))
    inner.close()
    return None if metric is None or holds_in is None else Condition(metric, holds_in)


def service_fee(fields: Fields) -> ServiceFee | None:
    """
    What the platform takes on top of its commission.
    """
    rate = fields.number("rate", required=True)
    base = fields.word("base", Base, required=True)
    kinds = fields.words("kinds", OrderKind)
    charged = fields.flag("charged_on_cancelled")
    rounding = fields.word("rounding", Rounding, required=True)
    if rate is None or base is None or rounding is None:
        return None
    return ServiceFee(rate, base, kinds, charged, rounding)


def step(fields: Fields) -> StepTerm | None:
    """
    What follows once a measure reaches a threshold.
    """
    measure = fields.text("measure", required=True)
    reached = fields.number_range(_unit_of(measure))
    effect = fields.choice("effect", EFFECTS, required=True)
    days = fields.whole("days")
    if measure is None or reached is None or effect is None:
        return None
    return StepTerm(measure, reached, effect, None if days is None else CalendarDays(days))


def lateness_cap(fields: Fields) -> LatenessCap | None:
    """
    A limit on orders a day after lateness.
    """
    measure, days = fields.text("measure", required=True), fields.whole("base_days", required=True)
    seller_type = fields.choice("seller_type", ("local", "cross_border"))
    lifted_below, lifted_days = fields.number("lifted_below"), fields.whole("lifted_days")
    bands = _shares(fields)
    if measure is None or days is None:
        return None
    lifted = None if lifted_days is None else CalendarDays(lifted_days)
    return LatenessCap(measure, CalendarDays(days), bands, seller_type, lifted_below, lifted)


def _shares(fields: Fields) -> tuple[tuple[Range[Decimal], Decimal], ...]:
    bands: list[tuple[Range[Decimal], Decimal]] = []
    for inner in inner_tables(fields, "bands"):
        over, part = inner.number_range("share"), inner.number("share", required=True)
        inner.close()
        if over is not None and part is not None:
            bands.append((over, part))
    if not bands:
        fields.fault("bands", "must be a list of tables with a share each")
    return tuple(bands)


def days_range(fields: Fields) -> Range[Duration] | None:
    """
    A range of days or hours.
    """
    return fields.days_range()


def share(fields: Fields) -> Range[Decimal] | None:
    """
    A range of shares, which print as percentages.
    """
    return fields.number_range("share")


def points(fields: Fields) -> Range[Decimal] | None:
    """
    A range of points.
    """
    return fields.number_range("points")
