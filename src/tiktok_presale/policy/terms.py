"""
The forms that figures take: windows, criteria, deadlines, charges, fees, steps and caps.

A term is what a figure says, without its date and its source; those stand beside it in the
`Figure`. All terms are plain data, so that editions can be compared, diffed and pickled.
"""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Duration, PastDays
from tiktok_presale.values.instants import DAY_END
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.vocabulary import (
    Anchor,
    ApplicationStage,
    Base,
    Event,
    OrderKind,
    Payee,
    Trigger,
)

__all__ = [
    "Band",
    "ChargeTerm",
    "Condition",
    "Criterion",
    "DeadlineTerm",
    "LatenessCap",
    "MetricLimit",
    "ServiceFee",
    "StepTerm",
]


@final
@attrs.frozen
class Criterion(Value):
    """
    One condition for opening presale.

    Args:
        subject: "shop" or "product".
        fact: The field of the shop or product, or the name of the metric, that is looked at.
        is_metric: Whether *fact* names a metric.
        accepts: What is accepted: a range, a set of names, or True or False.
        cohort: The days over which the metric is counted, where it is counted over days.
        stages: The application stages at which it binds; empty for all.
        kinds: The order kinds whose opening it governs.
    """

    subject: str
    fact: str
    is_metric: bool
    accepts: Range[Decimal] | Range[int] | Range[Money] | OneOf | bool
    cohort: PastDays | None = None
    stages: tuple[ApplicationStage, ...] = ()
    kinds: tuple[OrderKind, ...] = (OrderKind.PRE_ORDER,)

    def __str__(self) -> str:
        if isinstance(self.accepts, bool):
            return "yes" if self.accepts else "no"
        return str(self.accepts)


@final
@attrs.frozen
class DeadlineTerm(Value):
    """
    How one deadline is counted.

    Args:
        event: What must happen by then.
        anchor: Where the clock starts; the anchor's day is day 0.
        add: What is counted after the anchor and the promise.
        promise: Whether the days that the seller promised are counted in.
        cut_off: From this local time on, an anchor counts as the next counted day.
        ends: The local time at which the due day ends.
        zone: The zone in which its days are read; None for the market's own.
    """

    event: Event
    anchor: Anchor
    add: Duration = CalendarDays(0)
    promise: bool = False
    cut_off: time | None = None
    ends: time = DAY_END
    zone: str | None = None

    def __str__(self) -> str:
        counted = ["the promise"] * self.promise
        counted += [str(self.add)] * (self.add.count > 0 or not self.promise)
        text = f"{self.event} by {' + '.join(counted)} after {self.anchor.replace('_', ' ')}"
        text += f", cut-off {self.cut_off:%H:%M}" if self.cut_off else ""
        text += f", until {self.ends:%H:%M:%S}" if self.ends != DAY_END else ""
        return text + (f" ({self.zone})" if self.zone else "")


@final
@attrs.frozen
class Condition(Value):
    """
    A metric that must lie in a range for a charge to be made at all.
    """

    metric: str
    holds_in: Range[Decimal]

    def __str__(self) -> str:
        return f"{self.metric} {self.holds_in}"


@final
@attrs.frozen
class Band(Value):
    """
    What is charged for amounts within a range: a flat sum, or a rate with a floor and a ceiling.
    """

    over: Range[Money]
    flat: Money | None = None
    rate: Decimal | None = None
    floor: Money | None = None
    ceiling: Money | None = None

    def __str__(self) -> str:
        if self.flat is not None:
            text = str(self.flat)
        else:
            text = str(Range.at_most(self.rate, unit="share")).removeprefix("at most ")
        text += f", at least {self.floor}" if self.floor else ""
        text += f", at most {self.ceiling}" if self.ceiling else ""
        return text if self.over == Range() else f"{text} where the price is {self.over}"


@final
@attrs.frozen
class ChargeTerm(Value):
    """
    What one missed deadline costs.

    Args:
        trigger: What makes it fall due.
        payee: Who receives it.
        bands: What is charged, by the amount it is taken of; outside all bands nothing is.
        base: What a rate is taken of.
        rounding: How a rate is rounded to minor units.
        kinds: The order kinds it applies to; empty for all.
        when: A condition on the shop, or None.
        every: The period for which it is charged again, or None where it is charged once.
        part_period: What a begun period counts: "whole", "none" or "share".
    """

    trigger: Trigger
    payee: Payee
    bands: tuple[Band, ...]
    base: Base = Base.ORDER
    rounding: Rounding = Rounding.HALF_UP
    kinds: tuple[OrderKind, ...] = ()
    when: Condition | None = None
    every: CalendarDays | None = None
    part_period: str = "whole"

    def compared_in(self) -> set[str]:
        """
        The currencies in which prices are compared with sums of this term.
        """
        ends: list[Money | None] = []
        for band in self.bands:
            ends += [band.over.low, band.over.high]
            ends += [band.floor, band.ceiling] if band.rate is not None else []
        return {end.currency for end in ends if end is not None}

    def __str__(self) -> str:
        text = f"{'; '.join(map(str, self.bands))} to the {self.payee} when {self.trigger}"
        text += f" per {self.every}" if self.every else ""
        return text + (f", if {self.when}" if self.when else "")


@final
@attrs.frozen
class ServiceFee(Value):
    """
    What the platform takes for presale on top of its commission.

    Args:
        rate: The share of the base.
        base: What it is taken of.
        kinds: The order kinds it applies to; empty for all.
        charged_on_cancelled: Whether cancelled orders pay it too; None where no source says.
        rounding: How it is rounded to minor units.
    """

    rate: Decimal
    base: Base
    kinds: tuple[OrderKind, ...]
    charged_on_cancelled: bool | None
    rounding: Rounding

    def __str__(self) -> str:
        share = str(Range.at_most(self.rate, unit="share")).removeprefix("at most ")
        return f"{share} of the {self.base}" + (
            ", not on cancelled orders" if self.charged_on_cancelled is False else ""
        )


@final
@attrs.frozen
class MetricLimit(Value):
    """
    The range in which a metric is to stay, and the days over which it is counted.
    """

    accepts: Range[Decimal]
    cohort: PastDays | None = None

    def __str__(self) -> str:
        return str(self.accepts) + (f" over {self.cohort}" if self.cohort else "")


@final
@attrs.frozen
class StepTerm(Value):
    """
    What the platform does to a shop whose measure reaches a threshold.

    Args:
        measure: The metric that is measured.
        reached_in: The range in which the step is reached.
        effect: What happens: "listing_ban", "shop_closed", "order_limit", "settlement_delayed",
            or "milestone" where only the threshold is known.
        lasts: For how long, where that is known.
    """

    measure: str
    reached_in: Range[Decimal]
    effect: str
    lasts: CalendarDays | None = None

    def __str__(self) -> str:
        lasts = f" ({self.lasts})" if self.lasts else ""
        return f"{self.measure} {self.reached_in}: {self.effect}{lasts}"


@final
@attrs.frozen
class LatenessCap(Value):
    """
    A limit on orders a day after lateness, as a share of the shop's best daily average.

    Args:
        measure: The metric that sets it off.
        base_days: The days over which the best daily average is taken.
        bands: The share for each range of the metric.
        seller_type: The seller type it applies to; None for all.
        lifted_below: The rate under which it is lifted again.
        lifted_days: Within how many days.
    """

    measure: str
    base_days: CalendarDays
    bands: tuple[tuple[Range[Decimal], Decimal], ...]
    seller_type: str | None = None
    lifted_below: Decimal | None = None
    lifted_days: CalendarDays | None = None

    def __str__(self) -> str:
        bands = "; ".join(f"{share} where {self.measure} is {over}" for over, share in self.bands)
        return f"share of the best daily average of {self.base_days}: {bands}"
