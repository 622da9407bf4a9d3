"""
The forms that figures take: windows, criteria, deadlines, charges, fees, steps and caps.

A term is what a figure says, without its date and its source; those stand beside it in the
`Figure`. All terms are plain data, so that editions can be compared, diffed and pickled.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import time
from decimal import Decimal
from typing import final

import attrs

from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays, Duration, PastDays
from tiktok_presale.values.instants import DAY_END
from tiktok_presale.values.money import Money, Rounding
from tiktok_presale.values.ranges import OneOf, Range
from tiktok_presale.values.text import message, named, say, say_share
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
    "FACTS",
    "Band",
    "ChargeTerm",
    "Condition",
    "Criterion",
    "DeadlineTerm",
    "LatenessCap",
    "MetricLimit",
    "ServiceFee",
    "StepTerm",
    "Worded",
]


# What a criterion can ask of a shop and of a product, and how: by yes or no, by names, by a price.
FACTS: dict[str, dict[str, type]] = {
    "shop": {
        "invited": bool,
        "entity_region": OneOf,
        "seller_type": OneOf,
        "account_manager": bool,
        "probation_over": bool,
        "active": bool,
        "preorder_feature": bool,
    },
    "product": {
        "goods": OneOf,
        "new_listing": bool,
        "fulfilled_by": OneOf,
        "category": OneOf,
        "price": Range,
    },
}


class Worded:
    """
    What a figure says can be said in words of each language, and is printed in English.
    """

    __slots__ = ()

    @abstractmethod
    def in_words(self, language: str) -> str:
        """
        The term as a person of that language would write it.

        Raises:
            UnknownLanguageError: If *language* has no catalogue.
        """

    def __str__(self) -> str:
        return self.in_words("en")


@final
@attrs.frozen
class Criterion(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        What is accepted.
        """
        return say(self.accepts, language)


@final
@attrs.frozen
class DeadlineTerm(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        What must happen, and within how many days of what.
        """
        counted = [message(language, "term.the_promise")] * self.promise
        counted += [say(self.add, language)] * (self.add.count > 0 or not self.promise)
        text = message(
            language,
            "term.deadline",
            event=self.event,
            counted=" + ".join(counted),
            anchor=self.anchor,
        )
        if self.cut_off:
            text += message(language, "term.cut_off", at=f"{self.cut_off:%H:%M}")
        if self.ends != DAY_END:
            text += message(language, "term.ends", at=f"{self.ends:%H:%M:%S}")
        return text + (message(language, "term.zone", zone=self.zone) if self.zone else "")


@final
@attrs.frozen
class Condition(Worded, Value):
    """
    A metric that must lie in a range for a charge to be made at all.
    """

    metric: str
    holds_in: Range[Decimal]

    def in_words(self, language: str) -> str:
        """
        The metric and its range.
        """
        return message(
            language,
            "term.condition",
            name=named(language, self.metric),
            range=self.holds_in,
        )


@final
@attrs.frozen
class Band(Worded, Value):
    """
    What is charged for amounts within a range: a flat sum, or a rate with a floor and a ceiling.
    """

    over: Range[Money]
    flat: Money | None = None
    rate: Decimal | None = None
    floor: Money | None = None
    ceiling: Money | None = None

    def in_words(self, language: str) -> str:
        """
        What is charged, and for which prices.
        """
        text = str(self.flat) if self.rate is None else say_share(self.rate, language)
        text += message(language, "term.floor", end=self.floor) if self.floor else ""
        text += message(language, "term.ceiling", end=self.ceiling) if self.ceiling else ""
        if self.over == Range():
            return text
        return text + message(language, "term.over", range=self.over)


@final
@attrs.frozen
class ChargeTerm(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        Who pays how much to whom, when, and on what condition.
        """
        separator = message(language, "term.separator")
        text = message(
            language,
            "term.charge",
            bands=separator.join(band.in_words(language) for band in self.bands),
            payee=self.payee,
            trigger=self.trigger,
        )
        text += message(language, "term.every", period=self.every) if self.every else ""
        if self.when is None:
            return text
        return text + message(language, "term.when", condition=self.when.in_words(language))


@final
@attrs.frozen
class ServiceFee(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        The share, and of what.
        """
        share = say_share(self.rate, language)
        text = message(language, "term.fee", share=share, base=self.base)
        if self.charged_on_cancelled is not False:
            return text
        return text + message(language, "term.fee_cancelled")


@final
@attrs.frozen
class MetricLimit(Worded, Value):
    """
    The range in which a metric is to stay, and the days over which it is counted.
    """

    accepts: Range[Decimal]
    cohort: PastDays | None = None

    def in_words(self, language: str) -> str:
        """
        The range, and over which days.
        """
        text = say(self.accepts, language)
        if self.cohort is None:
            return text
        return text + message(language, "term.cohort", days=self.cohort)


@final
@attrs.frozen
class StepTerm(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        The threshold, and what happens there.
        """
        text = message(
            language,
            "term.step",
            name=named(language, self.measure),
            range=self.reached_in,
            effect=named(language, self.effect),
        )
        if self.lasts is None:
            return text
        return text + message(language, "term.lasts", days=self.lasts)


@final
@attrs.frozen
class LatenessCap(Worded, Value):
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

    def in_words(self, language: str) -> str:
        """
        The share that is left, for each range of the metric.
        """
        name = named(language, self.measure)
        bands = (
            message(
                language,
                "term.cap_band",
                share=say_share(share, language),
                name=name,
                range=over,
            )
            for over, share in self.bands
        )
        separator = message(language, "term.separator")
        text = separator.join(bands)
        return message(language, "term.cap", days=self.base_days, bands=text)
