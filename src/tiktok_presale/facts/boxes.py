"""
A blind box on offer, the limits that its seller sets, and one that was sold.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import cast, final

import attrs

from tiktok_presale.facts.odds import OddsTable
from tiktok_presale.values.checks import (
    aware_or_none,
    check_int,
    check_kind,
    check_text,
    check_yes_no,
    instance,
    yes_no_or_none,
)
from tiktok_presale.values.closed import Value
from tiktok_presale.values.days import CalendarDays
from tiktok_presale.values.errors import CurrencyMismatchError, OutOfRangeError, WrongTypeError
from tiktok_presale.values.frozenmap import FrozenMap, frozen_map
from tiktok_presale.values.money import Money

__all__ = ["BlindBox", "BoxSale", "DrawLimits", "ReturnWaiver"]


def _check_clock(argument: str, value: object) -> None:
    if value is not None and (not isinstance(value, time) or value.tzinfo is not None):
        raise WrongTypeError(argument, "a time without a zone, as in time(8)", repr(value))


@final
@attrs.frozen(kw_only=True)
class DrawLimits(Value):
    """
    What one buyer may draw: so often, for so much money, at these hours.

    Days and hours are read in the zone of the market.

    Args:
        draws: The most draws in the period.
        spend: The most money in the period.
        period: The period in days, today included; one day where it is not given.
        opens: The time of day from which draws are allowed.
        closes: The time of day at which they end, which is outside. It may lie before *opens*:
            22:00 to 02:00 runs over midnight.

    Raises:
        OutOfRangeError: If a number is below 1, or one of the two hours is given alone.

    Examples:
        >>> limits = DrawLimits(draws=10, opens=time(8), closes=time(22))
        >>> limits.open_at(time(22)), limits.open_at(time(8))
        (False, True)
    """

    draws: int | None = None
    spend: Money | None = None
    period: CalendarDays = attrs.field(
        default=CalendarDays(1), validator=instance("CalendarDays(n)", CalendarDays)
    )
    opens: time | None = None
    closes: time | None = None

    def __attrs_post_init__(self) -> None:
        """
        Check every field once, and that they fit together.
        """
        check_int("period", self.period.count, minimum=1)
        if self.draws is not None:
            check_int("draws", self.draws, minimum=1)
        if self.spend is not None:
            check_kind("spend", self.spend, Money, "Money")
            if self.spend.minor <= 0:
                raise OutOfRangeError("spend", str(self.spend), "above zero")
        _check_clock("opens", self.opens)
        _check_clock("closes", self.closes)
        if (self.opens is None) is not (self.closes is None):
            raise OutOfRangeError("opens", str(self.opens), "given together with closes")
        if self.opens is not None and self.opens == self.closes:
            raise OutOfRangeError("closes", str(self.closes), "another time than opens")

    def open_at(self, clock: time) -> bool:
        """
        Whether draws are allowed at a time of day.
        """
        if self.opens is None or self.closes is None:
            return True
        if self.opens < self.closes:
            return self.opens <= clock < self.closes
        return clock >= self.opens or clock < self.closes


def _shown(value: object) -> FrozenMap[str]:
    found: FrozenMap[str] = frozen_map(cast("Mapping[str, str]", value))
    for name, text in found.items():
        check_text(f"shown[{name!r}]", text)
    return found


@final
@attrs.frozen(kw_only=True)
class BlindBox(Value):
    """
    A blind box on offer; whatever is left out counts as unknown, never as good.

    Args:
        id: The product's id.
        odds: Every prize with its odds.
        price: What one box costs in all.
        maker_sealed: Whether the maker sealed it, and nobody packed it again since.
        goods: What kind of goods is in it, as the market's policy names it: "toy", "food".
        quality_guaranteed: Whether its quality and safety are guaranteed, where goods ask for it.
        invited: Whether the platform has invited the shop to sell such goods.
        shown: What the product page tells besides, by name: "product_name", "kind", "style",
            "distribution", "quantity" and whatever else the market's policy names.
        limits: What one buyer may draw.
        sale_ends: When the last box is sold; from then on the seed may be shown.

    Raises:
        WrongTypeError: If a field has another type.
        OutOfRangeError: If the price is not above zero.
        CurrencyMismatchError: If the limit of money is in another currency than the price.

    Examples:
        >>> box = BlindBox(id="p1", odds=OddsTable.of({"bear": "9/10", "secret": "1/10"}),
        ...                price=Money("59.00", "CNY"))
        >>> box.maker_sealed is None
        True
    """

    id: str
    odds: OddsTable = attrs.field(validator=instance("an OddsTable", OddsTable))
    price: Money = attrs.field(validator=instance("Money", Money))
    maker_sealed: bool | None = None
    goods: str | None = None
    quality_guaranteed: bool | None = None
    invited: bool | None = None
    shown: FrozenMap[str] = attrs.field(factory=FrozenMap[str], converter=_shown)
    limits: DrawLimits | None = attrs.field(
        default=None, validator=attrs.validators.optional(instance("DrawLimits", DrawLimits))
    )
    sale_ends: datetime | None = attrs.field(default=None, validator=aware_or_none)

    def __attrs_post_init__(self) -> None:
        """
        Check every field once, and that they fit together.
        """
        check_text("id", self.id)
        check_text("goods", self.goods, optional=True)
        for name in ("maker_sealed", "quality_guaranteed", "invited"):
            check_yes_no(name, getattr(self, name))
        if self.price.minor <= 0:
            raise OutOfRangeError("price", str(self.price), "above zero")
        spend = None if self.limits is None else self.limits.spend
        if spend is not None and spend.currency != self.price.currency:
            raise CurrencyMismatchError(self.price.currency, spend.currency)


@final
@attrs.frozen(kw_only=True)
class ReturnWaiver(Value):
    """
    How a buyer was asked to give up the return without a reason.

    Args:
        confirmed: Whether the buyer confirmed it.
        per_purchase: Whether it was confirmed for that single purchase, and not once for all.
        pre_ticked: Whether the box to tick was ticked already.
    """

    confirmed: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    per_purchase: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    pre_ticked: bool | None = attrs.field(default=None, validator=yes_no_or_none)


@final
@attrs.frozen(kw_only=True)
class BoxSale(Value):
    """
    A blind box that was sold, as far as its return is asked about.

    Args:
        opened: Whether the buyer has unpacked it.
        open_set: Whether it was sold as a full set whose contents were known.
        waiver: How the buyer was asked to give up the return; None where it is not known.
    """

    opened: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    open_set: bool | None = attrs.field(default=None, validator=yes_no_or_none)
    waiver: ReturnWaiver | None = attrs.field(
        default=None, validator=attrs.validators.optional(instance("a ReturnWaiver", ReturnWaiver))
    )
